"""A guest's place in an organisation has ended: the places they booked for it go to others."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q

from courses.bookings.actions.leaving import pass_to_deputy
from courses.bookings.actions.moves import move
from courses.bookings.actions.offering import offer_places
from courses.bookings.actions.rooms import give_back, lock_booking
from courses.bookings.models import Booking
from courses.bookings.states import OPEN, TAKES

GONE = "The account for this organisation ended"


@transaction.atomic
def release_bookings(*, person_id: int, organisation_id: int, at: datetime.datetime) -> int:
    """End what somebody has coming for an organisation.

    A confirmed place goes to the deputy who was named, if they are still there and can come; every other one
    is offered to the next in the queue.

    Nobody is charged, however late it is. Done again, nothing is left to do. Returns how many ended.
    """
    mine = Q(organisation=organisation_id) | Q(organisation__isnull=True)
    rows = Booking.objects.filter(
        mine, person=person_id, state__in=OPEN, session__state="open", session__starts_at__gt=at
    )
    released = 0
    for pk in list(rows.order_by("seats", "pk").values_list("pk", flat=True)):
        room, booking = lock_booking(pk)
        if booking.state not in OPEN:
            continue
        released += 1
        if pass_to_deputy(room, booking, organisation_id=organisation_id, at=at):
            continue
        took = booking.state in TAKES
        booking.reason, booking.offer_until = GONE, None
        move(booking, "cancel", "Gave up on leaving an organisation a place in", by=None, at=at)
        if took:
            give_back(room, booking)
            offer_places(room, at=at, rested=True)
    return released
