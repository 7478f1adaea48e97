"""Places that are offered to somebody and wait for an answer."""

from __future__ import annotations

from academy.people.access import visible
from academy.people.models import User
from courses.bookings.models import Booking


def count_offers(*, person: User) -> int:
    """How many places are offered to this person now. One query."""
    return visible(person, Booking).filter(person=person, state="offered").count()
