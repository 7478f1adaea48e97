"""Finding the days of a timeline: fixed, between two dates, or after one another. Pure."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import gcd
from typing import Any

from academy.law import dates
from academy.law.dates import Calendar, Count
from academy.law.pack import current_pack
from assessments.exercises.timelines import slots

Day = datetime.date
Row = Mapping[str, Any]
THREE_WEEKS, TWO_WEEKS = 21, 14


def is_fixed(rows: Sequence[Row]) -> bool:
    """Whether everybody gets the same dates."""
    return all(row["how"] == slots.FIXED for row in rows)


def draw_days(rows: Sequence[Row], seed: int, turn: int, rng: random.Random) -> dict[str, Day]:
    """A day for each row, in order. ValueError in words where a row allows none.

    On the first turn the first free day walks through all that are possible, so that seeds that follow one
    another differ for as long as that can be; everything else is chance.
    """
    found: dict[str, Day] = {}
    walks = turn == 0
    for row in rows:
        possible = candidates(row, found)
        if walks and len(possible) > 1:
            found[row["name"]] = possible[_place(seed, len(possible))]
            walks = False
        else:
            found[row["name"]] = rng.choice(possible)
    return found


def candidates(row: Row, known: Mapping[str, Day]) -> Sequence[Day]:
    """The days that a row allows, given those of the rows before it; never none."""
    table = current_pack().calendar
    possible = _FINDERS[row["how"]](row, known, table)
    if not possible:
        raise ValueError(f"{row['name']}: no day fits. Widen its dates.")
    return possible


def _place(seed: int, size: int) -> int:
    """Where a seed falls among so many: neighbours fall far apart and nowhere twice in `size` seeds."""
    stride = max(1, int(size * 0.618))
    while gcd(stride, size) > 1:
        stride += 1
    return seed * stride % size


def _fixed(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    return [Day.fromisoformat(row["on"])]


def _between(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    return _pool(row["on"], row["until"], row["how"] == slots.ANY_DAY, row.get("prefer") or "")


@lru_cache(maxsize=256)
def _pool(first: str, last: str, any_day: bool, prefer: str) -> tuple[Day, ...]:
    table = current_pack().calendar
    day, end = Day.fromisoformat(first), Day.fromisoformat(last)
    found = []
    while day <= end and table.knows(day):
        if any_day or table.is_working(day):
            found.append(day)
        day = dates.add_days(day, 1)
    return tuple([day for day in found if _is_preferred(day, prefer, table)] or found)


def _is_preferred(day: Day, prefer: str, table: Calendar) -> bool:
    if prefer == "bank_holiday":
        return any(dates.add_days(day, n) in table.holidays for n in range(1, THREE_WEEKS + 1))
    if prefer == "december":
        return day.month == 12 and day.day < 25
    if prefer == "august":
        return day.month == 8
    if prefer == "term_end":
        return any(day < one.shut_on <= dates.add_days(day, TWO_WEEKS) for one in table.closures)
    return True


def _away(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    """So long before or after another day; on working days if there are any."""
    back = row["how"] == slots.EARLIER
    least, most = int(row["least"]), int(row.get("most") or row["least"])
    found = [
        dates.end_of(known[row["of"]], Count(n, row["unit"], back=back), table)
        for n in range(least, most + 1)
    ]
    return [day for day in found if table.knows(day) and table.is_working(day)] or found


def _holiday_starts(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    first, last = Day.fromisoformat(row["on"]), Day.fromisoformat(row["until"])
    wanted = row.get("holiday") or ""
    return [
        one.shut_on
        for one in table.closures
        if first <= one.shut_on <= last and wanted.lower() in one.name.lower()
    ]


def _holiday_ends(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    return [one.reopens_on for one in table.closures if one.shut_on == known[row["of"]]]


def _september(row: Row, known: Mapping[str, Day], table: Calendar) -> Sequence[Day]:
    other = known[row["of"]]
    return [Day(other.year + (other >= Day(other.year, 9, 1)), 9, 1)]


_FINDERS: dict[str, Callable[[Row, Mapping[str, Day], Calendar], Sequence[Day]]] = {
    slots.FIXED: _fixed,
    slots.BETWEEN: _between,
    slots.ANY_DAY: _between,
    slots.AFTER: _away,
    slots.EARLIER: _away,
    slots.HOLIDAY_STARTS: _holiday_starts,
    slots.HOLIDAY_ENDS: _holiday_ends,
    slots.SEPTEMBER: _september,
}
