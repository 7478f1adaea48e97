"""Reminding those who have a place: one piece of work a session and reminder, not one a booking."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.law.pack import current_pack
from academy.work.actions import announce
from courses.bookings.actions.letters import tell
from courses.bookings.models import Booking
from courses.bookings.rules.reminders import Which, is_in_time, reminders_of
from courses.sessions.models import Mode, Session
from courses.sessions.states import BOOKABLE

JUST_BOOKED = datetime.timedelta(days=1)
"""Whoever booked within this time before the first reminder has just read all of it."""


def plan_reminders(session: Session, at: datetime.datetime) -> None:
    """Write the reminders of a session into the ledger, in the caller's transaction.

    Planned again, each stands there once; a session that moved has new ones, and those of its old date find
    that it is not theirs any more. Moments that are past are left out: who books now reads it now.
    """
    for which, moment in reminders_of(session.starts_at, current_pack().calendar).items():
        if moment > at:
            announce(
                topic="session_reminder",
                key=f"{session.pk}:{which}:{session.starts_at.isoformat()}",
                payload={
                    "session_id": session.pk,
                    "which": which,
                    "starts_at": session.starts_at.isoformat(),
                },
                council=session.council_id,
                at=at,
                due_at=moment,
            )


@transaction.atomic
def send_reminders(*, session_id: int, which: Which, starts_at: str, at: datetime.datetime) -> int:
    """Remind everybody with a place, once. Returns how many.

    Nobody is reminded of a session that moved since, was cancelled or has begun. The morning's goes to those
    who join online: it brings them the address.
    """
    session = Session.objects.get(pk=session_id)
    moved = session.starts_at != datetime.datetime.fromisoformat(starts_at)
    in_time = is_in_time(which, starts_at=session.starts_at, at=at, table=current_pack().calendar)
    if moved or not in_time or session.state not in BOOKABLE:
        return 0
    rows = Booking.objects.filter(session=session, state="confirmed").select_related("person")
    if which == "morning":
        rows = rows.filter(mode=Mode.ONLINE)
    else:
        rows = rows.exclude(settled_at__gt=at - JUST_BOOKED)
    bookings = list(rows.order_by("pk"))
    for booking in bookings:
        tell(booking=booking, news="reminder", at=at, occurrence=f"{which}-{starts_at}")
    return len(bookings)
