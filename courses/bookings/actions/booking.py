"""Booking places: each person gets one, waits for one, or is asked about."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from academy.kit.refusals import Refused
from academy.kit.turns import wait_for_turn
from academy.people.access import can
from academy.people.models import User
from courses.bookings.actions.colleagues import check_deputy
from courses.bookings.actions.letters import News, tell
from courses.bookings.actions.moves import move, note, plan_cutoff
from courses.bookings.actions.needs import keep_need
from courses.bookings.actions.offering import offer, offer_places
from courses.bookings.actions.planning import plan_session
from courses.bookings.actions.rooms import (
    Room,
    in_line,
    lock_bookings,
    lock_rooms,
    next_turn,
    take_place,
)
from courses.bookings.models import Booking
from courses.bookings.queries.people import booker_of, bookers_of, missing_modules
from courses.bookings.queries.standing import DECIDES, Standing, facts_now, held_in, seats_in, standing_in
from courses.bookings.rules.checks import (
    can_open,
    check_fits,
    check_may_book,
    check_not_after,
    check_open,
    needs_yes,
)
from courses.bookings.rules.people import Booker
from courses.bookings.rules.places import Place, is_full
from courses.sessions.models import Mode, Session

SAID: dict[str, tuple[News, str]] = {
    "confirmed": ("booked", "Booked a place in"),
    "waiting": ("waiting", "Went on the waiting list of"),
    "asked": ("asked", "Asked for a place in"),
}
"""How each way to begin is told and written down."""


@dataclass(frozen=True)
class Date:
    """One session that is booked, and the places it is booked from."""

    session: Session
    seats_id: int


@dataclass(frozen=True)
class Order:
    """What one form asks for, checked; `leads` are those of the people whom `by` leads."""

    by: User
    people: Sequence[User]
    bookers: Mapping[int, Booker]
    leads: frozenset[int]
    party: uuid.UUID
    deputy: User | None
    not_after: datetime.datetime | None
    needs: Mapping[int, tuple[str, str]]


def book_places(
    *,
    session: Session,
    people: Sequence[User],
    mode: str,
    key: uuid.UUID,
    by: User,
    at: datetime.datetime,
    deputy: User | None = None,
    not_after: datetime.datetime | None = None,
    needs: Mapping[int, tuple[str, str]] | None = None,
) -> Sequence[Booking]:
    """Book these people in; of a series all the dates that are open. Returns their bookings in order.

    Each is confirmed, or waits when it is full, or is asked about where a manager has to agree. The same
    `key` again, and a person who has a booking already, change nothing: the bookings are shown as they are.
    `needs` holds what each person needs to take part: access and food, by their key.
    """
    asked = list({person.pk: person for person in people}.values())
    keys = {_key(key, session.pk, person.pk) for person in asked}
    there = standing_in(session, person_ids=[person.pk for person in asked], keys=keys)
    again = [one.booking for one in there if one.booking.key in keys]
    if any(one.booked_by_id != by.pk for one in again):
        raise Refused("This form was sent by somebody else. Open the page again.", code="key")
    if again:
        return again if session.series_id is None else _party(asked, key)
    if session.series_id is None and asked == [by] and _stays(there, mode):
        return [one.booking for one in there]
    check_may_book(by, asked)
    check_open(session, at)
    check_not_after(session, not_after, at)
    for one in there:
        _check_way(one.booking, mode)
    dates = _dates_of(session, mode, at)
    bookers = {by.pk: booker_of(by)} if asked == [by] else bookers_of([person.pk for person in asked])
    missing = missing_modules(session.topic.needs_modules, list(bookers.values()))
    for person in asked:
        check_fits(session, bookers[person.pk], missing.get(person.pk, ()))
    if deputy is not None:
        check_deputy(deputy, asked, bookers, session=session)
    order = Order(
        by=by, people=asked, bookers=bookers, leads=_led(by, asked, session), party=key,
        deputy=deputy, not_after=not_after, needs=needs or {},
    )  # fmt: skip
    with in_line() as leave:
        return fill(order, dates, at, leave)


def _dates_of(session: Session, mode: str, at: datetime.datetime) -> list[Date]:
    """What to book: this session, and every open date of its series.

    Another date that is not to be had in this way is booked in the way that it has.
    """
    rows = {session.pk: session}
    if session.series_id is not None:
        others = Session.objects.filter(series_id=session.series_id).exclude(pk=session.pk)
        rows |= {one.pk: one for one in others.select_related("topic") if can_open(one, at)}
    found: dict[int, tuple[int, str]] = {}
    for pk, session_id, way in seats_in(rows):
        if session_id not in found or way == mode:
            found[session_id] = (pk, way)
    if session.pk not in found or found[session.pk][1] != mode:
        ways = {value: label.lower() for value, label in Mode.choices}
        raise Refused(f"This session has no places {ways.get(mode, 'of this kind')}.", code="mode")
    first = [session.pk, *(pk for pk in found if pk != session.pk)]
    return [Date(rows[pk], found[pk][0]) for pk in first]


def _key(party: uuid.UUID, session_id: int, person_id: int) -> uuid.UUID:
    """The key of one booking of a form: the same each time the form is sent."""
    return uuid.uuid5(party, f"{session_id}:{person_id}")


def _party(people: Sequence[User], party: uuid.UUID) -> list[Booking]:
    """Everything that one form booked, in every date of its series."""
    return list(Booking.objects.filter(person__in=people, party=party).order_by("session", "pk"))


def _stays(there: Sequence[Standing], mode: str) -> bool:
    """Whether somebody's booking stays as it is, whatever they ask: none is free for one who waits."""
    return bool(there) and all(
        one.booking.mode == mode and (one.booking.state != "waiting" or not one.has_room) for one in there
    )


def _check_way(booking: Booking, mode: str) -> None:
    """Whoever has a booking of another kind gives that up first: two would take two places."""
    if booking.mode != mode:
        raise Refused(
            f"There is a booking for this session already ({booking.get_mode_display().lower()}). "
            "Cancel it first, then book the other way to take part.",
            code="other_way",
        )


def _led(by: User, people: Sequence[User], session: Session) -> frozenset[int]:
    """Whom of these people `by` leads: they have said yes by booking."""
    if not session.topic.needs_approval:
        return frozenset()
    others = [one for one in people if one.pk != by.pk]
    return frozenset(one.pk for one in others if can(by, "approve_booking", one))


@transaction.atomic
def fill(
    order: Order, dates: Sequence[Date], at: datetime.datetime, leave: Callable[[], None]
) -> list[Booking]:
    """Under the locks of all the seats: what is there stays, the rest is made.

    The first date is the one that was asked for. Whether a date is open is read again: it may have been
    cancelled while this waited for the lock. The next in line comes in before a worker is woken.
    """
    transaction.on_commit(leave)
    wait_for_turn()
    rooms = {room.seats.pk: room for room in lock_rooms([one.seats_id for one in dates])}
    _read_again([one.session for one in dates])
    check_open(dates[0].session, at)
    held = held_in([one.session.pk for one in dates], [one.pk for one in order.people])
    kept = {one.pk: one for one in lock_bookings(held.values())} if held else {}
    made: list[Booking] = []
    for date in sorted(dates, key=lambda one: (one.session.starts_at, one.session.pk)):
        room, session = rooms[date.seats_id], date.session
        if not can_open(session, at):
            continue
        for person in order.people:
            mine = held.get((session.pk, person.pk))
            if mine is not None:
                made.append(_again(room, kept[mine], order, at))
            else:
                made.append(_enter(room, session, person, order, at))
    return made


def _read_again(sessions: Sequence[Session]) -> None:
    """What decides whether these sessions are open, as it is now."""
    now = facts_now([one.pk for one in sessions])
    for session in sessions:
        for name in DECIDES:
            setattr(session, name, getattr(now[session.pk], name))


def _again(room: Room, booking: Booking, order: Order, at: datetime.datetime) -> Booking:
    """Somebody who has a booking keeps it; whoever waits gets a place if one is free all the same."""
    if booking.state != "waiting" or booking.seats_id != room.seats.pk:
        return booking
    if not is_full(room.seats):
        offer_places(room, at=at, rested=False)
        booking.refresh_from_db(fields=["state", "offer_until", "reserve", "changes"])
    if booking.state == "waiting":
        place = take_place(room, order.bookers[booking.person_id], at)
        if place is None:
            return booking
        offer(booking, place, by=order.by, at=at, quietly=True)
    booking.offer_until = None
    move(booking, "accept", "Booked a place in", by=order.by, at=at, news="booked")
    return booking


def place_in(room: Room, booker: Booker, at: datetime.datetime) -> Place | None:
    """A place, once everybody who waits and whom it is for has been offered one."""
    if not is_full(room.seats):
        offer_places(room, at=at, rested=False)
    return take_place(room, booker, at)


def _enter(room: Room, session: Session, person: User, order: Order, at: datetime.datetime) -> Booking:
    """A booking of one person for one date."""
    booker = order.bookers[person.pk]
    first = room.seats.taken == 0
    yes = needs_yes(session, booker, by=order.by, by_leads=person.pk in order.leads)
    place = None if yes else place_in(room, booker, at)
    state = "asked" if yes else "confirmed" if place else "waiting"
    booking = Booking.objects.create(
        session=session,
        seats=room.seats,
        reserve=place.reserve if place else None,
        person=person,
        organisation_id=booker.organisation_id,
        booked_by=order.by,
        mode=room.seats.mode,
        state=state,
        key=_key(order.party, session.pk, person.pk),
        party=order.party,
        turn=None if place else next_turn(room),
        not_after=order.not_after,
        deputy=order.deputy,
        made_at=at,
        settled_at=at if place else None,
    )
    news, said = SAID[state]
    note(booking, "book", said, by=order.by, at=at)
    tell(booking=booking, news=news, at=at, first=True)
    if person.pk in order.needs:
        access, food = order.needs[person.pk]
        keep_need(booking, access=access, food=food)
    if not place:
        plan_cutoff(booking, at)
    if first:
        plan_session(session, at)
    return booking
