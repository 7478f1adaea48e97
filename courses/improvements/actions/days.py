"""Once a day: owners are reminded, and the effect of what was done a quarter ago is looked at."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.work.actions import announce, post_message
from courses.improvements.actions.moves import lock_improvement, move
from courses.improvements.models import Improvement
from courses.improvements.queries.effects import count_after
from courses.improvements.states import CARRIED

HOUR = datetime.time(6, 30)
"""Local time at which owners are reminded."""
BEFORE_DAYS = 7
"""An owner hears a week before the day, and once a week after it."""
AFTER_DAYS = 92
"""The quarter after a step was done in which its effect shows."""


def plan_next_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic="improvements_day",
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def tend_improvements(*, council_id: int, at: datetime.datetime) -> None:
    """Remind owners, look at effects; the next day is planned while anything is carried or waits."""
    today = timezone.localdate(at)
    rows = Improvement.objects.filter(council_id=council_id)
    for one in rows.filter(state__in=CARRIED, owner__isnull=False).select_related("owner"):
        _remind(one, today, at)
    waiting = rows.filter(state="done", done_on__lt=today - datetime.timedelta(days=AFTER_DAYS))
    for pk in list(waiting.values_list("pk", flat=True)):
        _look(pk, at)
    if rows.filter(state__in=(*CARRIED, "done")).exists():
        plan_next_day(council_id=council_id, at=at)


def _remind(one: Improvement, today: datetime.date, at: datetime.datetime) -> None:
    """One message for the week before the day, and one for each week after it."""
    if one.due_on is None or one.owner is None:
        return
    late = (today - one.due_on).days
    if late < -BEFORE_DAYS:
        return
    turn = "soon" if late <= 0 else f"late{(late - 1) // 7}"
    post_message(
        person=one.owner,
        template="improvement",
        about=f"improvement:{one.pk}:{turn}",
        context={"improvement_id": one.pk},
        at=at,
    )


def _look(pk: int, at: datetime.datetime) -> None:
    """Keep the figures of the quarter after it was done."""
    now = lock_improvement(pk)
    if now.state != "done" or now.done_on is None:
        return
    after = count_after(now, days=AFTER_DAYS)
    now.after_low, now.after_n = after.low, after.n
    now.after_rest_low, now.after_rest_n = after.rest_low, after.rest_n
    words = f"After it {now.criterion.code} was below good in {after.low} of {after.n}"
    move(now, "look", by=None, at=at, words=words)
