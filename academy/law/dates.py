"""Counting statutory time. Pure, and the only place in the academy that counts days.

Conventions (docs/decisions records why): a week is seven days; the day a thing happens is not counted unless
the law says that a period begins with that day; a month runs to the same day of a later month, or to the last
day of that month where there is no such day; nothing moves for a weekend or a bank holiday, except the time
to start a tribunal appeal that ends in August or from 25 December to 1 January. Everything here takes and
gives calendar dates, so the clocks going forward or back changes nothing.
"""

import calendar as months
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from academy.kit import words

Day = datetime.date
UNITS = {"days": "day", "working_days": "working day", "weeks": "week", "months": "month"}
FIRST, LAST = Day(1990, 1, 1), Day(2099, 12, 31)


@dataclass(frozen=True)
class Closure:
    """Days on which schools are shut: the first day shut and the day they open again."""

    name: str
    shut_on: Day
    reopens_on: Day


@dataclass(frozen=True)
class Calendar:
    """Bank holidays of whole years, and school closures. `source` says where they were taken from."""

    name: str
    source: str
    first_year: int
    last_year: int
    holidays: Mapping[Day, str]
    closures: tuple[Closure, ...] = ()
    closures_source: str = ""

    def knows(self, day: Day) -> bool:
        """Whether the bank holidays of that year are in the table."""
        return self.first_year <= day.year <= self.last_year

    def is_working(self, day: Day) -> bool:
        """Whether the day is a working day. ValueError in words outside the years of the table."""
        if not self.knows(day):
            raise ValueError(
                f"Bank holidays are known here from {self.first_year} to {self.last_year}, "
                f"so working days in {day.year} cannot be counted."
            )
        return day.weekday() < 5 and day not in self.holidays

    def why_not_working(self, day: Day) -> str:
        """What kind of day it is: a Saturday, a Sunday or a bank holiday by name; empty for a working day."""
        if day in self.holidays:
            return f"a bank holiday ({self.holidays[day]})"
        return {5: "a Saturday", 6: "a Sunday"}.get(day.weekday(), "")


@dataclass(frozen=True)
class Count:
    """A length of time, counted back if `back`. `first_day_counts`: it begins with the day of the event."""

    n: int
    unit: str
    first_day_counts: bool = False
    back: bool = False

    @property
    def words(self) -> str:
        """6 weeks, 1 month, 30 working days"""
        return words.plural(self.n, UNITS[self.unit])


@dataclass(frozen=True)
class Before:
    """Before a day of the calendar year in which the event falls: the last day is the one before."""

    month: int
    day: int

    @property
    def words(self) -> str:
        """before 15 February"""
        return f"before {self.day} {months.month_name[self.month]}"


@dataclass(frozen=True)
class Counted:
    """A date and how it was reached, one sentence a step."""

    date: Day
    steps: tuple[str, ...] = field(default_factory=tuple)


def read_day(text: str) -> Day:
    """A date written as 2026-09-07. ValueError says in words what is impossible about it."""
    parts = text.strip().split("-")
    if [len(part) for part in parts] != [4, 2, 2] or not all(
        part.isascii() and part.isdigit() for part in parts
    ):
        raise ValueError(f"{text.strip()!r} is not a date. Write it as 2026-09-07.")
    year, month, day = map(int, parts)
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}: months are 01 to 12.")
    if not FIRST.year <= year <= LAST.year:
        raise ValueError(f"The year {year} cannot be right. Use a year from {FIRST.year} to {LAST.year}.")
    length = months.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise ValueError(
            f"There is no {day} {months.month_name[month]} {year}: that month has {length} days."
        )
    return Day(year, month, day)


def add_months(day: Day, n: int) -> Day:
    """The same day of the month `n` months on (or back), or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return Day(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def add_days(day: Day, n: int) -> Day:
    """`n` calendar days on, or back."""
    return day + datetime.timedelta(days=n)


def add_weeks(day: Day, n: int) -> Day:
    """`n` blocks of seven days on, or back."""
    return add_days(day, 7 * n)


def add_working_days(day: Day, n: int, table: Calendar) -> Day:
    """`n` working days on, or back; the day itself is not counted."""
    step = 1 if n > 0 else -1
    for _ in range(abs(n)):
        day = add_days(day, step)
        while not table.is_working(day):
            day = add_days(day, step)
    return day


def end_of(start: Day, count: Count, table: Calendar) -> Day:
    """The last day of a period that is counted from `start`."""
    n = -count.n if count.back else count.n
    if count.unit == "months":
        end = add_months(start, n)
        return add_days(end, -1) if count.first_day_counts and end.day == start.day else end
    if count.first_day_counts:
        start = add_days(start, -1)
    if count.unit == "working_days":
        return add_working_days(start, n, table)
    return add_weeks(start, n) if count.unit == "weeks" else add_days(start, n)


def last_day_before(before: Before, year: int) -> Day:
    """The last day that is still before the fixed day of that year."""
    return add_days(Day(year, before.month, before.day), -1)


def lasts(closure: Closure) -> int:
    """How many days a closure lasts, weekends included."""
    return (closure.reopens_on - closure.shut_on).days


def closure_window(shut: Day, reopens: Day, lead_weeks: int) -> tuple[Day, Day]:
    """The first and the last day on which advice can have been asked for so that a closure counts."""
    return add_weeks(shut, -lead_weeks), add_weeks(reopens, -lead_weeks)


def safe_day(day: Day, table: Calendar) -> Day:
    """The last working day on or before `day`: when to send so that somebody is there to send it."""
    while not table.is_working(day):
        day = add_days(day, -1)
    return day


def working_day_from(day: Day, table: Calendar) -> Day:
    """The first working day on or after `day`."""
    while not table.is_working(day):
        day = add_days(day, 1)
    return day


def is_resting(day: Day) -> bool:
    """Whether the tribunal gives more time to start an appeal: August, and 25 December to 1 January."""
    return day.month == 8 or (day.month == 12 and day.day >= 25) or (day.month == 1 and day.day == 1)


def roll_for_tribunal(day: Day, table: Calendar) -> Day:
    """The last day to start an appeal: the first working day after 31 August or 1 January, else unchanged."""
    if not is_resting(day):
        return day
    return working_day_from(
        Day(day.year, 9, 1) if day.month == 8 else Day(day.year + (day.month == 12), 1, 2), table
    )


def count(start: Day, limit: Count | Before, table: Calendar) -> Counted:
    """The date that a limit gives, with the counting in words."""
    if isinstance(limit, Before):
        edge = Day(start.year, limit.month, limit.day)
        end = last_day_before(limit, start.year)
        said = f"The law says before {_say(edge)}, not by it, so the last day is {_say(end)}."
        return Counted(end, (said,))
    end = end_of(start, limit, table)
    return Counted(end, (_sum(start, limit, end), *_asides(start, limit, end, table)))


def roll(counted: Counted, table: Calendar) -> Counted:
    """The tribunal's rule for the time to start an appeal, said in words when it moves the day."""
    end = roll_for_tribunal(counted.date, table)
    if end == counted.date:
        return counted
    when = "in August" if counted.date.month == 8 else "from 25 December to 1 January"
    after = "31 August" if counted.date.month == 8 else "1 January"
    said = (
        f"{_say(counted.date)} falls {when}, when the tribunal gives more time to start an appeal: "
        f"the last day is the first working day after {after}, {words.full_date(end)}."
    )
    return Counted(end, (*counted.steps, said))


def _say(day: Day) -> str:
    return words.day_month_year(day)


def _sum(start: Day, limit: Count, end: Day) -> str:
    """7 September + 6 weeks = 19 October 2026"""
    begin = words.day_month(start) if start.year == end.year else _say(start)
    if limit.first_day_counts and limit.unit == "days":
        return f"{begin} is day 1, so day {limit.n} is {_say(end)}."
    if limit.first_day_counts:
        return f"The {limit.words} begin with {begin}, so the last day is {_say(end)}."
    return f"{begin} {'-' if limit.back else '+'} {limit.words} = {_say(end)}."


def _asides(start: Day, limit: Count, end: Day, table: Calendar) -> tuple[str, ...]:
    if limit.unit == "months" and start.day > end.day and not limit.first_day_counts:
        return (f"{end:%B} {end.year} has no day {start.day}, so the period ends on its last day.",)
    if limit.unit == "working_days":
        low, high = sorted((start, end))
        left = [
            words.day_month(day) for day in sorted(table.holidays) if low < day < high and day.weekday() < 5
        ]
        rest = f" and the bank holidays {words.listed(left)}" if left else ""
        return (
            f"Saturdays, Sundays{rest} are not counted."
            if left
            else "Saturdays and Sundays are not counted.",
        )
    return ()


@dataclass(frozen=True)
class Tested:
    """Whether the facts of an exception fit its words in the law, and the reasons, one sentence each."""

    fits: bool
    reasons: tuple[str, ...]


def closure_fits(*, shut: Day, reopens: Day, asked: Day, weeks: int, lead_weeks: int) -> Tested:
    """A setting was shut for `weeks` or more on end, and you asked it for advice inside the window.

    The window runs from `lead_weeks` before it shuts to `lead_weeks` before it opens again, both included.
    """
    days, needed = (reopens - shut).days, 7 * weeks
    opens, ends = closure_window(shut, reopens, lead_weeks)
    long_enough, inside = days >= needed, opens <= asked <= ends
    closed = f"It was shut for {words.plural(days, 'day')}; {needed} are needed."
    if not long_enough:
        return Tested(False, (closed, "A shorter closure, such as a two-week holiday, never counts."))
    window = (
        f"Advice must have been asked for from {_say(opens)} to {_say(ends)}; "
        f"{words.day_month(asked)} is {'inside' if inside else 'outside'}."
    )
    return Tested(inside, (closed, window))


def absence_fits(*, away: Day, back: Day, start: Day, end: Day, weeks: int) -> Tested:
    """Somebody was away for `weeks` or more on end from `start` to `end`. The day `back` is not counted."""
    first, last = max(away, start), min(back, add_days(end, 1))
    days, needed = max((last - first).days, 0), 7 * weeks
    said = (
        f"They were away for {words.plural(days, 'day')} on end within the period from {_say(start)} "
        f"to {_say(end)}; {needed} are needed."
    )
    return Tested(days >= needed, (said,))


def falls_within(*, began: Day, ended: Day, start: Day, end: Day) -> Tested:
    """Something happened or went on within the period from `start` to `end`."""
    fits = began <= end and ended >= start
    return Tested(
        fits,
        (f"It {'falls' if fits else 'does not fall'} within the period from {_say(start)} to {_say(end)}.",),
    )
