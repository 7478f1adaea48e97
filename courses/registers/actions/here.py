"""Somebody says themselves that they are here, with the code in the room or the meeting."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.bookings.models import Booking
from courses.registers.actions.marking import lock_register, write_marks
from courses.registers.models import Attendance
from courses.registers.rules.times import is_here_open, mark_from_times
from courses.sessions.models import Session


@transaction.atomic
def say_here(*, session: Session, by: User, at: datetime.datetime) -> Attendance:
    """I am here: late is worked out from the time. Said twice, the first time counts.

    Nobody else is ever marked by this, and whoever has no place is sent to the person who leads.
    """
    if not is_here_open(session, at):
        raise Refused(
            "This code works from half an hour before the session until its end. "
            "If you were there, tell the person who leads it.",
            code="closed",
        )
    lock_register(session)
    booking = Booking.objects.filter(session=session, person=by, state="confirmed").first()
    if booking is None:
        raise Refused(
            "You do not have a place in this session. Tell the person who leads it: they can add you.",
            code="no_place",
        )
    known = Attendance.objects.filter(booking=booking, came=True).first()
    if known is not None:
        return known
    mark = mark_from_times(session, at)
    write_marks(session=session, marks={booking.pk: mark}, how=Attendance.How.CODE, by=by, at=at)
    return Attendance.objects.get(booking=booking)
