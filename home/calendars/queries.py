"""What stands in somebody's calendar, and whose a secret address is."""

from __future__ import annotations

import datetime

from django.utils import timezone

from academy.kit.calendars import Entry
from academy.people.access import has_standing, visible
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.queries.calendars import entry_of
from courses.cohorts.queries.mine import calendar_entries, my_place
from home.calendars.models import CalendarFeed
from home.calendars.tokens import hash_of

KEPT = datetime.timedelta(days=60)
"""So long a session stays in the calendar after it was."""


def person_at(secret: str) -> User | None:
    """Whose calendar stands at an address; None for a dead one and for whoever has left."""
    rows = CalendarFeed.objects.filter(secret_hash=hash_of(secret)).select_related("person__council")
    feed = rows.first()
    return feed.person if feed is not None and has_standing(feed.person) else None


def feed_entries(person: User, *, at: datetime.datetime) -> list[Entry]:
    """Sessions with a place or an offer of one, and of a starter the weeks, gates, sessions and meetings.

    Other people stand nowhere in it, and no link to join: a calendar is often shared. Each entry leads to the
    page of its booking, where the link is.
    """
    rows = visible(person, Booking).filter(person=person, state__in=("confirmed", "offered"))
    rows = rows.filter(session__ends_at__gt=at - KEPT).exclude(session__state="cancelled")
    bookings = rows.select_related("session__topic", "session__venue").order_by("session__starts_at", "pk")
    place = my_place(person=person, on=timezone.localdate(at))
    return [
        *(entry_of(row, linked=False) for row in bookings),
        *(calendar_entries(place, named=False) if place else ()),
    ]


def feed_of(person: User) -> CalendarFeed | None:
    """The address that somebody has, without its secret."""
    return visible(person, CalendarFeed).filter(person=person).first()
