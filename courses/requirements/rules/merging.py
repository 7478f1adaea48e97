"""Everything that is asked of one person in one list: each thing once, with every reason for it. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.words import weekday_date

MATRIX, COHORT, RULE, LAW, PERSON = "matrix", "cohort", "rule", "law", "person"
AGREEMENT = "agree"
SOURCES = {
    MATRIX: "The training matrix",
    COHORT: "Your cohort",
    RULE: "An audit rule",
    LAW: "A change of law",
    PERSON: "A person",
    AGREEMENT: "The agreement of auditors",
}
"""The six who may ask, in words."""


@dataclass(frozen=True, slots=True)
class Because:
    """One reason why a thing is asked: who asks, in whose words, by when. `url`: where the story of it is."""

    code: str
    source: str
    words: str
    due_on: datetime.date
    who: str = ""
    url: str = ""

    @property
    def from_whom(self) -> str:
        """Who asks, in words."""
        return self.who or SOURCES[self.source]


@dataclass(frozen=True)
class Asked:
    """One thing asked of a person, with its reasons, the earliest first."""

    code: str
    title: str
    path: str
    minutes: int
    due_on: datetime.date
    reasons: tuple[Because, ...]
    days: int

    @property
    def is_late(self) -> bool:
        """Whether its date is over."""
        return self.days < 0

    @property
    def due_words(self) -> str:
        """By when, as a list says it."""
        on = weekday_date(self.due_on)
        return {0: "Due today", 1: "Due tomorrow"}.get(
            self.days, f"Past its date, {on}" if self.is_late else on
        )

    @property
    def takes(self) -> int | None:
        """How many minutes it takes; None for a page, which says no time."""
        return self.minutes or None

    @property
    def whys(self) -> list[str]:
        """Who asks and why, a line a reason."""
        return [f"{one.from_whom}: {one.words}" for one in self.reasons]

    @property
    def sources(self) -> frozenset[str]:
        """Who asks for it."""
        return frozenset(one.source for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Thing:
    """A module or page as a list needs it."""

    title: str
    path: str
    minutes: int = 0


def merge(reasons: Iterable[Because], *, things: dict[str, Thing], today: datetime.date) -> list[Asked]:
    """One row a thing, the earliest date first. A thing that is not there any more is left out."""
    by_code: dict[str, list[Because]] = {}
    for one in reasons:
        if one.code in things and one not in by_code.get(one.code, ()):
            by_code.setdefault(one.code, []).append(one)
    rows = []
    for code, held in by_code.items():
        held.sort(key=lambda one: (one.due_on, list(SOURCES).index(one.source)))
        thing, due = things[code], held[0].due_on
        rows.append(Asked(code, thing.title, thing.path, thing.minutes, due, tuple(held), (due - today).days))
    return sorted(rows, key=lambda row: (row.due_on, row.code))
