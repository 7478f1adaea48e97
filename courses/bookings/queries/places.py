"""How many places sessions have for somebody, and what that person has of each: for many in few queries."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.queries.people import bookers_of
from courses.bookings.rules.checks import can_open
from courses.bookings.rules.places import free_for
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Mode, Reserve, Seats, Session


@dataclass(frozen=True)
class ModePlaces:
    """One way to take part: all places, those that this person can have now, and who waits."""

    mode: str
    words: str
    places: int
    free: int
    waiting: int


@dataclass(frozen=True)
class Places:
    """A session's places as one person finds them; `state` is that of their own booking, if any."""

    session_id: int
    modes: tuple[ModePlaces, ...]
    bookable: bool
    booking_id: int | None = None
    state: str = ""

    @property
    def free(self) -> int:
        """Places that this person can have now, whichever way they take part."""
        return sum(one.free for one in self.modes)

    @property
    def waiting(self) -> int:
        """How many people wait."""
        return sum(one.waiting for one in self.modes)

    @property
    def is_full(self) -> bool:
        """Whether there is only the waiting list."""
        return self.free == 0

    @property
    def state_words(self) -> str:
        """What the person has, in words; empty without a booking."""
        return BOOKING.words.get(self.state, "")


def places_of(
    sessions: Collection[Session], actor: User | None, *, at: datetime.datetime | None = None
) -> dict[int, Places]:
    """The places of these sessions by session, as the actor finds them; None is somebody without an account.

    Kept places count as free only for those for whom they are kept.
    """
    now = at or timezone.now()
    ids = [session.pk for session in sessions]
    booker = bookers_of([actor.pk])[actor.pk] if actor is not None else None
    waiting: Counter[int] = Counter()
    rows = Booking.objects.filter(session__in=ids, state="waiting").order_by()
    for seats_id, count in rows.values_list("seats_id").annotate(count=Count("pk")):
        waiting[seats_id] = count
    reserves: dict[int, list[Reserve]] = defaultdict(list)
    for reserve in Reserve.objects.filter(seats__session__in=ids, until__gt=now):
        reserves[reserve.seats_id].append(reserve)
    modes: dict[int, list[ModePlaces]] = defaultdict(list)
    for seats in Seats.objects.filter(session__in=ids).order_by("session", "-mode"):
        free = free_for(seats, reserves[seats.pk], booker, now)
        modes[seats.session_id].append(
            ModePlaces(seats.mode, Mode(seats.mode).label, seats.places, free, waiting[seats.pk])
        )
    mine = _mine(ids, actor)
    return {
        one.pk: Places(one.pk, tuple(modes[one.pk]), can_open(one, now), *mine.get(one.pk, (None, "")))
        for one in sessions
    }


def _mine(session_ids: Collection[int], actor: User | None) -> dict[int, tuple[int, str]]:
    """The actor's own open bookings, by session."""
    if actor is None:
        return {}
    rows = Booking.objects.filter(session__in=session_ids, person=actor, state__in=OPEN)
    return {one.session_id: (one.pk, one.state) for one in rows.order_by("pk")}
