"""Laying a week's work out over the days that are left of it. Pure.

What has a time of its own stays there. The rest is put on the first day with room, in the order in which to
do it; what finds no room goes to the last day, and the week does not fit.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FULL_DAY = 444
"""Minutes of a full day of work: 7 hours and 24 minutes."""
DAY_ENDS = datetime.time(17, 0)


@dataclass(frozen=True)
class Piece:
    """One thing of the week: how many minutes of it are left, and when it begins if it has a time."""

    title: str
    url: str
    minutes: int
    meta: tuple[str, ...] = ()
    state: str = "todo"
    due: str = ""
    at: datetime.datetime | None = None


@dataclass
class Laid:
    """One day with what is on it: live first by time, then one's own work."""

    day: datetime.date
    room: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def own(self) -> int:
        """Minutes of one's own work."""
        return sum(one.minutes for one in self.pieces if one.at is None)

    @property
    def live(self) -> int:
        """Minutes at a set time."""
        return sum(one.minutes for one in self.pieces if one.at is not None)

    @property
    def left(self) -> int:
        """All minutes of the day."""
        return self.own + self.live


def room_of(day: datetime.date, worth: float, now: datetime.datetime) -> int:
    """Minutes of work that a day has left. `worth` is the share of a full day; `now` is local time."""
    whole = round(FULL_DAY * worth)
    if day > now.date():
        return whole
    ends = datetime.datetime.combine(day, DAY_ENDS, tzinfo=now.tzinfo)
    return min(whole, max(0, int((ends - now).total_seconds() // 60))) if day == now.date() else 0


def lay_out(
    own: Sequence[Piece], live: Mapping[datetime.date, Sequence[Piece]], rooms: Mapping[datetime.date, int]
) -> list[Laid]:
    """The days of `rooms` that are left, in order, with everything on them."""
    days = [Laid(day, room, sorted(live.get(day, ()), key=_time)) for day, room in sorted(rooms.items())]
    for piece in own:
        open_days = [one for one in days if one.left < one.room]
        place = open_days[0] if open_days else (days[-1] if days else None)
        if place is not None:
            place.pieces.append(piece)
    return days


def over(days: Sequence[Laid]) -> int:
    """By how many minutes it all exceeds the time there is; 0 when it fits."""
    return max(0, sum(one.left for one in days) - sum(one.room for one in days))


def _time(piece: Piece) -> datetime.datetime:
    return piece.at or datetime.datetime.min
