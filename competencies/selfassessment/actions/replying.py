"""The manager's side: confirming, differing or asking for more, item by item, and closing."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.selfassessment.actions.letters import tell_answered
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment
from competencies.selfassessment.queries.standing import standing_versions
from competencies.selfassessment.rules import check_leader, check_reply, settles
from competencies.selfassessment.states import SELF_ASSESSMENT


@transaction.atomic
def reply_to(
    *, answer: SelfAnswer, kind: str, level: int | None, words: str, by: User, at: datetime.datetime
) -> ManagerAnswer:
    """Answer one version. It must be the one that stands; the same reply twice is one.

    When every item is answered the person gets a letter.
    """
    row = _lock(answer.item.assessment, by)
    versions = standing_versions(assessment_id=row.pk)
    now, before = versions[answer.item_id]
    if now.pk != answer.pk:
        raise Refused("They changed their answer a moment ago. Read it again first.", code="changed")
    said = words.strip()
    seen = level if kind == ManagerAnswer.Kind.DIFFER else None
    check_reply(assessment=row, answer=now, kind=kind, level=seen, words=said)
    if before is not None and (before.kind, before.level, before.words, before.by_id) == (
        kind,
        seen,
        said,
        by.pk,
    ):
        return before
    reply = ManagerAnswer.objects.create(answer=now, kind=kind, level=seen, words=said, by=by, at=at)
    _note(row, "answer", f"{answer.item.task.code}: {reply.get_kind_display()}", by, at)
    others = [last for pk, (_, last) in versions.items() if pk != answer.item_id]
    if all(last is not None for last in others):
        tell_answered(row, versions=sum(version.number for version, _ in versions.values()), at=at)
    return reply


@transaction.atomic
def close_assessment(*, assessment: SelfAssessment, by: User, at: datetime.datetime) -> SelfAssessment:
    """End the round when every answer that stands is confirmed or seen differently. It grants nothing."""
    row = _lock(assessment, by)
    if row.state == "closed":
        return row
    row.state = SELF_ASSESSMENT.after(row.state, "close")
    versions = standing_versions(assessment_id=row.pk).values()
    left = sum(1 for _, reply in versions if not settles(reply))
    if left:
        raise Refused(
            f"{left} of {len(versions)} tasks wait: confirm each one or say how you see it. Where you asked "
            "for more, they answer first.",
            code="left",
        )
    row.closed_at, row.closed_by = at, by
    row.save(update_fields=["state", "closed_at", "closed_by"])
    _note(row, "close", "Self-assessment closed. It grants no level", by, at)
    return row


def _lock(assessment: SelfAssessment, by: User) -> SelfAssessment:
    rows = SelfAssessment.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.get(pk=assessment.pk)
    check_leader(row.person, by)
    return row


def _note(row: SelfAssessment, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words)
