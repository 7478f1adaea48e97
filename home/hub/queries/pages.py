"""The hub's page: what somebody looked for, what there is of it, and what to do when there is nothing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from academy.kit.words import plural
from academy.people.access import visible
from courses.bookings.models import Booking
from courses.bookings.queries import Places, places_of
from courses.bookings.states import OPEN
from courses.sessions.audiences import AUDIENCES
from courses.sessions.models import Session
from courses.sessions.queries.public import SessionCard
from home.hub.queries.catalogue import Catalogue, Dated, Shelved
from home.hub.rules.narrowing import Thing, Wanted, counts, narrowed
from home.hub.rules.search import Found

FEW = 3
"""Places that are few enough to say so in a warning colour."""
CARDS = 6


@dataclass(frozen=True)
class Left:
    """What is left of a session for somebody: places kept for a group are free for that group alone."""

    bookable: bool
    free: int
    waiting: int


@dataclass(frozen=True)
class SessionRow:
    """A session in the list: what is left of it for this reader, and the button that fits."""

    day: datetime.datetime
    title: str
    path: str
    line: str
    leaders: str
    tag: str
    tone: str
    button: str
    is_main: bool


@dataclass(frozen=True)
class TopicRow:
    """A topic that was found and has no date: somebody can ask to be told."""

    title: str
    path: str
    summary: str


@dataclass(frozen=True)
class HubView:
    """What the page shows. `sessions` and `shelved` are all that fit; the view cuts them into pages."""

    query: str
    sessions: tuple[SessionCard, ...]
    shelved: tuple[Shelved, ...]
    undated: tuple[TopicRow, ...]
    topics: tuple[TopicRow, ...]
    found: Found | None
    closest_first: bool
    shows_sessions: bool
    counts: Mapping[str, Counter[str]]

    @property
    def title(self) -> str:
        """How many there are, and of what."""
        on = f" on \u201c{self.query}\u201d" if self.query else ""
        if self.shows_sessions:
            return f"{plural(len(self.sessions), 'session')}{on}" if self.sessions else f"No session{on}"
        return f"{plural(len(self.shelved), 'thing')}{on} to read and use"

    @property
    def is_nothing(self) -> bool:
        """Whether nothing at all fits."""
        return not (self.sessions or self.shelved or self.undated)

    @property
    def cards(self) -> tuple[Shelved, ...]:
        """What to read, as it is shown below sessions: what was searched for, or one of each kind in turn."""
        return self.shelved[:CARDS] if self.query else tuple(_in_turn(self.shelved))[:CARDS]

    @property
    def more_words(self) -> str:
        """The link to the rest of what to read; nothing when all of it is here."""
        return f"All {len(self.shelved)} to read and use" if len(self.shelved) > CARDS else ""


def hub_view(
    *,
    catalogue: Catalogue,
    wanted: Wanted,
    query: str = "",
    exact: bool = False,
    closest_first: bool = False,
    kinds: Collection[str] = (),
) -> HubView:
    """What of the catalogue somebody gets who asks for this; `kinds` is what the page is about at all.

    What only has most of the words comes by how close it is, for the soonest could be the least of it.
    """
    found = catalogue.find(query, exact=exact) if query else None
    dated: list[Dated] = [one for one in catalogue.sessions if not found or one.key in found.scores]
    shelved = [one for one in catalogue.shelved if not found or one.key in found.scores]
    if kinds:
        dated = [one for one in dated if one.facets.kinds & set(kinds)]
        shelved = [one for one in shelved if one.facets.kinds & set(kinds)]
    things: list[Thing] = [*dated, *shelved]
    fitting = counts(things, wanted, list(AUDIENCES))
    dated, shelved = narrowed(dated, wanted), narrowed(shelved, wanted)
    closest = found is not None and (closest_first or not found.all_words)
    if found:
        shelved.sort(key=lambda one: -found.scores[one.key])
        if closest:
            dated.sort(key=lambda one: -found.scores[one.key])
    shown = set(wanted.kinds or kinds)
    with_sessions = not shown or "session" in shown
    return HubView(
        query=query,
        sessions=tuple(one.card for one in dated),
        shelved=tuple(shelved),
        undated=_undated(catalogue, found) if with_sessions else (),
        topics=tuple(_topic_row(one) for one in catalogue.topics),
        found=found,
        closest_first=closest,
        shows_sessions=with_sessions,
        counts=fitting,
    )


def _undated(catalogue: Catalogue, found: Found | None) -> tuple[TopicRow, ...]:
    """Topics that were searched for and have no date."""
    if found is None:
        return ()
    rows = [one for one in catalogue.topics if one.next_at is None and f"topic:{one.code}" in found.scores]
    return tuple(_topic_row(one) for one in rows)


def _topic_row(one: Any) -> TopicRow:
    return TopicRow(one.title, f"/hub/topics/{one.code}/", one.summary)


def _in_turn(rows: Sequence[Shelved]) -> Iterator[Shelved]:
    """The first of each kind, then the second of each, and so on."""
    by_kind: dict[frozenset[str], list[Shelved]] = {}
    for one in rows:
        by_kind.setdefault(one.facets.kinds, []).append(one)
    for several in zip_longest(*by_kind.values()):
        yield from (one for one in several if one is not None)


def session_rows(*, cards: Sequence[SessionCard], actor: Any, at: datetime.datetime) -> list[SessionRow]:
    """Sessions as this reader finds them: what they hold, else what they can have.

    As many queries for one as for many; for visitors none, for what is free for everybody is on the cards.
    """
    if not actor.is_authenticated:
        return [_session_row(card, _for_all(card), {}) for card in cards]
    mine = _mine(cards, actor)
    sessions = Session.objects.filter(pk__in=[card.id for card in cards])
    places = places_of(sessions, actor, at=at)
    return [_session_row(card, _for_reader(places[card.id]), mine.get(card.id, {})) for card in cards]


def _for_all(card: SessionCard) -> Left:
    return Left(bookable=card.bookable, free=card.free, waiting=card.waiting)


def _for_reader(places: Places) -> Left:
    return Left(bookable=places.bookable, free=places.free, waiting=places.waiting)


def _mine(cards: Sequence[SessionCard], actor: Any) -> dict[int, dict[str, int]]:
    """By session and state, the bookings of the reader and those they made for others."""
    rows = visible(actor, Booking).filter(
        Q(person=actor) | Q(booked_by=actor), session__in=[card.id for card in cards], state__in=OPEN
    )
    found: dict[int, dict[str, int]] = {}
    for pk, state, number in rows.order_by().values_list("session", "state").annotate(Count("pk")):
        found.setdefault(pk, {})[state] = number
    return found


def _session_row(card: SessionCard, left: Left, mine: dict[str, int]) -> SessionRow:
    tag, tone, button, is_main = _offer(left, mine)
    led = f"Led by {card.led_by}" if card.led_by else ""
    return SessionRow(
        day=timezone.localtime(card.starts_at),
        title=card.topic_title,
        path=f"/hub/sessions/{card.id}/",
        line=" \u00b7 ".join(filter(None, (card.hours, card.where, card.series_title))),
        leaders=led,
        tag=tag,
        tone=tone,
        button=button,
        is_main=is_main,
    )


def _offer(left: Left, mine: dict[str, int]) -> tuple[str, str, str, bool]:
    """The tag, its tone, what the button says and whether it is the main one."""
    if mine.get("offered"):
        return "A place is offered", "look", "Answer", True
    if mine.get("confirmed"):
        return f"You have {plural(mine['confirmed'], 'place')}", "settled", "Change", False
    if mine.get("waiting"):
        return "You are waiting", "plain", "Change", False
    if mine.get("asked"):
        return "Waits for your manager", "plain", "Change", False
    if not left.bookable:
        return "Not open for booking", "plain", "Look", False
    if not left.free:
        waiting = f", {left.waiting} waiting" if left.waiting else ""
        return f"Full{waiting}", "plain", "Join the wait", False
    tone = "look" if left.free <= FEW else "settled"
    return f"{plural(left.free, 'place')} left", tone, "Book", True
