"""Places that come up are offered in the order of the queue.

A place that comes up goes once round the queue. Whoever lets an offer run out keeps the turn but rests: the
same place goes on to those after them, and when it has been right round it is anybody's. The rest ends with
the next place that comes up, or when they book again while a place is free.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from academy.people.models import User
from courses.bookings.actions.moves import move, note, plan_cutoff, plan_offer_end
from courses.bookings.actions.rooms import Room, give_back, lock_booking, lock_rooms, take_place
from courses.bookings.models import Booking
from courses.bookings.queries.people import bookers_of
from courses.bookings.rules.checks import check_accept, check_acts_for, check_not_after, check_not_begun
from courses.bookings.rules.places import Place, is_full, is_open
from courses.bookings.rules.times import end_of_offer, last_moment
from courses.bookings.states import BOOKING
from courses.sessions.models import Seats, Session
from courses.sessions.states import BOOKABLE


def offer_places(room: Room, *, at: datetime.datetime, rested: bool) -> list[Booking]:
    """Offer what is free to those who wait, in order; `rested`: also to those who let an offer run out.

    Called under the lock of the room, in the transaction that made the place free.
    """
    seats = room.seats
    if is_full(seats):
        return []
    queue = Booking.objects.filter(seats=seats, state="waiting").order_by("turn", "pk")
    if not rested:
        queue = queue.filter(offer_until__isnull=True)
    if not any(is_open(one, at) and one.taken < one.places for one in room.reserves):
        queue = queue.exclude(not_after__lte=at)[: seats.places - seats.taken]
    waiting = list(queue.select_related("person"))
    if not waiting:
        return []
    session = Session.objects.select_related("topic").get(pk=seats.session_id)
    if session.state not in BOOKABLE:
        return []
    bookers = bookers_of([one.person_id for one in waiting])
    offered = []
    for booking in waiting:
        if is_full(seats):
            break
        booking.session = session
        if last_moment(session, booking.not_after) <= at:
            continue
        place = take_place(room, bookers[booking.person_id], at)
        if place is not None:
            offer(booking, place, by=None, at=at)
            offered.append(booking)
    return offered


def offer(
    booking: Booking,
    place: Place,
    *,
    by: User | None,
    at: datetime.datetime,
    quietly: bool = False,
) -> None:
    """Hold a place for somebody who waits, until they answer or the offer runs out.

    `quietly`: they have just said that they want it, so nobody needs to be told or asked.
    """
    booking.reserve = place.reserve
    last = last_moment(booking.session, booking.not_after)
    booking.offer_until = end_of_offer(at, last, current_pack().calendar)
    move(booking, "offer", "Was offered a place in", by=by, at=at, news=None if quietly else "offered")
    if not quietly:
        plan_offer_end(booking, at)


@transaction.atomic
def promote_waiting(*, session_id: int, at: datetime.datetime) -> list[Booking]:
    """Offer every free place of a session to those who wait, in order. Returns the bookings that got one."""
    seats = list(Seats.objects.filter(session_id=session_id).values_list("pk", flat=True))
    return [one for room in lock_rooms(seats) for one in offer_places(room, at=at, rested=True)]


@transaction.atomic
def accept_offer(*, booking: Booking, by: User, at: datetime.datetime) -> Booking:
    """Say yes to a place. Said twice, it is still one place."""
    check_acts_for(by, booking)
    _, now = lock_booking(booking.pk)
    if now.state == "confirmed":
        return now
    check_accept(now, at)
    now.offer_until = None
    move(now, "accept", "Took the place offered in", by=by, at=at, news="booked")
    return now


@transaction.atomic
def refuse_offer(*, booking: Booking, by: User, at: datetime.datetime) -> Booking:
    """Say no to a place. They leave the waiting list, and the place goes to the next."""
    check_acts_for(by, booking)
    room, now = lock_booking(booking.pk)
    if now.state == "cancelled":
        return now
    if now.state != "offered":
        raise Refused("There is no offer to answer here any more.", code="state")
    check_not_begun(now.session, at)
    now.offer_until = None
    move(now, "cancel", "Did not take the place offered in", by=by, at=at, news="cancelled")
    give_back(room, now)
    offer_places(room, at=at, rested=False)
    return now


@transaction.atomic
def end_offer(*, booking_id: int, at: datetime.datetime) -> None:
    """An offer has run out: the place goes on to the next, and the person keeps their turn and rests."""
    room, now = lock_booking(booking_id)
    if now.state != "offered" or now.offer_until is None or now.offer_until > at:
        return
    give_back(room, now)
    now.reserve = None
    if last_moment(now.session, now.not_after) <= at:
        pass_over(now, at)
    else:
        move(now, "let_go", "Let an offer run out of a place in", by=None, at=at, news="offer_ended")
    offer_places(room, at=at, rested=False)


@transaction.atomic
def end_wait(*, booking_id: int, at: datetime.datetime) -> None:
    """The last moment that somebody gave has passed: they wait no longer."""
    _, now = lock_booking(booking_id)
    if now.state == "waiting" and now.not_after is not None and now.not_after <= at:
        pass_over(now, at)


def pass_over(booking: Booking, at: datetime.datetime) -> None:
    """Nothing can come up for somebody any more."""
    move(booking, "pass_over", "No place came up in time in", by=None, at=at, news="passed_over")


@transaction.atomic
def change_cutoff(
    *, booking: Booking, not_after: datetime.datetime | None, by: User, at: datetime.datetime
) -> Booking:
    """Until when somebody on the waiting list wants a place. An offer that stands ends then, too."""
    check_acts_for(by, booking)
    room, now = lock_booking(booking.pk)
    if now.state not in BOOKING.starts("pass_over"):
        raise Refused("Only somebody who waits for a place can change this.", code="state")
    check_not_after(now.session, not_after, at)
    now.not_after = not_after
    if now.state == "offered" and now.offer_until is not None:
        now.offer_until = min(now.offer_until, last_moment(now.session, not_after))
        plan_offer_end(now, at)
    now.save(update_fields=["not_after", "offer_until"])
    plan_cutoff(now, at)
    until = "" if not_after is None else f" until {timezone.localtime(not_after):%d/%m/%Y %H:%M}"
    note(now, "wait", f"Waits{until} for a place in", by=by, at=at)
    offer_places(room, at=at, rested=False)
    return now
