"""Six weeks laid out over somebody's own working days. Pure.

The programme is thirty full days of work: five to a week. A day of the induction is therefore a day on which
the person is at work, and everything else follows from that one rule. A bank holiday, a day they do not work
and a day they were away are all days without work, so each moves the rest of the weeks, and the gates, on to
their next working days. Nobody gets fewer hours for the same tasks because they work part of the week, had a
bank holiday or were ill: they get as many days, later.

Part-time people therefore get proportionally more calendar time: three days a week take ten calendar weeks.
What a day is worth comes from their post: a morning counts half, and the worths of a calendar week add up to
the share of full time in the contract. Somebody with 0.8 over five days brings 0.8 of a day each day, and
somebody who does full time in four longer days brings 1.25.

Bank holidays are those of the law's own table. Beyond the years it knows, Mondays to Fridays are counted.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from academy.law.dates import Calendar, add_days

Day = datetime.date
WEEKS, PROTECTED_WEEKS = 6, 12
GATE_WEEKS = {1: 2, 2: 4, 3: 6}
"""At the end of which week each gate stands."""
CHECK_AFTER = 90
"""So many days after gate 3 two live plans are looked at: they can be written without a second pair of eyes
from that gate on only. Never before the protected caseload ends."""
FULL_DAY = 10_000
WEEK = 5 * FULL_DAY
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*(\((?:am|pm)\))?", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """What each weekday is worth from a day on, Monday first, in ten-thousandths of a full day."""

    starts_on: Day
    worth: tuple[int, ...]


@dataclass(frozen=True)
class Span:
    """Days on which somebody was not there, both ends included."""

    starts_on: Day
    ends_on: Day


@dataclass(frozen=True)
class Week:
    """One week of the programme: its number and the person's own working days in it."""

    number: int
    days: tuple[Day, ...]

    @property
    def starts_on(self) -> Day:
        """Its first working day."""
        return self.days[0]

    @property
    def ends_on(self) -> Day:
        """Its last working day."""
        return self.days[-1]


@dataclass(frozen=True)
class MemberCalendar:
    """One person's weeks and dates. `missed` are working days they were away between the first and gate 3."""

    weeks: tuple[Week, ...]
    gates: Mapping[int, Day]
    protected_until: Day
    check_on: Day
    missed: tuple[Day, ...] = ()
    still_away: bool = False
    """Nobody has said yet when they come back: the dates are the earliest ones."""

    @property
    def starts_on(self) -> Day:
        """The first day."""
        return self.weeks[0].starts_on

    def week_on(self, day: Day) -> Week | None:
        """The week that a day falls in, a weekend to the week before it; None outside the six weeks."""
        if day > self.weeks[-1].ends_on:
            return None
        begun = [week for week in self.weeks if week.starts_on <= day]
        return begun[-1] if begun else None

    def next_gate(self, day: Day) -> int | None:
        """The number of the first gate that has not passed on a day; None after the last."""
        return next((number for number, on in sorted(self.gates.items()) if on >= day), None)

    def released_on(self, week: int) -> Day | None:
        """The day on which the modules of a week open; None for a week that is not one of the six."""
        return next((one.starts_on for one in self.weeks if one.number == week), None)


def hours_of(*, starts_on: Day, working_days: str, share: Decimal | float) -> Hours:
    """The worth of each weekday from the words of a post, such as “Mon Tue Wed(am)”, and its share of full
    time. Without words it is Monday to Friday."""
    weights = [Decimal(0)] * 7
    for name, half in ONE_DAY.findall(working_days):
        weights[NAMES.index(name.lower())] = Decimal("0.5") if half else Decimal(1)
    if not any(weights):
        weights = [Decimal(1)] * 5 + [Decimal(0)] * 2
    each = Decimal(str(share)) * 5 / sum(weights) if Decimal(str(share)) > 0 else Decimal(1)
    return Hours(starts_on, tuple(math.ceil(weight * each * FULL_DAY) for weight in weights))


FULL_TIME = hours_of(starts_on=Day.min, working_days="", share=1)


def is_open(day: Day, table: Calendar) -> bool:
    """Whether a day is no bank holiday, as far as the table knows."""
    return not table.knows(day) or day not in table.holidays


def worth_of(day: Day, hours: Sequence[Hours], table: Calendar) -> int:
    """What a day is worth to somebody with these hours, if they are there. `hours` is in order of time."""
    if not is_open(day, table):
        return 0
    begun = [one for one in hours if one.starts_on <= day]
    held = begun[-1] if begun else (hours[0] if hours else FULL_TIME)
    return held.worth[day.weekday()]


def works_on(day: Day, hours: Sequence[Hours], away: Iterable[Span], table: Calendar) -> bool:
    """Whether somebody is at work on a day."""
    return worth_of(day, hours, table) > 0 and not _is_away(day, away)


def lay_out(
    *,
    starts_on: Day,
    hours: Sequence[Hours],
    away: Sequence[Span],
    table: Calendar,
    still_away: bool = False,
) -> MemberCalendar:
    """The weeks, gates and dates of somebody who begins on a day."""
    weeks: list[list[Day]] = [[]]
    done = 0
    for day in working_days(starts_on, hours, away, table):
        if done >= WEEK * len(weeks):
            if len(weeks) == PROTECTED_WEEKS:
                break
            weeks.append([])
        weeks[-1].append(day)
        done += worth_of(day, hours, table)
    taught = tuple(Week(number, tuple(days)) for number, days in enumerate(weeks[:WEEKS], start=1))
    gates = {number: taught[week - 1].ends_on for number, week in GATE_WEEKS.items()}
    protected = weeks[-1][-1]
    check = max(add_days(gates[3], CHECK_AFTER), protected)
    return MemberCalendar(
        weeks=taught,
        gates=gates,
        protected_until=protected,
        check_on=next(working_days(check, hours, away, table)),
        missed=tuple(_missed(starts_on, gates[3], hours, away, table)),
        still_away=still_away,
    )


def working_days(first: Day, hours: Sequence[Hours], away: Sequence[Span], table: Calendar) -> Iterator[Day]:
    """Somebody's days at work from a day on, that day included if it is one."""
    day = first
    while True:
        if works_on(day, hours, away, table):
            yield day
        day = add_days(day, 1)


def _missed(
    first: Day, last: Day, hours: Sequence[Hours], away: Sequence[Span], table: Calendar
) -> Iterator[Day]:
    for number in range((last - first).days + 1):
        day = add_days(first, number)
        if worth_of(day, hours, table) and _is_away(day, away):
            yield day


def _is_away(day: Day, away: Iterable[Span]) -> bool:
    return any(span.starts_on <= day <= span.ends_on for span in away)
