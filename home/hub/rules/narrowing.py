"""Narrowing a catalogue: what somebody ticked, what each thing fits, and how many fit each tick. Pure."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

LATE = datetime.time(15, 30)
"""When schools are over: sessions from here on can be joined by somebody who teaches."""
WHEN = {"day": "Daytime", "late": "After 3:30pm, or at a weekend"}
WHERE = {"online": "Online", "room": "In person"}
KINDS = {
    "session": "Sessions",
    "module": "Modules",
    "note": "Practice notes",
    "template": "Templates",
    "letter": "Example letters",
    "checklist": "Checklists",
    "guidance": "Guidance",
}
RESOURCES = ("template", "letter", "checklist", "guidance")
GROUPS = ("audiences", "kinds", "when", "where", "areas")


@dataclass(frozen=True)
class Wanted:
    """What is asked for. An empty group asks nothing. Dates, times and places narrow sessions alone."""

    audiences: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def narrows_sessions(self) -> bool:
        """Whether something is asked that only a session can fit."""
        return bool(self.when or self.where or self.areas or self.since or self.until)


class Thing(Protocol):
    """What can be narrowed: everything has a kind and audiences, and a session a date, hour and place."""

    @property
    def facets(self) -> Facets:
        """What it fits."""


@dataclass(frozen=True)
class Facets:
    """What a thing fits. Without audiences it is for everybody; without a day it is not a session."""

    kinds: frozenset[str]
    audiences: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    day: datetime.date | None = None


T = TypeVar("T", bound=Thing)


def hours_of(starts_at: datetime.datetime) -> str:
    """Daytime, or after school, by the local clock."""
    return "late" if starts_at.time() >= LATE or starts_at.weekday() >= 5 else "day"


def fits(thing: Facets, wanted: Wanted) -> bool:
    """Whether a thing fits everything that is asked."""
    if wanted.kinds and not thing.kinds & wanted.kinds:
        return False
    if wanted.audiences and thing.audiences and not thing.audiences & wanted.audiences:
        return False
    if thing.day is None:
        return True
    if (wanted.since and thing.day < wanted.since) or (wanted.until and thing.day > wanted.until):
        return False
    groups = ((wanted.when, thing.when), (wanted.where, thing.where), (wanted.areas, thing.areas))
    return all(not asked or asked & has for asked, has in groups)


def narrowed(things: Iterable[T], wanted: Wanted) -> list[T]:
    """Those that fit, in their order."""
    return [one for one in things if fits(one.facets, wanted)]


def counts(things: Sequence[Thing], wanted: Wanted, audiences: Sequence[str]) -> dict[str, Counter[str]]:
    """For each group how many things fit each of its ticks, given what the other groups ask."""
    found: dict[str, Counter[str]] = {}
    for group in GROUPS:
        nothing: dict[str, Any] = {group: frozenset()}
        others = replace(wanted, **nothing)
        tally: Counter[str] = Counter()
        for one in things:
            if fits(one.facets, others):
                tally.update(_ticks(one.facets, group, audiences))
        found[group] = tally
    return found


def _ticks(thing: Facets, group: str, audiences: Sequence[str]) -> Iterable[str]:
    """The ticks of a group that a thing fits."""
    if group == "audiences":
        return thing.audiences or audiences
    get: Callable[[Facets], frozenset[str]] = {
        "kinds": lambda one: one.kinds,
        "when": lambda one: one.when,
        "where": lambda one: one.where,
        "areas": lambda one: one.areas,
    }[group]
    return get(thing)
