"""What somebody needs to take part: kept with the booking, deleted afterwards."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.bookings.actions.moves import note
from courses.bookings.actions.rooms import lock_booking
from courses.bookings.models import Booking, Need
from courses.bookings.rules.checks import check_acts_for, check_not_begun
from courses.bookings.rules.times import KEEP_NEEDS
from courses.bookings.states import OPEN


@transaction.atomic
def save_need(*, booking: Booking, access: str, food: str, by: User, at: datetime.datetime) -> None:
    """Say what somebody needs, or with two empty answers that they need nothing. History says only that."""
    check_acts_for(by, booking)
    _, now = lock_booking(booking.pk)
    if now.state not in OPEN:
        raise Refused("This booking has ended, so nothing is kept with it.", code="state")
    check_not_begun(now.session, at)
    keep_need(now, access=access, food=food)
    note(now, "need", "Said what helps them to take part in", by=by, at=at)


def keep_need(booking: Booking, *, access: str, food: str) -> None:
    """Keep the words, or nothing where there are none."""
    access, food = access.strip(), food.strip()
    if access or food:
        Need.objects.update_or_create(booking=booking, defaults={"access": access, "food": food})
    else:
        Need.objects.filter(booking=booking).delete()


def delete_needs(*, session_id: int, at: datetime.datetime) -> int:
    """Delete what people needed for a session that has been over for two days, or was cancelled."""
    needs = Need.objects.filter(booking__session_id=session_id)
    over = needs.filter(booking__session__ends_at__lte=at - KEEP_NEEDS)
    return (over | needs.filter(booking__session__state="cancelled")).delete()[0]
