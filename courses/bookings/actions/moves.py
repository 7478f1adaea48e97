"""Moving a booking along its states, with its line of history, its letter and its calendar entry."""

from __future__ import annotations

import datetime

from academy.kit import words
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.bookings.actions.letters import News, tell
from courses.bookings.models import Booking, Need
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Session


def label(session: Session) -> str:
    """What people call a session: its topic and when it is."""
    return f"“{session.topic.title}” on {words.date_and_time(session.starts_at)}"


def note(booking: Booking, verb: str, said: str, *, by: User | None, at: datetime.datetime) -> None:
    """One line of the person's history. It names nobody else."""
    write(
        council=booking.session.council_id, by=by, at=at, verb=verb, obj=booking,
        words=f"{said} {label(booking.session)}"[:400], about=booking.person_id,
    )  # fmt: skip


def move(
    booking: Booking,
    verb: str,
    said: str,
    *,
    by: User | None,
    at: datetime.datetime,
    news: News | None = None,
) -> None:
    """Move it, save everything, write the record and tell its person once. One that ended has no needs."""
    booking.state = BOOKING.after(booking.state, verb)
    booking.changes += 1
    if booking.state not in ("waiting", "offered", "asked"):
        booking.settled_at = at
    booking.save()
    if booking.state not in OPEN:
        Need.objects.filter(booking=booking).delete()
    note(booking, verb, said, by=by, at=at)
    if news is not None:
        tell(booking=booking, news=news, at=at)


def plan_offer_end(booking: Booking, at: datetime.datetime) -> None:
    """An offer that nobody takes up ends by itself."""
    assert booking.offer_until is not None  # noqa: S101 (a constraint of the table)
    announce(
        topic="booking_offer_ends",
        key=f"{booking.pk}:{booking.offer_until.isoformat()}",
        payload={"booking_id": booking.pk},
        council=booking.session.council_id,
        at=at,
        due_at=booking.offer_until,
    )


def plan_cutoff(booking: Booking, at: datetime.datetime) -> None:
    """Whoever wants no place after a moment is told then that none came up."""
    if booking.not_after is None:
        return
    announce(
        topic="booking_cutoff",
        key=f"{booking.pk}:{booking.not_after.isoformat()}",
        payload={"booking_id": booking.pk},
        council=booking.session.council_id,
        at=at,
        due_at=booking.not_after,
    )
