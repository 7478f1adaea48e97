"""Somebody came who had not booked: they get a place on the spot, and stand in the register."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.kit.refusals import Refused
from academy.kit.words import date_and_time
from academy.people.access import has_standing, standing_of
from academy.people.models import Affiliation, User
from academy.record.actions import write
from courses.bookings.actions.rooms import Room, lock_rooms
from courses.bookings.models import Booking
from courses.bookings.states import BOOKING, OPEN, TAKES
from courses.registers.actions.marking import write_marks
from courses.registers.models import Attendance
from courses.registers.rules.keeping import check_keep
from courses.registers.rules.times import PRESENT, check_open, mark_from_times
from courses.sessions.models import Seats, Session

NOBODY = (
    "Nobody with this address may come. Check it, or ask them to join at the learning hub: "
    "then you can add them here."
)
FULL = "Every place is taken. If there is room for one more, tick the box that says so and add them again."
_WAYS = {
    "asked": ("approve",),
    "waiting": ("offer", "accept"),
    "offered": ("accept",),
}
"""From where somebody stands to a place."""


@transaction.atomic
def add_walk_in(
    *,
    session: Session,
    email: str,
    mode: str,
    one_more: bool,
    key: uuid.UUID,
    by: User,
    at: datetime.datetime,
) -> Booking:
    """Give somebody a place on the day and mark them as there. The same `key` twice adds them once.

    A free place is taken first, whoever it was kept for. Where none is free, whoever keeps the register may
    say that the room holds `one_more`: then the number of places grows by one, and history says who said so.
    During the session the time counts as when they came; afterwards they count as there throughout.
    """
    check_keep(by, session)
    check_open(session, at)
    rooms = {room.seats.mode: room for room in lock_rooms(_seats(session))}
    if mode not in rooms:
        raise Refused("Choose how they take part.", code="mode")
    if (before := Booking.objects.filter(key=key, session=session).first()) is not None:
        return before
    person = _who(session, email)
    booking = Booking.objects.filter(session=session, person=person, state__in=OPEN).first()
    if booking is not None and booking.state == "confirmed":
        raise Refused(
            f"{person.get_full_name()} has a place already: mark them on the list.", code="has_place"
        )
    if booking is None:
        room = rooms[mode]
        _take(room, session, one_more=one_more, by=by, at=at)
        booking = _book(room, session, person, key=key, by=by, at=at)
    else:
        room = next(one for one in rooms.values() if one.seats.pk == booking.seats_id)
        if booking.state not in TAKES:
            _take(room, session, one_more=one_more, by=by, at=at)
        _confirm(booking, at)
    write(
        council=session.council_id, by=by, at=at, verb="walk_in", obj=booking, about=person,
        words=f"Got a place on the day: “{session.topic.title}” on {date_and_time(session.starts_at)}"[:400],
    )  # fmt: skip
    mark = mark_from_times(session, at) if at < session.ends_at else PRESENT
    write_marks(session=session, marks={booking.pk: mark}, how=Attendance.How.LIST, by=by, at=at)
    return booking


def _confirm(booking: Booking, at: datetime.datetime) -> None:
    """The booking of somebody who waited, was offered a place or asked for one: they have it now."""
    for verb in _WAYS[booking.state]:
        booking.state = BOOKING.after(booking.state, verb)
    booking.offer_until, booking.settled_at, booking.changes = None, at, booking.changes + 1
    booking.save()


def _seats(session: Session) -> list[int]:
    return list(Seats.objects.filter(session=session).values_list("pk", flat=True))


def _who(session: Session, email: str) -> User:
    """Somebody of this council with this address who may take part."""
    person = User.objects.filter(council_id=session.council_id, email__iexact=email.strip()).first()
    if person is None or not has_standing(person):
        raise Refused(NOBODY, code="nobody")
    if session.topic.internal and standing_of(person).is_partner:
        raise Refused(NOBODY, code="nobody")
    return person


def _take(room: Room, session: Session, *, one_more: bool, by: User, at: datetime.datetime) -> None:
    """Count a place as taken; where none is free, one more if somebody says that there is room."""
    seats = room.seats
    if seats.taken >= seats.places:
        if not one_more:
            raise Refused(FULL, code="full")
        seats.places += 1
        write(
            council=session.council_id, by=by, at=at, verb="one_more", obj=seats,
            words=f"One place more on the day, {seats.places} now: “{session.topic.title}”"[:400],
        )  # fmt: skip
    seats.taken += 1
    seats.save(update_fields=["places", "taken"])


def _book(
    room: Room, session: Session, person: User, *, key: uuid.UUID, by: User, at: datetime.datetime
) -> Booking:
    on = session.starts_at.date()
    guest = Affiliation.objects.filter(person=person).open_on(on).order_by("pk").first()
    return Booking.objects.create(
        session=session, seats=room.seats, person=person, booked_by=by, mode=room.seats.mode,
        organisation=guest.organisation if guest and standing_of(person).is_partner else None,
        state="confirmed", key=key, party=uuid.uuid4(), made_at=at, settled_at=at,
    )  # fmt: skip
