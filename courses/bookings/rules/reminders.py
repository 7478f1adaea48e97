"""When people are reminded of a session. Pure."""

from __future__ import annotations

import datetime
from typing import Literal

from django.utils import timezone

from academy.law.dates import Calendar
from courses.bookings.rules.times import is_working

Which = Literal["days_before", "morning"]
DAYS_BEFORE = 2
HOUR, MORNING = datetime.time(9), datetime.time(8)
"""Local time at which the two reminders go."""
AHEAD = datetime.timedelta(hours=1)
"""An early session is reminded of at least so long before it begins."""


def days_before(starts_at: datetime.datetime, table: Calendar) -> datetime.datetime:
    """Nine in the morning, two working days before: for a Monday that is Thursday."""
    day, left = timezone.localtime(starts_at).date(), DAYS_BEFORE
    while left:
        day -= datetime.timedelta(days=1)
        left -= is_working(day, table)
    return timezone.make_aware(datetime.datetime.combine(day, HOUR))


def on_the_morning(starts_at: datetime.datetime) -> datetime.datetime:
    """Eight in the morning of the day, or an hour before an early session."""
    day = timezone.localtime(starts_at).date()
    return min(timezone.make_aware(datetime.datetime.combine(day, MORNING)), starts_at - AHEAD)


def reminders_of(starts_at: datetime.datetime, table: Calendar) -> dict[Which, datetime.datetime]:
    """Both reminders of a session with their moments."""
    return {"days_before": days_before(starts_at, table), "morning": on_the_morning(starts_at)}


def is_in_time(which: Which, *, starts_at: datetime.datetime, at: datetime.datetime, table: Calendar) -> bool:
    """Whether a reminder still helps: never once the session has begun, and the earlier one not any more when
    the later one is due, however late the work is done."""
    if at >= starts_at:
        return False
    return which == "morning" or at < on_the_morning(starts_at)
