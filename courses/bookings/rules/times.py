"""When booking is open, how long an offer stands, and when cancelling is late. Pure."""

from __future__ import annotations

import datetime

from django.utils import timezone

from academy.law.dates import Calendar
from courses.sessions.models import Session

OPENS, SHUTS = datetime.time(9), datetime.time(17)
"""The working day, in local time."""
OFFER_HOURS = datetime.timedelta(hours=4)
"""How long somebody has to say yes to a place, in working hours."""
INVITATION = datetime.timedelta(hours=40)
"""How long an invitation to a team's workshop holds its place: five working days."""
LATE = datetime.timedelta(days=2)
"""Whoever cancels later than this before the start cancels late."""
KEEP_NEEDS = datetime.timedelta(days=2)
"""How long after its end the organiser still sees what people needed."""


def deadline_of(session: Session) -> datetime.datetime:
    """After this nobody gets a place any more: the start, or when booking closes if that is sooner."""
    return min(session.closes_at or session.starts_at, session.starts_at)


def last_moment(session: Session, not_after: datetime.datetime | None) -> datetime.datetime:
    """Until when somebody on the waiting list can be offered a place."""
    deadline = deadline_of(session)
    return deadline if not_after is None else min(deadline, not_after)


def is_working(day: datetime.date, table: Calendar) -> bool:
    """Monday to Friday and no bank holiday, as far as the table knows."""
    return day.weekday() < 5 and (not table.knows(day) or table.is_working(day))


def add_working_time(at: datetime.datetime, length: datetime.timedelta, table: Calendar) -> datetime.datetime:
    """The moment when so much working time has passed. In local hours: a change of clocks moves nothing."""
    left, moment = length, timezone.localtime(at)
    while True:
        day = moment.date()
        opens = timezone.make_aware(datetime.datetime.combine(day, OPENS))
        shuts = timezone.make_aware(datetime.datetime.combine(day, SHUTS))
        if is_working(day, table) and moment < shuts:
            begin = max(moment, opens)
            if left <= shuts - begin:
                return (begin + left).astimezone(at.tzinfo)
            left -= shuts - begin
        morning = datetime.datetime.combine(day + datetime.timedelta(days=1), OPENS)
        moment = timezone.localtime(timezone.make_aware(morning))


def end_of_offer(
    at: datetime.datetime,
    last: datetime.datetime,
    table: Calendar,
    length: datetime.timedelta = OFFER_HOURS,
) -> datetime.datetime:
    """When an offer made now runs out: after so many working hours, and never after the last moment."""
    return min(add_working_time(at, length, table), last)


def is_late(session: Session, at: datetime.datetime) -> bool:
    """Whether cancelling now is late."""
    return at > session.starts_at - LATE
