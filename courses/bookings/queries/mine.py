"""One's own bookings and those of people one looks after, as pages and the API show them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.people.access import people_led_by, visible
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.rules.checks import can_accept, can_cancel, can_hand_on
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Mode, Session


@dataclass(frozen=True)
class BookingLine:
    """One booking as its holder, or somebody who looks after them, sees it. `turn` counts from 1."""

    pk: int
    session_id: int
    topic_code: str
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    where: str
    address: str
    link: str
    mode: str
    person_id: int
    person: str
    own: bool
    state: str
    turn: int | None
    not_after: datetime.datetime | None
    offer_until: datetime.datetime | None
    deputy: str
    party: str
    reason: str
    charge: int
    session_state: str
    can_cancel: bool
    can_accept: bool
    can_hand_on: bool

    @property
    def state_words(self) -> str:
        """What it is, in words."""
        return BOOKING.words[self.state]

    @property
    def mode_words(self) -> str:
        """How they take part, in words."""
        return Mode(self.mode).label

    @property
    def is_open(self) -> bool:
        """Whether they have, or may still get, a place."""
        return self.state in OPEN


def my_bookings(actor: User, *, at: datetime.datetime | None = None, past: bool = False) -> list[BookingLine]:
    """The actor's own bookings: those to come by date, or with `past` those that are over, latest first."""
    return _lines(visible(actor, Booking).filter(person=actor), actor, at, past=past)


def bookings_looked_after(
    actor: User, *, at: datetime.datetime | None = None, past: bool = False
) -> list[BookingLine]:
    """Bookings of others that the actor made, or of people whom they look after; never those of a council.

    Somebody who runs sessions sees there whom they booked themselves; the rest is on the session's page.
    """
    rows = visible(actor, Booking).exclude(person=actor)
    rows = rows.filter(Q(booked_by=actor) | Q(person__in=people_led_by(actor)))
    return _lines(rows, actor, at, past=past)


def booking_line(actor: User, pk: int, *, at: datetime.datetime | None = None) -> BookingLine | None:
    """One booking, if the actor may see it."""
    now = at or timezone.now()
    rows = list(_with_session(visible(actor, Booking).filter(pk=pk)))
    return next(iter(_drawn(rows, actor, now)), None)


def lines_of(
    bookings: Iterable[Booking], actor: User, *, at: datetime.datetime | None = None
) -> list[BookingLine]:
    """Lines of bookings that an action has just given back, in their order."""
    order = {one.pk: place for place, one in enumerate(bookings)}
    rows = list(_with_session(visible(actor, Booking).filter(pk__in=order)))
    return _drawn(sorted(rows, key=lambda one: order[one.pk]), actor, at or timezone.now())


def _with_session(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.select_related("session__topic", "session__venue", "person", "deputy")


def _lines(
    rows: QuerySet[Booking], actor: User, at: datetime.datetime | None, *, past: bool
) -> list[BookingLine]:
    now = at or timezone.now()
    if past:
        found = rows.filter(Q(session__ends_at__lte=now) | ~Q(state__in=OPEN)).order_by(
            "-session__starts_at", "-pk"
        )
    else:
        found = rows.filter(session__ends_at__gt=now, state__in=OPEN).order_by("session__starts_at", "pk")
    return _drawn(list(_with_session(found)), actor, now)


def _drawn(rows: Collection[Booking], actor: User, now: datetime.datetime) -> list[BookingLine]:
    turns = _turns(rows)
    return [_line(one, actor, turns.get(one.pk), now) for one in rows]


def _turns(rows: Collection[Booking]) -> dict[int, int]:
    """At which place of their queue those of the rows stand that wait: one query."""
    seats = {one.seats_id for one in rows if one.state == "waiting"}
    if not seats:
        return {}
    queues: dict[int, int] = defaultdict(int)
    found = {}
    waiting = Booking.objects.filter(seats__in=seats, state="waiting").order_by("turn", "pk")
    for pk, seats_id in waiting.values_list("pk", "seats_id"):
        queues[seats_id] += 1
        found[pk] = queues[seats_id]
    return found


def _line(one: Booking, actor: User, turn: int | None, now: datetime.datetime) -> BookingLine:
    session, venue = one.session, one.session.venue
    room = one.mode == Mode.ROOM and venue is not None
    return BookingLine(
        pk=one.pk,
        session_id=session.pk,
        topic_code=session.topic.code,
        title=session.topic.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        where=", ".join(filter(None, [venue.name, session.room])) if room and venue else "Online",
        address=venue.address if room and venue else "",
        link=session.link if one.state == "confirmed" and one.mode == Mode.ONLINE else "",
        mode=one.mode,
        person_id=one.person_id,
        person=str(one.person),
        own=one.person_id == actor.pk,
        state=one.state,
        turn=turn,
        not_after=one.not_after,
        offer_until=one.offer_until if one.state == "offered" else None,
        deputy=str(one.deputy) if one.deputy else "",
        party=str(one.party),
        reason=one.reason,
        charge=one.charge,
        session_state=session.state,
        can_cancel=can_cancel(one, now),
        can_accept=can_accept(one, now),
        can_hand_on=can_hand_on(one, now),
    )


@dataclass(frozen=True)
class Clash:
    """Another booking of somebody at the same time. It is shown, never refused."""

    person_id: int
    person: str
    session_id: int
    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime


def clashes(people: Collection[User], session: Session) -> list[Clash]:
    """Open bookings of these people in other sessions that overlap with this one, or with its series."""
    dates = [session]
    if session.series_id is not None:
        dates = list(Session.objects.filter(series_id=session.series_id, state__in=("planned", "open")))
    overlap = Q(pk__in=())
    for one in dates:
        overlap |= Q(session__starts_at__lt=one.ends_at, session__ends_at__gt=one.starts_at)
    rows = Booking.objects.filter(overlap, person__in=[one.pk for one in people], state__in=OPEN)
    rows = rows.exclude(session__in=dates).select_related("session__topic", "person")
    return [
        Clash(one.person_id, str(one.person), one.session_id, one.session.topic.title,
              one.session.starts_at, one.session.ends_at)
        for one in rows.order_by("session__starts_at", "pk")
    ]  # fmt: skip
