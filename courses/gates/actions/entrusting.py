"""The levels that a graduation conversation agreed become decisions, as far as the rules allow it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.people.models import User
from competencies.entrustment.actions import countersign, grant_level
from competencies.entrustment.queries.citing import citable_evidence
from competencies.entrustment.rules import check_decider, needs_second
from competencies.framework.models import EntrustableTask
from courses.gates.models import AgreedLevel, GraduationConversation

NO_TASK = "The framework in force has no such task."


def entrust_agreed(*, conversation: GraduationConversation, person: User, at: datetime.datetime) -> int:
    """Decide each agreed level, citing what the person has shown. In the caller's transaction.

    What the rules refuse is no decision; its reason is kept beside the level. Returns how many were decided.
    """
    rows = list(conversation.levels.exclude(level=0))
    tasks = {
        task.code: task
        for task in EntrustableTask.objects.filter(
            framework__council_id=person.council_id, framework__state="published"
        ).select_related("framework")
    }
    for row in rows:
        task = tasks.get(row.task)
        row.not_decided = NO_TASK if task is None else _decide(row, task, conversation, person, at)
    AgreedLevel.objects.bulk_update(rows, ["not_decided"])
    return sum(not row.not_decided for row in rows)


def _decide(
    row: AgreedLevel,
    task: EntrustableTask,
    conversation: GraduationConversation,
    person: User,
    at: datetime.datetime,
) -> str:
    """Empty when the level is decided; else why not."""
    first, second = conversation.written_by, conversation.agreed_by
    if second is None:
        raise RuntimeError("Levels are decided when both have agreed")
    if not _may_decide(person, row.level, first):
        first, second = second, first
    evidence = citable_evidence(person=person, task=task, on=timezone.localdate(at))
    try:
        made = grant_level(
            person=person,
            task=task,
            level=row.level,
            evidence_ids=[one.pk for one in evidence],
            reason=f"Agreed in the graduation conversation of {day_month_year(conversation.on)}.",
            by=first,
            at=at,
        )
    except Refused as refusal:
        return refusal.words[:300]
    if needs_second(row.level):
        try:
            countersign(entrustment=made, words="Agreed in the graduation conversation.", by=second, at=at)
        except Refused as refusal:
            return f"It waits for a second signature. {refusal.words}"[:300]
    return ""


def _may_decide(person: User, level: int, by: User) -> bool:
    try:
        check_decider(person=person, level=level, by=by)
    except Refused:
        return False
    return True
