"""What can be booked on a topic's page, and what would happen if it were: nothing is taken or kept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit import words
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.queries.mine import clashes
from courses.bookings.queries.people import bookers_of, missing_modules
from courses.bookings.queries.places import ModePlaces, Places, places_of
from courses.bookings.rules.checks import check_fits, check_open, needs_yes
from courses.bookings.rules.people import Booker
from courses.bookings.rules.places import find_place
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Reserve, Seats, Session
from courses.sessions.queries.public import SessionCard
from courses.sessions.rules.wording import say_when

FEW = 3
"""So few places left that it is worth a warm colour."""


@dataclass(frozen=True)
class Option:
    """One way into one date, as a choice with a line under it."""

    value: str
    session_id: int
    mode: str
    title: str
    where: str
    says: str
    tone: str
    takes: bool
    full: bool
    waiting: int
    mine: str = ""
    booking_id: int | None = None
    series: str = ""


@dataclass(frozen=True)
class Line:
    """What would happen for one person: `kind` is place, wait, ask, held or refused."""

    who: str
    own: bool
    kind: str
    says: str
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would happen for everybody, and what they are told before they say yes."""

    lines: tuple[Line, ...]
    dates: tuple[str, ...]

    def count(self, *kinds: str) -> int:
        """For how many people one of these would happen."""
        return sum(line.kind in kinds for line in self.lines)

    @property
    def waits(self) -> bool:
        """Whether somebody would be on the waiting list: then they say until when."""
        return self.count("wait", "ask") > 0

    @property
    def goes(self) -> bool:
        """Whether there is anything to say yes to, and nothing in the way."""
        return self.count("place", "wait", "ask") > 0 and not self.count("refused")

    @property
    def button(self) -> str:
        """Book 2 places; Join the waiting list; Ask for a place."""
        places, waits, asks = self.count("place"), self.count("wait"), self.count("ask")
        said = []
        if places:
            said.append(f"book {words.plural(places, 'place')}")
        if waits:
            said.append("join the waiting list" if not places else f"wait for {waits} more")
        if asks:
            said.append(f"ask for {words.plural(asks, 'place')}")
        return words.listed(said).capitalize() if said else "Book"


def options_of(cards: Sequence[SessionCard], *, actor: User | None, at: datetime.datetime) -> list[Option]:
    """Every way into every date, soonest first: as many queries for one date as for forty."""
    sessions = list(Session.objects.filter(pk__in=[card.id for card in cards]).select_related("topic"))
    places = places_of(sessions, actor, at=at)
    return [_option(card, places[card.id], mode, at) for card in cards for mode in places[card.id].modes]


def _option(card: SessionCard, places: Places, mode: ModePlaces, at: datetime.datetime) -> Option:
    full = mode.free == 0
    if full:
        says = f"Full: {mode.places} of {mode.places}, {mode.waiting} waiting"
    else:
        says = f"{mode.free} of {words.plural(mode.places, 'place')} left"
    if not places.bookable:
        says = _say_closed(card, at)
    venue = ", ".join(filter(None, [card.venue_name, card.room]))
    return Option(
        value=f"{card.id}-{mode.mode}",
        session_id=card.id,
        mode=mode.mode,
        title=card.when,
        where=(venue or "In person") if mode.mode == "room" else "Online",
        says=says,
        tone="" if full or not places.bookable else "look" if mode.free <= FEW else "settled",
        takes=places.bookable,
        full=full,
        waiting=mode.waiting,
        mine=places.state_words,
        booking_id=places.booking_id,
        series=card.series_title,
    )


def _say_closed(card: SessionCard, at: datetime.datetime) -> str:
    """Why a date cannot be booked now."""
    if card.opens_at is not None and card.opens_at > at:
        return f"Booking opens on {words.date_and_time(card.opens_at)}"
    return "Booking has closed"


def session_to_book(*, actor: User, pk: int) -> Session | None:
    """The session with its topic, of the actor's own council."""
    return Session.objects.filter(pk=pk, council_id=actor.council_id).select_related("topic", "venue").first()


def plan_booking(
    *,
    session: Session,
    mode: str,
    people: Sequence[User],
    newcomer: str = "",
    actor: User,
    at: datetime.datetime,
) -> Plan:
    """What would happen now for these people, in this order; `newcomer` is somebody without an account yet.

    Raises Refused when the session takes no bookings. Places are counted on copies, so nothing is taken.
    """
    check_open(session, at)
    tally = _tally(session, mode, at)
    rows = Booking.objects.filter(session=session, person__in=people, state__in=OPEN)
    held = dict(rows.values_list("person_id", "state"))
    bookers = bookers_of([person.pk for person in people])
    missing = missing_modules(session.topic.needs_modules, list(bookers.values()))
    busy: dict[int, list[str]] = {}
    for one in clashes(people, session):
        busy.setdefault(one.person_id, []).append(f"“{one.title}”, {say_when(one.starts_at, one.ends_at)}")
    lines = []
    for person in people:
        booker, own = bookers[person.pk], person.pk == actor.pk
        leads = not own and session.topic.needs_approval and can(actor, "approve_booking", person)
        if person.pk in held:
            kind, says = "held", f"Nothing new: {BOOKING.words[held[person.pk]].lower()} already"
        elif said := _why_not(session, booker, missing.get(person.pk, ())):
            kind, says = "refused", said
        elif needs_yes(session, booker, by=actor, by_leads=leads):
            kind, says = "ask", "Their manager is asked first"
        else:
            kind, says = tally.next(booker)
        lines.append(Line(person.get_full_name(), own, kind, says, tuple(busy.get(person.pk, ()))))
    if newcomer:
        kind, says = tally.next(Booker(0))
        lines.append(Line(newcomer, False, kind, f"Gets an account. {says}"))
    return Plan(tuple(lines), _dates_of(session))


@dataclass
class _Tally:
    """Copies of a session's places, on which is counted what would be taken."""

    seats: Seats
    reserves: list[Reserve]
    waiting: int
    at: datetime.datetime

    def next(self, booker: Booker) -> tuple[str, str]:
        """What the next person would get: the kind and the words."""
        place = find_place(self.seats, self.reserves, booker, self.at)
        if place is None:
            self.waiting += 1
            return "wait", f"Joins the waiting list as {words.ordinal(self.waiting)}"
        self.seats.taken += 1
        if place.reserve is not None:
            place.reserve.taken += 1
        return "place", "Gets a place"


def _tally(session: Session, mode: str, at: datetime.datetime) -> _Tally:
    seats = Seats.objects.filter(session=session, mode=mode).first()
    if seats is None:
        raise Refused("Choose a way to take part that this session has.", code="mode")
    waiting = Booking.objects.filter(seats=seats, state="waiting").count()
    return _Tally(seats, list(Reserve.objects.filter(seats=seats)), waiting, at)


def _why_not(session: Session, booker: Booker, missing: Sequence[str]) -> str:
    """Why the session is not for somebody; nothing if it is."""
    try:
        check_fits(session, booker, missing)
    except Refused as refused:
        return refused.words
    return ""


def _dates_of(session: Session) -> tuple[str, ...]:
    """When it is; of a series every date, since they are booked together."""
    rows = [session]
    if session.series_id is not None:
        rows = list(Session.objects.filter(series_id=session.series_id, state="open").order_by("starts_at"))
    return tuple(say_when(one.starts_at, one.ends_at) for one in rows)
