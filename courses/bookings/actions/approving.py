"""A manager agrees to a booking of their team, or says no with a reason."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.bookings.actions.booking import place_in
from courses.bookings.actions.moves import move, plan_cutoff
from courses.bookings.actions.rooms import lock_booking
from courses.bookings.models import Booking
from courses.bookings.queries.people import bookers_of
from courses.bookings.rules.checks import check_approve


@transaction.atomic
def approve_booking(*, booking: Booking, by: User, at: datetime.datetime) -> Booking:
    """Yes: they have a place, or when it is full wait for one with the turn from the day they asked."""
    room, now = lock_booking(booking.pk)
    if now.state in ("confirmed", "waiting"):
        return now
    check_approve(by, now, "approve", at)
    place = place_in(room, bookers_of([now.person_id])[now.person_id], at)
    if place is None:
        move(now, "queue", "A manager agreed, and they wait for a place in", by=by, at=at, news="waiting")
        plan_cutoff(now, at)
        return now
    now.reserve = place.reserve
    move(now, "approve", "A manager agreed to a place in", by=by, at=at, news="booked")
    return now


@transaction.atomic
def decline_booking(*, booking: Booking, reason: str, by: User, at: datetime.datetime) -> Booking:
    """No, with a reason that the person reads."""
    said = " ".join(reason.split())
    if len(said) < 3:
        raise Refused("Say why, so that they know what to do instead.", code="reason")
    if len(said) > 300:
        raise Refused("Say it in 300 characters or fewer.", code="reason")
    _, now = lock_booking(booking.pk)
    if now.state == "declined":
        return now
    check_approve(by, now, "decline", at)
    now.reason = said
    move(now, "decline", "A manager did not agree to a place in", by=by, at=at, news="declined")
    return now
