"""A writer says that the cause was not theirs, and a practice development lead decides."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from assessments.audits.models import Finding
from courses.assignments.actions.learning import catch_up
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.models import Assignment
from courses.assignments.rules.permits import CAUSES, check_decide_cause, check_say_not_mine, check_words


@transaction.atomic
def say_not_mine(
    *, assignment: Assignment, cause: str, words: str, by: User, at: datetime.datetime
) -> Assignment:
    """Pause the work: the writer says the cause was the advice, the process, the template or the time.

    Nothing is asked until a practice development lead has decided.
    """
    told = check_words(words)
    if cause not in CAUSES:
        raise Refused("Choose what caused it.", code="cause")
    now = lock_assignment(assignment.pk)
    check_say_not_mine(now)
    now.claimed_cause, now.words, now.paused_on = cause, told, timezone.localdate(at)
    label = Finding.Cause(cause).label.lower()
    move(now, "pause", by=by, at=at, words=f"Said that the cause of {now.criterion.code} was {label}")
    return now


@transaction.atomic
def decide_cause(
    *, assignment: Assignment, agree: bool, words: str, by: User, at: datetime.datetime
) -> Assignment:
    """Agree: the finding belongs to the system, the work is waived. Disagree: it goes on with a new due date.

    Who decides gives a reason, which the writer reads.
    """
    said = check_words(words)
    now = lock_assignment(assignment.pk)
    check_decide_cause(now)
    today = timezone.localdate(at)
    now.decided_by, now.decided_on, now.decision = by, today, said
    code = now.criterion.code
    if agree:
        now.settled_on = today
        Finding.objects.filter(pk=now.finding_id).update(cause=now.claimed_cause)
        now.finding.cause = now.claimed_cause
        move(now, "waive", by=by, at=at, words=f"Agreed that the cause of {code} was not the writing: {said}")
        return now
    now.due_on = today + datetime.timedelta(days=now.version.due_days or 0)
    now.paused_on = None
    move(now, "resume", by=by, at=at, words=f"Decided that {code} stays with the writer: {said}")
    catch_up(now, at=at)
    return now
