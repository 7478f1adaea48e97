"""Giving a place up or on: the next in the queue gets it in the same transaction."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can, has_standing
from academy.people.models import User
from courses.bookings.actions.colleagues import check_colleague, check_deputy
from courses.bookings.actions.letters import tell
from courses.bookings.actions.moves import move, note
from courses.bookings.actions.offering import offer_places
from courses.bookings.actions.rooms import Room, give_back, lock_booking
from courses.bookings.models import Booking
from courses.bookings.queries.people import bookers_of, missing_modules
from courses.bookings.rules.checks import (
    check_acts_for,
    check_cancel,
    check_fits,
    check_hand_on,
    check_not_begun,
)
from courses.bookings.rules.people import Booker
from courses.bookings.rules.times import is_late
from courses.bookings.states import OPEN, TAKES
from courses.sessions.models import Session


@transaction.atomic
def cancel_booking(
    *, booking: Booking, by: User, at: datetime.datetime, reason: str = "", without_deputy: bool = False
) -> Booking:
    """Give up a place, or a turn on the waiting list. Said twice, it is done once.

    A confirmed place goes to the deputy who was named, if they can still come, unless the holder says
    `without_deputy`. Otherwise it is offered to the next in the queue. Whoever gives a confirmed place up
    late has the topic's charge written down.
    """
    check_acts_for(by, booking)
    room, now = lock_booking(booking.pk)
    if now.state in ("cancelled", "handed_on"):
        return now
    check_cancel(now, at)
    if now.state == "confirmed" and now.deputy is not None and not without_deputy:
        if _could_come(now, now.deputy, by):
            _pass_to(room, now, now.deputy, by=by, at=at)
            return now
    took = now.state in TAKES
    if now.state == "confirmed" and is_late(now.session, at):
        now.charge = now.session.topic.absence_charge
    now.reason = reason.strip()[:300]
    now.offer_until = None
    move(now, "cancel", "Cancelled a place in", by=by, at=at, news="cancelled")
    if took:
        give_back(room, now)
        offer_places(room, at=at, rested=True)
    return now


@transaction.atomic
def hand_on(*, booking: Booking, to: User, by: User, at: datetime.datetime) -> Booking:
    """Give a confirmed place to a colleague. Returns the colleague's booking; both are told."""
    check_acts_for(by, booking)
    room, now = lock_booking(booking.pk)
    done = Booking.objects.filter(taken_over_from=now, person=to).select_related("session__topic", "person")
    if now.state == "handed_on" and done:
        return done[0]
    check_hand_on(now, at)
    check_takes_over(now, to, by)
    return _pass_to(room, now, to, by=by, at=at)


def check_takes_over(booking: Booking, to: User, by: User) -> None:
    """A colleague without a place, whom the session is for, and whose manager agrees where one has to."""
    if to.pk == booking.person_id:
        raise Refused("This place is theirs already.", code="colleague")
    bookers = bookers_of([booking.person_id, to.pk])
    theirs, session = bookers[to.pk], booking.session
    if not can(by, "run_sessions"):
        check_colleague(to, theirs, bookers[booking.person_id], session)
    elif to.council_id != session.council_id:
        raise Refused("Name a colleague who has an account here.", code="colleague")
    _check_fits_without_place(session, to, theirs)
    if session.topic.needs_approval and theirs.is_staff and not theirs.leads:
        if not can(by, "approve_booking", to):
            raise Refused(
                "A manager has to agree to this session, so ask theirs to give the place on.", code="approval"
            )


def _check_fits_without_place(session: Session, to: User, theirs: Booker) -> None:
    missing = missing_modules(session.topic.needs_modules, [theirs])
    check_fits(session, theirs, missing.get(to.pk, ()))
    if Booking.objects.filter(session=session, person=to, state__in=TAKES).exists():
        raise Refused("They have a place in this session already.", code="has_place")


def _could_come(booking: Booking, to: User, by: User) -> bool:
    try:
        check_takes_over(booking, to, by)
    except Refused:
        return False
    return True


def pass_to_deputy(room: Room, booking: Booking, *, organisation_id: int, at: datetime.datetime) -> bool:
    """The holder has left an organisation: a confirmed place goes to the deputy whom they named.

    Only to a colleague who is still there and can come. The holder is a colleague of nobody there any more,
    so it is the organisation that the deputy has to belong to. Says whether it went.
    """
    to = booking.deputy
    if booking.state != "confirmed" or to is None:
        return False
    theirs = bookers_of([to.pk])[to.pk]
    if organisation_id not in theirs.organisations or not has_standing(to):
        return False
    try:
        _check_fits_without_place(booking.session, to, theirs)
    except Refused:
        return False
    _pass_to(room, booking, to, by=None, at=at)
    return True


def _pass_to(room: Room, booking: Booking, to: User, *, by: User | None, at: datetime.datetime) -> Booking:
    """The place stays taken: one booking ends, another begins. A turn of the new one on the list is done.

    Both are told; a holder who has left (`by` None) is not.
    """
    own = Booking.objects.select_for_update(of=("self",)).filter(
        session=booking.session_id, person=to, state__in=OPEN
    )
    for waiting in own.select_related("session__topic", "person"):
        move(waiting, "cancel", "Got a colleague's place instead of waiting for", by=by, at=at)
    booker = bookers_of([to.pk])[to.pk]
    move(booking, "hand_on", "Gave to a colleague a place in", by=by, at=at,
         news="handed_on" if by is not None else None)  # fmt: skip
    new = Booking.objects.create(
        session=booking.session,
        seats=room.seats,
        reserve=booking.reserve,
        person=to,
        organisation_id=booker.organisation_id,
        booked_by=by,
        mode=booking.mode,
        state="confirmed",
        key=uuid.uuid5(booking.key, f"handed on to {to.pk}"),
        party=booking.party,
        taken_over_from=booking,
        made_at=at,
        settled_at=at,
    )
    note(new, "take_over", "Took over from a colleague a place in", by=by, at=at)
    tell(booking=new, news="taken_over", at=at)
    return new


@transaction.atomic
def name_deputy(*, booking: Booking, deputy: User | None, by: User, at: datetime.datetime) -> Booking:
    """Name the colleague who comes if the holder cannot; None takes the name back."""
    check_acts_for(by, booking)
    _, now = lock_booking(booking.pk)
    if now.state not in OPEN:
        raise Refused("This booking has ended, so nobody can be named for it.", code="state")
    check_not_begun(now.session, at)
    if deputy is not None:
        check_deputy(deputy, [now.person], bookers_of([now.person_id]), session=now.session)
    now.deputy = deputy
    now.save(update_fields=["deputy"])
    note(now, "deputy", "Said who comes in their place to" if deputy else "Named nobody to come in their "
         "place to", by=by, at=at)  # fmt: skip
    return now


@transaction.atomic
def write_charge(*, booking: Booking, by: User | None, at: datetime.datetime) -> Booking:
    """Somebody with a place did not come: the topic's charge is written down. It is collected elsewhere."""
    _, now = lock_booking(booking.pk)
    if now.state != "confirmed" or now.charge or not now.session.topic.absence_charge:
        return now
    now.charge = now.session.topic.absence_charge
    now.save(update_fields=["charge"])
    note(now, "charge", "A charge for not coming was written down for", by=by, at=at)
    return now
