"""A person finished a module: close what asked for it and ask for the next two plans to be looked at."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from assessments.audits.actions import ask_reaudit
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.actions.settling import settle_person
from courses.assignments.models import Assignment
from courses.assignments.rules.proofs import REAUDIT_DAYS, REAUDIT_PLANS
from courses.progress.models import Completion


@transaction.atomic
def record_learning(
    *, person: User, module_code: str, done_on: datetime.date, by: User | None, at: datetime.datetime
) -> list[Assignment]:
    """Mark everything that asked this module of this person as learnt, and ask for re-audits.

    The writer's next two plans within 90 days are to be looked at on the same criterion; the auditor is not
    told which. Work that is paused stays paused. Returns the assignments that were closed by this.
    """
    waiting = Assignment.objects.filter(person=person, module_code=module_code, state="asked")
    learnt = []
    for pk in waiting.values_list("pk", flat=True):
        assignment = lock_assignment(pk)
        if assignment.state == "asked":
            learn(assignment, done_on=max(done_on, assignment.assigned_on), by=by, at=at)
            learnt.append(assignment)
    if learnt:
        settle_person(person=person, by=None, at=at)
    return learnt


def record_completion(*, completion_id: int, at: datetime.datetime) -> list[Assignment]:
    """What a finished module closes. A completion that is gone by now closes nothing."""
    done = Completion.objects.select_related("person").filter(pk=completion_id).first()
    if done is None:
        return []
    return record_learning(
        person=done.person, module_code=done.module_code, done_on=done.done_on, by=done.person, at=at
    )


def learn(assignment: Assignment, *, done_on: datetime.date, by: User | None, at: datetime.datetime) -> None:
    """Move one locked assignment to learnt and put its writer's next plans into the sample."""
    assignment.learnt_on = done_on
    move(assignment, "learn", by=by, at=at, words=f"Finished {assignment.module_code}")
    ask_reaudit(
        writer=assignment.person,
        criterion=assignment.criterion,
        plans=REAUDIT_PLANS,
        asked_on=done_on,
        until=done_on + datetime.timedelta(days=REAUDIT_DAYS),
        source_key=f"assignment:{assignment.pk}",
        by=by,
        at=at,
    )


def catch_up(assignment: Assignment, *, at: datetime.datetime) -> None:
    """After a pause: a module that was finished meanwhile counts."""
    done = Completion.objects.filter(
        person_id=assignment.person_id,
        module_code=assignment.module_code,
        done_on__range=(assignment.assigned_on, timezone.localdate(at)),
    ).first()
    if done is not None:
        learn(assignment, done_on=done.done_on, by=None, at=at)
