"""The owner begins and ends a shared step; it can be dropped with a reason."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import SharedStep
from courses.improvements.actions.days import plan_next_day
from courses.improvements.actions.moves import lock_improvement, move
from courses.improvements.models import Improvement
from courses.improvements.rules import check_words, check_workshop_over


@transaction.atomic
def start_improvement(*, improvement: Improvement, by: User, at: datetime.datetime) -> Improvement:
    """It has begun. Pressed twice, nothing changes."""
    now = lock_improvement(improvement.pk)
    if now.state != "under_way":
        move(now, "start", by=by, at=at, words=f"Begun: {now.criterion.code}")
    return now


@transaction.atomic
def finish_improvement(
    *, improvement: Improvement, words: str, by: User, at: datetime.datetime
) -> Improvement:
    """It is done: people can be asked alone again from today, and the next quarter shows what it changed."""
    said = check_words(words)
    raise_stamp(council_id=improvement.council_id)
    now = lock_improvement(improvement.pk)
    if now.state == "done":
        return now
    check_workshop_over(now)
    now.words, now.done_on = said, timezone.localdate(at)
    move(now, "finish", by=by, at=at, words=f"Done: {said}")
    _release(now, now.done_on)
    plan_next_day(council_id=now.council_id, at=at)
    return now


@transaction.atomic
def drop_improvement(
    *, improvement: Improvement, reason: str, by: User, at: datetime.datetime
) -> Improvement:
    """Not now, or not any more, with the reason. It is not proposed again for a quarter of a year."""
    said = check_words(reason)
    raise_stamp(council_id=improvement.council_id)
    now = lock_improvement(improvement.pk)
    if now.state == "dropped":
        return now
    today = timezone.localdate(at)
    if not now.decision:
        now.decision, now.decided_by, now.decided_on = said, by, today
    else:
        now.words = said
    move(now, "drop", by=by, at=at, words=f"Dropped: {said}")
    _release(now, today)
    return now


def _release(improvement: Improvement, today: datetime.date) -> None:
    """Nobody is held back any more."""
    SharedStep.objects.filter(
        council_id=improvement.council_id, key=f"improvement:{improvement.pk}", until=None
    ).update(until=today)
