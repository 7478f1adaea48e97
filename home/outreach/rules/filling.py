"""How full sessions were, who did not come and who waited in vain, by topic and by month. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from academy.kit.hiding import FEWEST, hide_small
from home.outreach.rules.reaching import share_of

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held: its places, and how many of them were booked."""

    topic: str
    month: datetime.date
    places: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody had (`came` None: no register), or that they waited for in vain."""

    topic: str
    month: datetime.date
    person: int
    waited: bool
    came: bool | None


@dataclass
class _Sums:
    sessions: int = 0
    places: int = 0
    booked: int = 0
    marked: int = 0
    absent: int = 0
    waited: int = 0
    people: set[object] = field(default_factory=set)


@dataclass(frozen=True)
class FillLine:
    """One topic, month or everything. `hidden`: so few people stand behind it that figures are not shown."""

    sessions: int
    places: int
    booked: int
    marked: int
    absent: int
    waited: int
    hidden: bool = False

    @property
    def fill(self) -> float | None:
        """The share of places that were booked."""
        return None if self.hidden else share_of(self.booked, self.places)

    @property
    def no_show(self) -> float | None:
        """The share of those on a register who did not come; None below five people."""
        return None if self.hidden or self.marked < FEWEST else share_of(self.absent, self.marked)


def total_of(sessions: Iterable[Held], places: Iterable[Place]) -> FillLine:
    """Everything in one line."""
    return lines_by({"": list(sessions)}, {"": list(places)}).get("", FillLine(0, 0, 0, 0, 0, 0))


def by_topic(sessions: Iterable[Held], places: Iterable[Place]) -> dict[str, FillLine]:
    """A line for each topic, in the order of the alphabet: nothing is ranked."""
    return lines_by(_grouped(sessions, "topic"), _grouped(places, "topic"))


def by_month(sessions: Iterable[Held], places: Iterable[Place]) -> dict[datetime.date, FillLine]:
    """A line for each month in which a session was held."""
    return lines_by(_grouped(sessions, "month"), _grouped(places, "month"))


def _grouped(rows: Iterable[object], name: str) -> dict:
    found: dict[object, list[object]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def lines_by(sessions: Mapping[K, list[Held]], places: Mapping[K, list[Place]]) -> dict[K, FillLine]:
    """Lines that stand beside their total: where one is hidden for being small, the next smallest is hidden
    with it, so that nobody works it out from the rest."""
    sums = {key: _sum(rows, places.get(key, [])) for key, rows in sessions.items()}
    hidden = hide_small({key: one.people for key, one in sums.items()})
    return {
        key: FillLine(one.sessions, one.places, one.booked, one.marked, one.absent, one.waited, key in hidden)
        for key, one in sorted(sums.items(), key=lambda item: item[0])  # type: ignore[arg-type,return-value]
    }


def _sum(sessions: list[Held], places: list[Place]) -> _Sums:
    one = _Sums(sessions=len(sessions), places=sum(row.places for row in sessions))
    for row in places:
        one.people.add(row.person)
        if row.waited:
            one.waited += 1
            continue
        one.booked += 1
        one.marked += row.came is not None
        one.absent += row.came is False
    return one
