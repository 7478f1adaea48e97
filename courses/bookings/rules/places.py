"""Which place somebody can have: one kept for them, one of everybody's, or none. Pure over the rows given."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from courses.bookings.rules.people import Booker
from courses.sessions.models import Reserve, Seats


@dataclass(frozen=True)
class Place:
    """A place that can be had: kept by a reserve, or one of everybody's."""

    reserve: Reserve | None = None


def is_open(reserve: Reserve, at: datetime.datetime) -> bool:
    """Whether the places of a reserve are still kept."""
    return reserve.until > at


def held(reserves: Iterable[Reserve], at: datetime.datetime) -> int:
    """How many places are kept for somebody and not taken yet."""
    return sum(one.places - one.taken for one in reserves if is_open(one, at))


def fits(reserve: Reserve, booker: Booker) -> bool:
    """Whether a reserve is for this person."""
    if reserve.organisation_id is not None:
        return reserve.organisation_id in booker.organisations
    return reserve.audience in booker.audiences


def is_full(seats: Seats) -> bool:
    """Whether every place is taken, kept or not."""
    return seats.taken >= seats.places


def find_place(
    seats: Seats, reserves: Iterable[Reserve], booker: Booker, at: datetime.datetime
) -> Place | None:
    """The place that this person gets now.

    One kept for their organisation comes first, then one kept for their group, so that everybody's places
    stay for everybody; of several the one that is kept the shortest.
    """
    if is_full(seats):
        return None
    rows = list(reserves)
    own = [one for one in rows if is_open(one, at) and one.taken < one.places and fits(one, booker)]
    if own:
        return Place(min(own, key=lambda one: (one.organisation_id is None, one.until, one.pk)))
    return Place() if seats.taken + held(rows, at) < seats.places else None


def free_for(seats: Seats, reserves: Iterable[Reserve], booker: Booker | None, at: datetime.datetime) -> int:
    """How many places people like this one can have now; `None` is anybody."""
    rows = list(reserves)
    kept = [one for one in rows if booker is None or not fits(one, booker)]
    return max(0, seats.places - seats.taken - held(kept, at))
