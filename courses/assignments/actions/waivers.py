"""A manager or practice development lead takes work off somebody's list, or agrees coaching."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.law.dates import add_weeks
from academy.people.models import User
from academy.record.actions import write
from competencies.plans.actions import add_goal
from competencies.plans.models import Goal
from competencies.plans.queries.goals import Source
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.models import Assignment
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.rules.permits import check_coach, check_waive, check_words
from courses.assignments.rules.words import name_criterion


@transaction.atomic
def waive_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime.datetime) -> Assignment:
    """Take the work off the writer's list, with a reason that the writer reads. It does not come back."""
    said = check_words(reason)
    now = lock_assignment(assignment.pk)
    check_waive(now)
    now.decided_by, now.decided_on, now.decision = by, timezone.localdate(at), said
    now.settled_on = now.decided_on
    move(now, "waive", by=by, at=at, words=f"Waived {now.module_code}: {said}")
    return now


@transaction.atomic
def agree_coaching(*, assignment: Assignment, words: str, by: User, at: datetime.datetime) -> Assignment:
    """Write down what manager and writer agreed after a criterion was below good again, as a goal."""
    said = check_words(words)
    now = lock_assignment(assignment.pk)
    check_coach(now)
    now.coaching, now.coaching_on, now.decided_by = said, timezone.localdate(at), by
    now.save(update_fields=["coaching", "coaching_on", "decided_by"])
    write(
        council=now.person.council_id,
        by=by,
        at=at,
        verb="coach",
        obj=now,
        about=now.person_id,
        words=f"Coaching agreed on {now.criterion.code}: {said}"[:400],
        detail={"finding": now.finding_id},
    )
    _propose_goal(now, said, by=by, at=at)
    return now


def _propose_goal(assignment: Assignment, agreed: str, *, by: User, at: datetime.datetime) -> None:
    """What was agreed becomes a goal of the writer, once; it counts when both have said yes to it."""
    weeks = terms_of(council_id=assignment.person.council_id).goal_weeks
    name = name_criterion(assignment.criterion.text, assignment.criterion.code)
    add_goal(
        person=assignment.person,
        source=Source(
            Goal.Source.FINDING,
            f"Agreed after an audit: {name}",
            reverse("finding", args=[assignment.finding_id]),
            f"coaching:{assignment.pk}",
        ),
        what=f"Be good at “{name}” in the next plans",
        help_words=agreed,
        due_on=add_weeks(timezone.localdate(at), weeks),
        by=by,
        at=at,
    )
