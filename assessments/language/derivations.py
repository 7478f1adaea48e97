"""What follows from the amounts of a text by simple sums, and so which amounts of another text do not. Pure.

Three sessions of 25 minutes a week are 75 minutes; once a week for 38 weeks is 38 a year; daily is five
times a school week; four pupils are a child and three others. Whoever writes one of these for the other has
invented nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations

from assessments.language.quantity import (
    CLOCK,
    COUNT,
    DATE,
    EVENT,
    GROUP,
    LABEL,
    MINUTE,
    MONEY,
    PER_CENT,
    PERSONS,
    SPAN,
    TIMES,
    Quantity,
)
from assessments.language.units import PER_WEEK, PER_YEAR, YEAR_WEEKS

_MOST_SUMMED = 6
_WHOLE = (COUNT, PERSONS, EVENT)


class Amounts:
    """The amounts of one or more texts, and all that follows from them.

    `weeks` are lengths of a year to count with where the text gives none; `alone` says that one-to-one
    help is spoken of in other words.
    """

    def __init__(
        self, held: Iterable[Quantity], *, weeks: Iterable[float] = YEAR_WEEKS, alone: bool = False
    ) -> None:
        self.held = list(held)
        self._school_weeks = set(weeks)
        self._alone = alone

    def _values(self, *kinds: str) -> set[float]:
        return {v for q in self.held if q.kind in kinds for v in (q.low, q.high)}

    @cached_property
    def _rates(self) -> list[tuple[float, str]]:
        """How often anything comes round: (times, period), from both ends of a range."""
        said = [(v, q.unit) for q in self.held if q.kind == TIMES for v in {q.low, q.high}]
        return said + [(1.0, q.per) for q in self.held if q.kind == MINUTE and q.per]

    @cached_property
    def _weekly(self) -> set[float]:
        return {_round(n * PER_WEEK[unit]) for n, unit in self._rates if unit in PER_WEEK}

    @cached_property
    def _weeks(self) -> set[float]:
        own = {v for q in self.held if q.kind == SPAN and q.unit == "week" for v in (q.low, q.high)}
        return own | self._school_weeks

    @cached_property
    def _said_yearly(self) -> set[float]:
        return {_round(n * PER_YEAR[unit]) for n, unit in self._rates if unit in PER_YEAR}

    @cached_property
    def _yearly(self) -> set[float]:
        return self._said_yearly | {_round(a * b) for a in self._weekly for b in self._weeks}

    @cached_property
    def _numbers(self) -> set[float]:
        """Every number of things, people, events or times that is said or follows."""
        plain = self._values(COUNT, PERSONS, EVENT, GROUP, SPAN, TIMES)
        return plain | self._yearly | _sums(self._values(COUNT, EVENT))

    @cached_property
    def _minutes(self) -> set[float]:
        base = self._values(MINUTE)
        often = {n for n, _ in self._rates} | self._weekly | self._values(EVENT)
        times = {_round(a * b) for a in base for b in often}
        by_year = {_round(a * b) for a in base for b in self._yearly}
        return (
            base
            | _sums(base, [q.low for q in self.held if q.kind == MINUTE])
            | times
            | by_year
            | _sums(times)
        )

    def has(self, quantity: Quantity) -> bool:
        """Whether an amount stands here or follows from what stands here."""
        if quantity.kind in _WHOLE and quantity.high <= 1:
            return True
        if quantity.kind == DATE:
            return any(q.date and quantity.date and q.date.agrees(quantity.date) for q in self.held)
        if quantity.kind in (LABEL, MONEY, PER_CENT, CLOCK):
            return any(
                (q.kind, q.low, q.unit) == (quantity.kind, quantity.low, quantity.unit) for q in self.held
            )
        return self._within(quantity) or all(
            self._has_value(quantity, value) for value in {quantity.low, quantity.high}
        )

    def _within(self, quantity: Quantity) -> bool:
        """Whether a range of the same kind, said here, holds it."""
        return any(
            q.kind == quantity.kind
            and q.unit == quantity.unit
            and q.low <= quantity.low <= quantity.high <= q.high
            for q in self.held
        )

    def _has_value(self, quantity: Quantity, value: float) -> bool:
        value = _round(value)
        if quantity.kind == MINUTE:
            return value in self._minutes
        if quantity.kind == TIMES:
            return self._has_rate(value, quantity.unit)
        if quantity.kind == SPAN:
            return self._has_span(value, quantity.unit)
        if quantity.kind == GROUP:
            sizes = self._values(GROUP, PERSONS) | ({1.0} if self._alone else set())
            return value in sizes or (quantity.unit == "others" and value - 1 in sizes - {1.0})
        return value in self._numbers

    def gives(self, quantity: Quantity) -> bool:
        """Whether the number of weeks or terms of a length stands here in another form: 39 hours a year."""
        said = self._values(COUNT, EVENT, TIMES) | {value / 60 for value in self._values(MINUTE)}
        return quantity.kind == SPAN and quantity.low > _MOST_SUMMED and quantity.low in said

    def _has_rate(self, value: float, period: str) -> bool:
        if period in PER_WEEK:
            rate = _round(value * PER_WEEK[period])
            from_year = {_round(y / w) for y in self._yearly for w in self._weeks if w}
            return rate in self._weekly or rate in from_year
        if period in PER_YEAR:
            return _round(value * PER_YEAR[period]) in self._yearly
        once_a_block = value == 1 or value in self._numbers
        return (value, period) in {(_round(n), unit) for n, unit in self._rates} or (
            period == "block" and once_a_block
        )

    def _has_span(self, value: float, unit: str) -> bool:
        spans = {(v, q.unit) for q in self.held if q.kind == SPAN for v in (q.low, q.high)}
        if (value, unit) in spans:
            return True
        if unit == "week":
            fortnights = {2 * v for v, u in spans if u == "fortnight"}
            given = {_round(y / w) for y in self._said_yearly for w in self._weekly if w}
            return value in fortnights | given
        return (value, unit) in {(v / 12, "year") for v, u in spans if u == "month"}

    def unfounded(self, others: Iterable[Quantity]) -> list[Quantity]:
        """The amounts of another text that do not stand here and do not follow."""
        return [quantity for quantity in others if not self.has(quantity)]


def dropped(kept: Amounts, source: Sequence[Quantity]) -> list[Quantity]:
    """The amounts of a source that another text neither has nor lets one work out, each once."""
    found: dict[tuple[object, ...], Quantity] = {}
    for quantity in source:
        if quantity.kind in (LABEL, CLOCK) or (quantity.kind in _WHOLE and quantity.high <= 1):
            continue
        if not kept.has(quantity) and not kept.gives(quantity):
            found.setdefault(
                (quantity.kind, quantity.low, quantity.high, quantity.unit, quantity.date), quantity
            )
    return list(found.values())


def _sums(values: Iterable[float], listed: Sequence[float] = ()) -> set[float]:
    """Sums of two or more of a few values; `listed` where the same value may count twice."""
    few = list(listed or values)[:_MOST_SUMMED]
    return {_round(sum(some)) for n in range(2, len(few) + 1) for some in combinations(few, n)}


def _round(value: float) -> float:
    return round(value, 4)
