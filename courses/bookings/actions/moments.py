"""What happens to bookings by itself: a session is moved or cancelled, closes, starts, is over."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction

from academy.record.actions import write
from courses.bookings.actions.letters import tell_together
from courses.bookings.actions.moves import label, move, plan_offer_end
from courses.bookings.actions.needs import delete_needs
from courses.bookings.actions.offering import pass_over
from courses.bookings.actions.planning import plan_session
from courses.bookings.actions.rooms import Room, give_back, lock_bookings, lock_rooms
from courses.bookings.models import Booking
from courses.bookings.rules.times import deadline_of, last_moment
from courses.bookings.states import OPEN, TAKES
from courses.sessions.models import Seats, Session
from courses.sessions.states import SESSION


@transaction.atomic
def tend_session(*, session_id: int, at: datetime.datetime) -> None:
    """Do whatever the clock asks of a session now. Done again, nothing is left to do."""
    rooms = _rooms_of([session_id])
    session = Session.objects.select_related("topic").get(pk=session_id)
    if session.state == "open":
        if at >= deadline_of(session):
            _pass_over(rooms, session, ("waiting", "offered"), at)
        if at >= session.starts_at:
            _pass_over(rooms, session, ("asked",), at)
        held = SESSION.after(session.state, "hold")
        rows = Session.objects.filter(pk=session_id, state=session.state, ends_at__lte=at)
        if rows.update(state=held):
            write(
                council=session.council_id, by=None, at=at, verb="hold", obj=session,
                words=f"{label(session)} was held"[:400],
            )  # fmt: skip
    delete_needs(session_id=session_id, at=at)


def _rooms_of(session_ids: Collection[int]) -> dict[int, Room]:
    seats = Seats.objects.filter(session__in=session_ids).order_by().values_list("pk", flat=True)
    return {room.seats.pk: room for room in lock_rooms(list(seats))}


def _sessions(session_ids: Collection[int]) -> list[Session]:
    rows = Session.objects.filter(pk__in=session_ids).select_related("topic")
    return list(rows.order_by("starts_at", "pk"))


def _open_ones(session: Session, states: Collection[str]) -> list[Booking]:
    """Bookings of a session in these states, locked, in order."""
    rows = Booking.objects.filter(session=session, state__in=states)
    found = lock_bookings(rows.values_list("pk", flat=True))
    for booking in found:
        booking.session = session
    return found


def _pass_over(
    rooms: dict[int, Room], session: Session, states: Collection[str], at: datetime.datetime
) -> None:
    for booking in _open_ones(session, states):
        took = booking.state in TAKES
        booking.offer_until = None
        pass_over(booking, at)
        if took:
            give_back(rooms[booking.seats_id], booking)


@transaction.atomic
def cancel_all(*, session_ids: Collection[int], at: datetime.datetime) -> int:
    """Sessions were cancelled: every open booking ends, and each person is told once, whatever the number of
    their dates. Returns how many bookings ended."""
    rooms = _rooms_of(session_ids)
    ended: list[Booking] = []
    for session in _sessions(session_ids):
        for booking in _open_ones(session, OPEN):
            took = booking.state in TAKES
            booking.reason, booking.offer_until = session.why_cancelled, None
            move(booking, "cancel", "The organiser cancelled", by=None, at=at)
            if took:
                give_back(rooms[booking.seats_id], booking)
            ended.append(booking)
        delete_needs(session_id=session.pk, at=at)
    tell_together(bookings=ended, news="session_cancelled", at=at)
    return len(ended)


@transaction.atomic
def follow_move(*, session_ids: Collection[int], occurrence: str, at: datetime.datetime) -> int:
    """Sessions have another date, hour or place: everybody with a booking is told once, whatever the number
    of their dates. `occurrence` names this change among others. Returns how many bookings it is about.

    Offers never stand beyond the new closing, and the new moments are in the ledger.
    """
    _rooms_of(session_ids)
    moved: list[Booking] = []
    for session in _sessions(session_ids):
        rows = _open_ones(session, OPEN) if session.state in ("planned", "open") else []
        for booking in rows:
            booking.changes += 1
            if booking.state == "offered" and booking.offer_until is not None:
                last = last_moment(session, booking.not_after)
                if last < booking.offer_until:
                    booking.offer_until = last
                    plan_offer_end(booking, at)
            booking.save(update_fields=["changes", "offer_until"])
        moved += rows
        plan_session(session, at)
    tell_together(bookings=moved, news="changed", at=at, occurrence=occurrence)
    return len(moved)


@transaction.atomic
def open_ledger(*, session_id: int, at: datetime.datetime) -> None:
    """A session opened for booking: what happens to it by itself is planned."""
    plan_session(Session.objects.get(pk=session_id), at)
