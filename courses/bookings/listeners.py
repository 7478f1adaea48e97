"""News about sessions and the clock, and what becomes of bookings."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from courses.bookings.actions.departing import release_bookings
from courses.bookings.actions.moments import cancel_all, follow_move, open_ledger, tend_session
from courses.bookings.actions.offering import end_offer, end_wait, promote_waiting
from courses.bookings.actions.reminders import send_reminders


@answers("session_opened")
def session_opened(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Booking is open: the moments of the session are planned."""
    open_ledger(session_id=payload["session_id"], at=at)


@answers("session_moved")
def session_moved(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A session has another date, hour or place: everybody who booked hears once."""
    follow_move(session_ids=[payload["session_id"]], occurrence=f"session-{payload['changes']}", at=at)


@answers("series_moved")
def series_moved(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Dates of a series changed together: everybody who booked hears once of all their dates."""
    follow_move(session_ids=payload["session_ids"], occurrence=f"series-{payload['changes']}", at=at)


@answers("session_cancelled")
def session_cancelled(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A session will not be: its bookings end, and everybody hears once."""
    cancel_all(session_ids=[payload["session_id"]], at=at)


@answers("series_cancelled")
def series_cancelled(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Dates of a series will not be: their bookings end, and everybody hears once of all their dates."""
    cancel_all(session_ids=payload["session_ids"], at=at)


@answers("session_moment")
def session_moment(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Booking closes, a session starts, is over, or its needs are to be deleted."""
    tend_session(session_id=payload["session_id"], at=at)


@answers("reserve_ends")
def reserve_ends(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Places are not kept for a group any more: those who wait are offered them."""
    promote_waiting(session_id=payload["session_id"], at=at)


@answers("booking_offer_ends")
def booking_offer_ends(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """An offer has run out."""
    end_offer(booking_id=payload["booking_id"], at=at)


@answers("booking_cutoff")
def booking_cutoff(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Somebody wants no place any more from now on."""
    end_wait(booking_id=payload["booking_id"], at=at)


@answers("session_reminder")
def session_reminder(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Two working days before a session, or on its morning: those with a place are reminded."""
    send_reminders(
        session_id=payload["session_id"], which=payload["which"], starts_at=payload["starts_at"], at=at
    )


@answers("affiliation_ended")
def affiliation_ended(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A guest has left an organisation: what they booked for it is free again."""
    release_bookings(person_id=payload["person_id"], organisation_id=payload["organisation_id"], at=at)
