"""Where the dates of a series go when all of them move. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from courses.sessions.models import Session, Venue
from courses.sessions.rules.planning import Where, local_moment


@dataclass(frozen=True)
class Shift:
    """What is said of all dates at once. What is not said stays with each date as it is.

    `day` is where the date goes from which it was said; the others go as many days with it. It is a day and
    not a number of days, so that the same said again finds everything done. A new beginning without an end
    keeps the length.
    """

    day: datetime.date | None = None
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    venue: Venue | None = None
    room: str = ""
    link: str = ""


@dataclass(frozen=True)
class Target:
    """A date, and the time and place to which it goes."""

    row: Session
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    where: Where

    @property
    def is_elsewhere(self) -> bool:
        """Whether anything changes for it."""
        row, where = self.row, self.where
        now = (row.starts_at, row.ends_at, row.venue, row.room, row.link)
        return now != (self.starts_at, self.ends_at, where.venue, where.room, where.link)


def targets_of(rows: Sequence[Session], *, session_id: int, shift: Shift) -> list[Target]:
    """Where each goes, in the order in which they can be put there: none comes to where another still is."""
    start = next(timezone.localdate(row.starts_at) for row in rows if row.pk == session_id)
    days = (shift.day - start).days if shift.day else 0
    found = [_target(row, datetime.timedelta(days=days), shift) for row in rows]
    return sorted(found, key=lambda one: (one.row.starts_at, one.row.pk), reverse=days > 0)


def _target(row: Session, by: datetime.timedelta, shift: Shift) -> Target:
    """The clock on the wall stays what it was, whatever the clocks do in between."""
    began, ended = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    starts_at = local_moment(began.date() + by, shift.starts or began.time())
    if shift.ends or not shift.starts:
        ends_at = local_moment(ended.date() + by, shift.ends or ended.time())
    else:
        ends_at = starts_at + (row.ends_at - row.starts_at)
    venue = shift.venue or row.venue
    room = shift.room or (row.room if venue == row.venue else "")
    return Target(row, starts_at, ends_at, Where(venue, room, shift.link or row.link))
