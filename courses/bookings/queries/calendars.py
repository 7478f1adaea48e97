"""A booking as an entry of a calendar, and as the invitation that goes with a letter."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.utils import timezone

from academy.kit.calendars import Entry, Party, party_of, site_of, write_invitation
from academy.work.registry import Invitation
from courses.bookings.models import Booking
from courses.sessions.models import Session

ENDED = ("cancelled", "handed_on")
"""States of a booking that may have had a place, and has it no more."""


def invite_file(booking: Booking, *, at: datetime.datetime | None = None) -> Invitation | None:
    """What the calendar of the person is to do now: enter or move the session, or strike it out.

    None while they have no place: a calendar then says nothing. Sending it again changes nothing there, since
    the identifier and the number stay the same until something changes. One query unless session, topic,
    venue and person came with the booking.
    """
    gone = booking.state in ENDED or (booking.state == "confirmed" and booking.session.state == "cancelled")
    if not gone and booking.state != "confirmed":
        return None
    method = "CANCEL" if gone else "REQUEST"
    file = write_invitation(
        entry_of(booking),
        method="CANCEL" if gone else "REQUEST",
        organiser=party_of(settings.DEFAULT_FROM_EMAIL),
        guest=Party(booking.person.get_full_name(), booking.person.email),
        site=site_of(settings.BASE_URL),
        at=at or timezone.now(),
    )
    return Invitation(method, file)


def entry_of(booking: Booking, *, linked: bool = True) -> Entry:
    """A booking as its person reads it in their calendar. The link to join stands in it only with a place,
    and only where nobody else reads it (`linked`).

    The number of changes adds those of the session to those of the booking: both only grow. Striking out
    counts as one more, so that it is never lower than what it strikes out.
    """
    session = booking.session
    gone = booking.state in ENDED or session.state == "cancelled"
    has_place = booking.state == "confirmed" and not gone
    return Entry(
        uid=f"booking-{booking.pk}",
        title=session.topic.title,
        starts=session.starts_at,
        ends=session.ends_at,
        place=_place(session, booking.mode, has_place and linked),
        link=f"{settings.BASE_URL}/hub/bookings/{booking.pk}/",
        changes=session.changes + booking.changes + int(gone),
        cancelled=gone,
        blocks=has_place,
        words=_words(booking, has_place, linked),
        tentative=not has_place and not gone,
    )


def _place(session: Session, mode: str, has_place: bool) -> str:
    if mode == "online":
        return session.link if has_place and session.link else "Online"
    if session.venue is None:
        return session.room
    return ", ".join(filter(None, [session.room, session.venue.name, session.venue.address]))


def _words(booking: Booking, has_place: bool, linked: bool) -> str:
    """What stands under the entry: how to get in, and where to change it."""
    session, lines = booking.session, []
    if has_place and linked and booking.mode == "online" and session.link:
        lines.append(f"Join: {session.link}")
    if booking.mode == "room" and session.venue and session.venue.access:
        lines.append(session.venue.access)
    if has_place:
        lines.append("If you cannot come, cancel or give your place to a colleague on your booking's page.")
    return "\n".join(lines)
