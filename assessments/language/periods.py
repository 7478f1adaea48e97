"""How often: each amount of a text counted against the period that stands beside it. Pure.

Three 25-minute sessions a week, 25 minutes three times weekly and 3 x 25 min per week are the same to the
reader, and to this.
"""

from __future__ import annotations

from typing import NamedTuple

from assessments.language.numbers import read_number
from assessments.language.quantities import amounts
from assessments.language.quantity import (
    COUNT,
    EVENT,
    MINUTE,
    MONEY,
    PER_CENT,
    SPAN,
    TIMES,
    Quantity,
    low,
)
from assessments.language.text import Text, Token, read
from assessments.language.units import ADVERBS, DAYS, EVENTS, MINUTES, PERIODS, SPANS

_BETWEEN = frozenset(
    "school term time working full single teaching literacy english maths mathematics science pe phonics "
    "whole taught academic new reading spelling writing art music practical timetabled".split()
)
_FAR_LEFT, _FAR_RIGHT, _MANY = 14, 12, 5
_LONG = 60


_STARTS = frozenset({"half", "each", "every", "alternate", "a", "an", "per", "/", *ADVERBS, *DAYS})


_KEPT = "quantities"


class Anchor(NamedTuple):
    """A period in a text: `n` periods (every six weeks), `own` where it says itself how often."""

    period: str
    n: float
    own: float
    first: int
    after: int
    loose: bool


def quantities_of(text: str | Text) -> list[Quantity]:
    """Every amount of a text, with how often it comes round, in order of place. Read once for each text."""
    text = read(text)
    if _KEPT not in text.kept:
        text.kept[_KEPT] = _quantities(text)
    return text.kept[_KEPT]


def _quantities(text: Text) -> list[Quantity]:
    found = amounts(text)
    lengths = {place for held in found if held.kind == MINUTE for place in range(held.first, held.until)}
    anchors = [anchor for anchor in _anchors(text) if anchor.first not in lengths]
    beside = _Beside(text.tokens, found)
    times = [quantity for anchor in anchors for quantity in beside.counted(anchor)]
    inside = {place for anchor in anchors for place in range(anchor.first + 1, anchor.after)}
    kept = [
        quantity
        for place, quantity in enumerate(found)
        if place not in beside.taken and quantity.first not in inside
    ]
    return sorted(kept + times, key=lambda quantity: quantity.first)


def _anchors(text: Text) -> list[Anchor]:
    tokens, found, after = text.tokens, [], 0
    for at in [at for at, word in enumerate(text.lows) if word in _STARTS]:
        if at >= after and (anchor := _anchor(tokens, at)):
            found.append(anchor)
            after = anchor.after
    return found


def _anchor(tokens: list[Token], at: int) -> Anchor | None:
    word = tokens[at].low
    if word == "half" and low(tokens, at + 1) == "termly":
        return Anchor("half-term", 1, 0, at, at + 2, False)
    if word in ADVERBS:
        if word.startswith("annual") and low(tokens, at + 1).startswith("review"):
            return None
        return Anchor(ADVERBS[word], 1, 0, at, at + 1, False)
    if word in ("each", "every", "alternate"):
        return _each(tokens, at)
    if word in ("a", "an", "per", "/"):
        return _per(tokens, at)
    if word in DAYS:
        return _weekdays(tokens, at)
    return None


def _each(tokens: list[Token], at: int) -> Anchor | None:
    place, n = at + 1, 2.0 if tokens[at].low == "alternate" else 1.0
    if low(tokens, place) in ("other", "second"):
        place, n = place + 1, 2.0
    elif place < len(tokens) and (number := read_number(tokens, place)):
        place, n = number.after, number.low
        if low(tokens, place) == "week" and low(tokens, place + 1) in ("block", "cycle"):
            return Anchor("block", 1, 0, at, place + 2, False)
        if low(tokens, place).startswith("min"):
            return Anchor("hour", n / 60, 0, at, place + 1, False)
    place = _past_adjectives(tokens, place)
    if low(tokens, place) == "half":
        if low(tokens, place + 1) in ("term", "terms"):
            return Anchor("half-term", n, 0, at, place + 2, False)
        return Anchor("hour", 0.5, 0, at, place + 2, False) if low(tokens, place + 1) == "hour" else None
    if low(tokens, place) in DAYS and (days := _weekdays(tokens, place)):
        return days._replace(first=at, n=n)
    period = PERIODS.get(low(tokens, place))
    return Anchor(period, n, 0, at, place + 1, False) if period else None


def _past_adjectives(tokens: list[Token], place: int) -> int:
    """Past what stands before a period: every term-time week. A term is itself one, but for term time."""
    while low(tokens, place) in _BETWEEN and (
        low(tokens, place) != "term" or low(tokens, place + 1) == "time"
    ):
        place += 1
    return place


def _per(tokens: list[Token], at: int) -> Anchor | None:
    """A week, per week, /week. After `a` and `an` only where something countable stands before."""
    word, place = tokens[at].low, _past_adjectives(tokens, at + 1)
    unit = low(tokens, place)
    if unit == "half" and low(tokens, place + 1) == "term":
        unit, place = "half-term", place + 1
    period = SPANS.get(unit) or ("hour" if unit == "hour" else None)
    if word == "per" and period is None:
        period = PERIODS.get(unit)
    if period is None or (word in ("a", "an") and not _countable(tokens, at - 1)):
        return None
    return Anchor(period, 1, 0, at, place + 1, True)


def _countable(tokens: list[Token], at: int) -> bool:
    if low(tokens, at) == "in":
        at -= 1
    word = low(tokens, at)
    known = word in EVENTS or word in MINUTES or word in SPANS or word in ("once", "twice", "thrice")
    return known or (at >= 0 and read_number(tokens, at) is not None)


def _weekdays(tokens: list[Token], at: int) -> Anchor | None:
    """On Mondays and Thursdays; Monday to Friday. One day without its s is a date, not a habit."""
    place, days = at, 0
    while low(tokens, place) in DAYS or (
        low(tokens, place) in (",", "and", "to") and low(tokens, place + 1) in DAYS
    ):
        if low(tokens, place) == "to":
            days += 3
        days += low(tokens, place) in DAYS
        place += 1
    if days < 2 and not tokens[at].low.endswith("s"):
        return None
    return Anchor("week", 1, float(days), at, place, False)


class _Beside:
    """The amounts of a text, and which of them belongs to a period. Events that are counted are `taken`."""

    def __init__(self, tokens: list[Token], found: list[Quantity]) -> None:
        self.tokens, self.found = tokens, found
        self.taken: set[int] = set()
        self._ends = {held.until: place for place, held in enumerate(found)}
        self._events: dict[int, list[int]] = {}
        for place, held in enumerate(found):
            if held.kind == EVENT:
                self._events.setdefault(tokens[held.first].sentence, []).append(place)

    def counted(self, anchor: Anchor) -> list[Quantity]:
        """What one period makes: so many times in so many periods; nothing where it only says a length."""
        if anchor.own:
            return [_times(anchor, anchor.own, anchor.own, anchor.first)]
        beside = self._ends.get(anchor.first, self._ends.get(anchor.first - 1))
        if beside is not None:
            if _is_number_of(anchor, self.found[beside]) and beside not in self.taken:
                return self._number_of(anchor, beside)
            if self.found[beside].kind in (MONEY, PER_CENT):
                return []
        place = self._event_for(anchor)
        if beside is not None and self.found[beside].kind == MINUTE:
            if place is None or not _belongs(self.found[place], self.found[beside]):
                return self._minutes_of(anchor, beside)
        if place is None:
            return [_times(anchor, 1, 1, anchor.first)]
        event = self.found[place]
        if event.first < anchor.first and anchor.after <= event.until and event.low > _MANY:
            return [_times(anchor, 1, 1, anchor.first)]
        self.taken.add(place)
        return [_times(anchor, event.low, event.high, min(event.first, anchor.first), event)]

    def _number_of(self, anchor: Anchor, place: int) -> list[Quantity]:
        """38 a year; five days a week. 38 weeks a year is a length, not a number of times."""
        held = self.found[place]
        if held.kind == SPAN and (held.unit != "day" or anchor.period == "day"):
            return []
        self.taken.add(place)
        return [_times(anchor, held.low, held.high, held.first, held)]

    def _minutes_of(self, anchor: Anchor, place: int) -> list[Quantity]:
        """15 minutes every day. Hours a week are an amount, which says nothing of how many times."""
        held = self.found[place]
        self.found[place] = held._replace(per=anchor.period)
        return [] if anchor.loose and held.low >= _LONG else [_times(anchor, 1, 1, anchor.first)]

    def _event_for(self, anchor: Anchor) -> int | None:
        """The events that belong to a period: the nearest before it in its sentence, else after."""
        events = self._events.get(self.tokens[anchor.first].sentence, ())
        free = [place for place in events if place not in self.taken]
        before = [p for p in free if 0 <= anchor.first - self.found[p].first <= _FAR_LEFT]
        after = [p for p in free if 0 <= self.found[p].first - anchor.after <= _FAR_RIGHT]
        return before[-1] if before else (after[0] if after else None)


def _is_number_of(anchor: Anchor, held: Quantity) -> bool:
    """Whether a bare number or a number of days stands right before `a year` or `every week`."""
    touches = held.until == anchor.first
    return touches and (held.kind == SPAN or (held.kind == COUNT and anchor.loose))


def _belongs(event: Quantity, minutes: Quantity) -> bool:
    """Whether a number of events and an amount of time are one phrase: three 25-minute sessions."""
    return event.first < minutes.first and minutes.first - event.until <= 4


def _times(anchor: Anchor, least: float, most: float, first: int, held: Quantity | None = None) -> Quantity:
    n = anchor.n or 1
    until = max(anchor.after, held.until if held else 0)
    bound = held.bound if held else ""
    return Quantity(TIMES, least / n, most / n, anchor.period, first, until, until, bound=bound)
