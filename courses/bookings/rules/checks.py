"""What may be done with a booking: each check refuses in words, and `can_x` asks the same check."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from academy.kit import words
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.rules.people import Booker
from courses.bookings.rules.times import deadline_of
from courses.bookings.states import BOOKING
from courses.sessions.models import Session
from courses.sessions.states import BOOKABLE

MOST_PEOPLE = 40
"""How many people one form books."""
NOT_BOOKABLE = {
    "planned": "Booking for this session has not opened yet.",
    "cancelled": "This session has been cancelled, so it cannot be booked. Look for another date.",
    "held": "This session is over, so it cannot be booked. Look for another date.",
}


def check_open(session: Session, at: datetime.datetime) -> None:
    """Places of this session are given out now."""
    if session.state not in BOOKABLE:
        raise Refused(NOT_BOOKABLE[session.state], code="not_open")
    if session.opens_at is not None and at < session.opens_at:
        opens = words.date_and_time(session.opens_at)
        raise Refused(f"Booking for this session opens on {opens}.", code="not_open")
    if at >= session.starts_at:
        raise Refused("This session has begun, so it cannot be booked any more.", code="closed")
    if at >= deadline_of(session):
        raise Refused("Booking for this session has closed.", code="closed")


def can_open(session: Session, at: datetime.datetime) -> bool:
    """Whether places of this session are given out now."""
    return _holds(lambda: check_open(session, at))


def check_may_book(by: User, people: Sequence[User]) -> None:
    """`by` may book for each of these people, who all have a standing in the same council."""
    if not people:
        raise Refused("Choose at least one person to book for.", code="nobody")
    if len(people) > MOST_PEOPLE:
        raise Refused(f"Book for {MOST_PEOPLE} people or fewer at a time.", code="too_many")
    for person in people:
        own = person.pk == by.pk
        if person.council_id != by.council_id or not (
            can(by, "book") if own else can(by, "book_for", person)
        ):
            raise Refused("You can book for yourself and for the people you look after.", code="not_yours")


def check_fits(session: Session, booker: Booker, missing: Sequence[str]) -> None:
    """The session is for this person, and they have finished what it builds on."""
    if session.topic.internal and not booker.is_staff:
        raise Refused("This session is for the council's own staff.", code="internal")
    if booker.is_staff and missing:
        modules = words.listed(list(missing))
        raise Refused(
            f"This session builds on {modules}. Finish that first, then book.", code="missing_modules"
        )


def check_not_after(session: Session, not_after: datetime.datetime | None, at: datetime.datetime) -> None:
    """A last moment on the waiting list lies ahead, and not after the start."""
    if not_after is None:
        return
    if not_after <= at:
        raise Refused("Choose a time that is still to come.", code="not_after")
    if not_after > session.starts_at:
        raise Refused("Choose a time before the session starts.", code="not_after")


def needs_yes(session: Session, booker: Booker, *, by: User, by_leads: bool) -> bool:
    """Whether a manager has to agree first.

    Only for staff, and not where the manager books. Whoever leads a team decides for themselves.
    """
    if not session.topic.needs_approval or not booker.is_staff or booker.leads:
        return False
    return by.pk == booker.person_id or not by_leads


def check_acts_for(by: User | None, booking: Booking) -> None:
    """`by` is the person of the booking or looks after them; None is the academy itself."""
    if by is None:
        return
    own = by.pk == booking.person_id
    if not (can(by, "book") if own else can(by, "book_for", booking)):
        raise Refused(
            "You can change your own bookings and those of people you look after.", code="not_yours"
        )


def check_not_begun(session: Session, at: datetime.datetime) -> None:
    """The session is still to come."""
    if at >= session.starts_at:
        raise Refused("This session has begun, so its bookings cannot be changed any more.", code="begun")


def check_cancel(booking: Booking, at: datetime.datetime) -> None:
    """The booking is open and the session still to come."""
    BOOKING.after(booking.state, "cancel")
    check_not_begun(booking.session, at)


def can_cancel(booking: Booking, at: datetime.datetime) -> bool:
    """Whether this booking can still be cancelled."""
    return _holds(lambda: check_cancel(booking, at))


def check_hand_on(booking: Booking, at: datetime.datetime) -> None:
    """The place is confirmed and the session still to come."""
    BOOKING.after(booking.state, "hand_on")
    check_not_begun(booking.session, at)


def can_hand_on(booking: Booking, at: datetime.datetime) -> bool:
    """Whether this place can still be given to a colleague."""
    return _holds(lambda: check_hand_on(booking, at))


def check_accept(booking: Booking, at: datetime.datetime) -> None:
    """A place is on offer, and the offer still stands."""
    BOOKING.after(booking.state, "accept")
    if booking.offer_until is not None and at >= booking.offer_until:
        raise Refused(
            "This offer has run out, and the place has gone to the next person. "
            "You keep your turn on the waiting list.",
            code="offer_over",
        )
    check_not_begun(booking.session, at)


def can_accept(booking: Booking, at: datetime.datetime) -> bool:
    """Whether the place on offer can still be taken."""
    return _holds(lambda: check_accept(booking, at))


def check_approve(by: User, booking: Booking, verb: str, at: datetime.datetime) -> None:
    """`by` leads the person, who has asked, and the session is still to come."""
    if not can(by, "approve_booking", booking):
        raise Refused("A manager of this person agrees to it.", code="not_yours")
    BOOKING.after(booking.state, verb)
    check_not_begun(booking.session, at)


def can_approve(by: User, booking: Booking, at: datetime.datetime) -> bool:
    """Whether `by` can say yes to this booking now."""
    return _holds(lambda: check_approve(by, booking, "approve", at))


def check_places(*, places: int, taken: int, kept: int) -> None:
    """A sensible number that leaves everybody their place."""
    if not 1 <= places <= 1000:
        raise Refused("Give a number of places from 1 to 1,000.", code="places")
    if places < taken:
        have = words.plural(taken, "person has", "people have")
        raise Refused(
            f"{have} a place or an offer of one, so there cannot be fewer than {taken}. "
            "Cancel bookings first, or find a bigger room.",
            code="places",
        )
    if places < taken + kept:
        raise Refused(
            f"{taken} are taken and {words.plural(kept, 'is', 'are')} kept for a group, so there cannot be "
            f"fewer than {taken + kept}. End what is kept first.",
            code="places",
        )


def _holds(check: Callable[[], None]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True
