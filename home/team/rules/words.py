"""The opening sentence of a team in words. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from academy.kit.words import day_month, day_month_year, listed

NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
WEEK = 6


def number(count: int) -> str:
    """four; 14"""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _big(words: str) -> str:
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Lapse:
    """A level that lapsed, or lapses soon, on a day."""

    on: datetime.date
    over: bool


def say_day(when: datetime.date, today: datetime.date) -> str:
    """today; on Friday; on 2 December; on 4 January 2027"""
    ahead = (when - today).days
    if ahead == 0:
        return "today"
    if 0 < ahead <= WEEK:
        return f"on {when:%A}"
    return f"on {day_month(when)}" if when.year == today.year else f"on {day_month_year(when)}"


def say_finalise(count: int) -> str:
    """Four people can finalise plans alone."""
    if count == 0:
        return "Nobody here can finalise plans alone."
    return f"{_big(number(count))} {'person' if count == 1 else 'people'} can finalise plans alone."


def say_starters(gates: Sequence[tuple[int, datetime.date | None]], today: datetime.date) -> str:
    """Two starters reach gate 2 on Friday. `gates`: the number and day of each starter's next gate."""
    ahead = [(day, gate) for gate, day in gates if day is not None and day >= today]
    late = sum(1 for _, day in gates if day is not None and day < today)
    said = []
    if ahead:
        day, gate = min(ahead)
        count = ahead.count((day, gate))
        verb = "starter reaches" if count == 1 else "starters reach"
        said.append(f"{_big(number(count))} {verb} gate {gate} {say_day(day, today)}.")
    if late:
        said.append(
            f"{_big(number(late))} {'starter is' if late == 1 else 'starters are'} past a gate’s date."
        )
    return " ".join(said)


def say_lapses(lapses: Sequence[Lapse], today: datetime.date) -> str:
    """One level has lapsed and one lapses on 2 December."""
    over = sum(one.over for one in lapses)
    soon = sorted(one.on for one in lapses if not one.over)
    said = []
    if over:
        said.append(f"{number(over)} {'level has' if over == 1 else 'levels have'} lapsed")
    if soon:
        noun = "" if over else "level " if len(soon) == 1 else "levels "
        if len(set(soon)) == 1:
            when = say_day(soon[0], today)
            said.append(f"{number(len(soon))} {noun}{'lapses' if len(soon) == 1 else 'lapse'} {when}")
        else:
            said.append(f"{number(len(soon))} {noun}lapse soon, the first {say_day(soon[0], today)}")
    return f"{_big(listed(said))}." if said else ""


def say_opening(
    *,
    finalise: int,
    gates: Sequence[tuple[int, datetime.date | None]],
    lapses: Sequence[Lapse],
    today: datetime.date,
) -> str:
    """The whole opening: who can finalise, who is at a gate, what lapses."""
    parts = (say_finalise(finalise), say_starters(gates, today), say_lapses(lapses, today))
    return " ".join(part for part in parts if part)
