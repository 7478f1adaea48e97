"""A person finished a module: close what asked for it and ask for the next two plans to be looked at."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.people.models import User
from assessments.audits.actions import ask_reaudit, close_reaudits
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.actions.settling import settle_person
from courses.assignments.models import Assignment
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.states import OPEN
from courses.progress.models import Completion


@transaction.atomic
def record_learning(
    *,
    person: User,
    module_code: str,
    done_on: datetime.date,
    by: User | None,
    at: datetime.datetime,
    criteria: Collection[str] = (),
    how: str = "",
) -> list[Assignment]:
    """Mark everything that asked this module of this person as learnt, and ask for re-audits.

    Without a module, what was asked because of one of these `criteria`. `how` says in a few words what they
    did, where it was not the module itself. The writer's next two plans within 90 days are to be looked at on
    the same criterion; the auditor is not told which. Work that is paused stays paused. Returns the
    assignments that were closed by this.
    """
    about = Q(module_code=module_code) if module_code else Q(criterion__code__in=criteria)
    waiting = Assignment.objects.filter(about, person=person, state="asked")
    learnt = []
    for pk in waiting.values_list("pk", flat=True):
        assignment = lock_assignment(pk)
        if assignment.state == "asked":
            learn(assignment, done_on=max(done_on, assignment.assigned_on), by=by, at=at, how=how)
            learnt.append(assignment)
    if learnt:
        settle_person(person=person, by=None, at=at)
    return learnt


@transaction.atomic
def take_back_learning(
    *, assignment: Assignment, words: str, by: User | None, at: datetime.datetime
) -> Assignment | None:
    """What closed this work turned out not to have happened: it is open again, with days to do it.

    None where it stays as it is: a later plan has already answered it, the module was finished besides, or
    the same module is asked of them again anyway.
    """
    now = lock_assignment(assignment.pk)
    again = Assignment.objects.filter(person=now.person, module_code=now.module_code, state__in=OPEN)
    finished = Completion.objects.filter(
        person=now.person, module_code=now.module_code, done_on__gte=now.assigned_on
    )
    if now.state != "learnt" or now.finding.state == "reaudited" or again.exists() or finished.exists():
        return None
    days = datetime.timedelta(days=now.version.due_days or 0)
    now.learnt_on, now.due_on = None, max(now.due_on, timezone.localdate(at) + days)
    move(now, "unlearn", by=by, at=at, words=words)
    close_reaudits(source_keys=[f"assignment:{now.pk}"], at=at)
    return now


def record_completion(*, completion_id: int, at: datetime.datetime) -> list[Assignment]:
    """What a finished module closes. A completion that is gone by now closes nothing."""
    done = Completion.objects.select_related("person").filter(pk=completion_id).first()
    if done is None:
        return []
    return record_learning(
        person=done.person, module_code=done.module_code, done_on=done.done_on, by=done.person, at=at
    )


def learn(
    assignment: Assignment, *, done_on: datetime.date, by: User | None, at: datetime.datetime, how: str = ""
) -> None:
    """Move one locked assignment to learnt and put its writer's next plans into the sample."""
    assignment.learnt_on = done_on
    move(assignment, "learn", by=by, at=at, words=how or f"Finished {assignment.module_code}")
    terms = terms_of(council_id=assignment.person.council_id)
    ask_reaudit(
        writer=assignment.person,
        criterion=assignment.criterion,
        plans=terms.plans,
        asked_on=done_on,
        until=done_on + datetime.timedelta(days=terms.days),
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
