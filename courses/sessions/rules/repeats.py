"""On which days a session that repeats takes place, and what is to be known about each day. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.law.dates import Calendar

Day = datetime.date
WEEK, FORTNIGHT, MONTH = "week", "fortnight", "month"
EVERY = {WEEK: "Every week", FORTNIGHT: "Every fortnight", MONTH: "Every month"}
DAYS = {WEEK: 7, FORTNIGHT: 14}
MOST = 26
"""So many dates can be made in one go: half a year of weeks."""
MONTHS = 12


@dataclass(frozen=True)
class DayNote:
    """A day with what speaks against it: a bank holiday, a school holiday, a weekend. Empty: nothing."""

    day: Day
    notes: tuple[str, ...]


def days_of(first: Day, *, every: str = "", times: int = 1, more: Sequence[Day] = ()) -> list[Day]:
    """The first day, its repeats, and days named besides, in order and each once.

    Every month means the same weekday of the month, such as the second Tuesday; where a month has no fifth
    one, its last.
    """
    if times > MOST or times < 1:
        raise Refused(f"Make between 1 and {MOST} dates in one go.", code="times")
    if every in DAYS:
        repeats = [first + datetime.timedelta(days=DAYS[every] * n) for n in range(times)]
    elif every == MONTH:
        repeats = [_months_on(first, n) for n in range(times)]
    else:
        repeats = [first]
    days = sorted({*repeats, *more})
    if len(days) > MOST:
        raise Refused(f"Make at most {MOST} dates in one go.", code="times")
    return days


def _months_on(first: Day, n: int) -> Day:
    """The same weekday of a later month, in the same week of it."""
    years, month = divmod(first.month - 1 + n, MONTHS)
    start = Day(first.year + years, month + 1, 1)
    nth = (first.day - 1) // 7
    day = start + datetime.timedelta(days=(first.weekday() - start.weekday()) % 7 + 7 * nth)
    return day if day.month == start.month else day - datetime.timedelta(days=7)


def note_days(days: Sequence[Day], calendar: Calendar) -> list[DayNote]:
    """Each day with its bank holiday, school holiday or weekend. Beyond the calendar's years: weekends."""
    return [DayNote(day, tuple(_notes(day, calendar))) for day in days]


def _notes(day: Day, calendar: Calendar) -> list[str]:
    found = [calendar.why_not_working(day)]
    found += [
        f"in the school holidays ({one.name})"
        for one in calendar.closures
        if one.shut_on <= day < one.reopens_on
    ]
    return [note for note in found if note]
