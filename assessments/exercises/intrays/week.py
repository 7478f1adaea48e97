"""The week of an in-tray as places in time, and contact between milestones. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache

from academy.kit.words import short_date
from academy.law.dates import Calendar, add_days, safe_day

Day = datetime.date

DAYS = ("mon", "tue", "wed", "thu", "fri")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PARTS = ("first thing", "morning", "afternoon")
PLACES = tuple(f"{day}-{part}" for day in DAYS for part in range(1, len(PARTS) + 1))
LATER = "later"
LONGEST_GAP = 21
"""The most days between two contacts: three weeks."""

_NUMBERS = {place: number for number, place in enumerate(PLACES)}
BY_PLACE = tuple(
    (place, f"{NAMES[number // len(PARTS)]}, {PARTS[number % len(PARTS)]}")
    for number, place in enumerate(PLACES)
)


def place_number(place: str) -> int:
    """How far into the week a place is; a task left for later comes after all of it."""
    return _NUMBERS.get(place, len(PLACES))


def day_of(place: str) -> str:
    """mon-2 is mon; empty for later."""
    return place.partition("-")[0] if place in _NUMBERS else ""


@lru_cache(maxsize=512)
def places_in_words(monday: Day) -> tuple[tuple[str, str], ...]:
    """Every place with its words: Mon 30 Nov, first thing."""
    found = tuple(
        (place, f"{short_date(add_days(monday, number // len(PARTS)))}, {PARTS[number % len(PARTS)]}")
        for number, place in enumerate(PLACES)
    )
    return ((LATER, "Not this week"), *found)


def needed_contacts(start: Day, end: Day) -> int:
    """How many contacts keep every gap from `start` to `end` within three weeks."""
    return max(0, -(-(end - start).days // LONGEST_GAP) - 1)


def gaps_of(start: Day, end: Day, contacts: Iterable[Day]) -> list[tuple[Day, Day]]:
    """The stretches between contacts, from one milestone to the next."""
    stops = [start, *sorted({day for day in contacts if start < day < end}), end]
    return list(zip(stops, stops[1:], strict=False))


def long_gaps(gaps: Sequence[tuple[Day, Day]]) -> list[tuple[Day, Day]]:
    """The stretches of more than three weeks."""
    return [gap for gap in gaps if (gap[1] - gap[0]).days > LONGEST_GAP]


def contacts_for(start: Day, end: Day, table: Calendar) -> list[Day]:
    """Contacts on working days that leave no gap of more than three weeks: the latest day each time."""
    found: list[Day] = []
    last = start
    while (end - last).days > LONGEST_GAP:
        last = safe_day(add_days(last, LONGEST_GAP), table)
        found.append(last)
    return found
