"""How many people a topic is likely to draw, and how many sessions that asks for. Pure, by hand checkable.

Four lists say who might come, and from each only a share does:

- those who wait for a place, or waited in vain in the last quarter: all of them;
- those who want to hear when there is a date: a half;
- staff of whom an audit asks the topic's module, or a criterion that it answers: a quarter, for most learn it
  from the module itself;
- staff whose training in the topic's module lapses within the next quarter: a quarter.

Who stands on several lists counts once, on the first of them. Of the last two lists fewer than five people
are neither shown nor counted: such a figure would say something about a person. What is expected is the sum,
rounded up to a whole person. The places that are free in dates that are planned already come off. The rest
fills sessions of the usual size; what is left over is one more session if it would fill a quarter of it.

The shares are assumptions, and the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Set
from dataclasses import dataclass
from fractions import Fraction

from academy.kit.hiding import FEWEST

SHARES: dict[str, Fraction] = {
    "waiting": Fraction(1),
    "interest": Fraction(1, 2),
    "findings": Fraction(1, 4),
    "lapses": Fraction(1, 4),
}
"""Of each list, in the order in which a person is counted, the share that is expected to come."""
SENSITIVE = ("findings", "lapses")
"""Lists that say something about how staff work: few people are hidden."""
WORTH = Fraction(1, 4)
"""A session is worth planning when so much of it would be taken."""
USUAL_SIZE = 20
"""How many places a session has where none was held yet."""


@dataclass(frozen=True)
class Source:
    """How many people one list brings. `hidden`: there are some, and too few to show or to count."""

    name: str
    people: int
    hidden: bool

    @property
    def words(self) -> str:
        """The number as it may be shown."""
        return f"fewer than {FEWEST}" if self.hidden else str(self.people)


@dataclass(frozen=True)
class Demand:
    """One topic: each list's number, what is expected of them together, and what is proposed."""

    code: str
    title: str
    sources: tuple[Source, ...]
    expected: int
    free: int
    size: int

    @property
    def left(self) -> int:
        """People for whom no place is planned yet."""
        return max(0, self.expected - self.free)

    @property
    def sessions(self) -> int:
        """How many sessions to plan."""
        whole, over = divmod(self.left, self.size)
        return whole + (over > 0 and Fraction(over, self.size) >= WORTH)

    @property
    def too_few(self) -> bool:
        """Whether people have no place planned, and are too few for a session of their own."""
        return self.left > 0 and not self.sessions


def count_sources(people: dict[str, Set[int]]) -> tuple[Source, ...]:
    """Each list in order, without those who stood on an earlier one."""
    counted: set[int] = set()
    found = []
    for name in SHARES:
        fresh = people.get(name, frozenset()) - counted
        counted |= fresh
        hidden = name in SENSITIVE and 0 < len(fresh) < FEWEST
        found.append(Source(name, 0 if hidden else len(fresh), hidden))
    return tuple(found)


def demand_of(*, code: str, title: str, people: dict[str, Set[int]], free: int, size: int | None) -> Demand:
    """What a topic is likely to draw. `size`: how many places its sessions usually have."""
    sources = count_sources(people)
    expected = math.ceil(sum(SHARES[one.name] * one.people for one in sources))
    return Demand(code, title, sources, expected, free, size or USUAL_SIZE)


def ranked(rows: list[Demand]) -> list[Demand]:
    """Topics that draw somebody, most people without a place first; then by title."""
    wanted = [row for row in rows if row.expected or any(one.hidden for one in row.sources)]
    return sorted(wanted, key=lambda row: (-row.left, -row.expected, row.title))
