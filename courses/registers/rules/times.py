"""How long somebody took part, when that is late, and how much is enough. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.refusals import Refused
from courses.sessions.models import Session

EARLIEST = datetime.timedelta(minutes=30)
"""How long before the start the register opens."""
GRACE = datetime.timedelta(minutes=10)
"""Whoever comes later than this is late, and whoever leaves sooner than this before the end leaves early."""
ENOUGH = 0.8
"""The share of the time from which somebody has taken part."""
LATER = datetime.timedelta(weeks=7)
"""When people are asked what they changed."""
LATER_OPENS = datetime.timedelta(weeks=6)
"""From when the questions are those for later."""
LATER_SHUTS = datetime.timedelta(weeks=26)
"""Until when somebody may answer."""


@dataclass(frozen=True)
class Mark:
    """What a register says of somebody. `came` None takes a mark back.

    `minutes` None: worked out from the times, the start and the end where there is none.
    """

    came: bool | None
    arrived_at: datetime.datetime | None = None
    left_at: datetime.datetime | None = None
    minutes: int | None = None


ABSENT, TAKE_BACK, PRESENT = Mark(came=False), Mark(came=None), Mark(came=True)


def whole_minutes(span: datetime.timedelta) -> int:
    """A length in minutes, rounded."""
    return max(0, round(span.total_seconds() / 60))


def length_of(session: Session) -> int:
    """How long a session is, in minutes."""
    return whole_minutes(session.ends_at - session.starts_at)


def minutes_of(session: Session, mark: Mark) -> int:
    """How long somebody took part."""
    if not mark.came:
        return 0
    if mark.minutes is not None:
        return min(mark.minutes, length_of(session))
    arrived = max(mark.arrived_at or session.starts_at, session.starts_at)
    left = min(mark.left_at or session.ends_at, session.ends_at)
    return whole_minutes(left - arrived)


def is_enough(session: Session, minutes: int) -> bool:
    """Whether so many minutes are most of a session."""
    return minutes >= length_of(session) * ENOUGH


def mark_from_times(
    session: Session,
    first: datetime.datetime | None,
    last: datetime.datetime | None = None,
    minutes: int | None = None,
) -> Mark:
    """Somebody who was there from `first` to `last`: late and early only where it is more than the grace."""
    late = first is not None and first > session.starts_at + GRACE
    early = last is not None and last < session.ends_at - GRACE
    return Mark(
        came=True, arrived_at=first if late else None, left_at=last if early else None, minutes=minutes
    )


def check_times(session: Session, mark: Mark) -> None:
    """Whether the times can be."""
    for when in (mark.arrived_at, mark.left_at):
        if when is not None and not session.starts_at <= when <= session.ends_at:
            raise Refused("This time is not between the start and the end of the session.", code="times")
    if mark.arrived_at and mark.left_at and mark.left_at <= mark.arrived_at:
        raise Refused("They cannot have left before they came.", code="times")


def is_open(session: Session, at: datetime.datetime) -> bool:
    """Whether marks can be made: from half an hour before the start, with no end, for corrections."""
    return session.state in ("open", "held") and at >= session.starts_at - EARLIEST


def check_open(session: Session, at: datetime.datetime) -> None:
    """Marks are made from half an hour before the start on."""
    if session.state not in ("open", "held"):
        raise Refused("This session is not taking place, so it has no register.", code="state")
    if not is_open(session, at):
        raise Refused("The register opens half an hour before the session begins.", code="early")


def is_here_open(session: Session, at: datetime.datetime) -> bool:
    """Whether people may say themselves that they are here: until the end."""
    return is_open(session, at) and at <= session.ends_at


def phase_on(session: Session, at: datetime.datetime) -> str:
    """Which questions somebody is asked at a moment; none before the end and none after half a year."""
    if at < session.ends_at or at > session.ends_at + LATER_SHUTS:
        return ""
    return "later" if at >= session.ends_at + LATER_OPENS else "now"
