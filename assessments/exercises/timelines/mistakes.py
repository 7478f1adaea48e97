"""Wrong answers that have a reason: the date is counted again as somebody might have miscounted it. Pure.

Every wrong way of counting is the right way of `academy.law.dates` with one thing changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from academy.kit import words
from academy.law import dates
from academy.law.dates import Before, Calendar, Closure, Count
from academy.law.pack import current_pack
from academy.law.queries.timelines import Due, Timeline
from assessments.exercises.timelines.slots import HOLIDAY, STAFF, WORKING_DAYS

Day = datetime.date
SHUT = "school_closed"


def in_sentence(text: str) -> str:
    """A sentence's words as they stand inside another one."""
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class Mistake:
    """A wrong date, what probably went wrong, and the trap that it is, if it is one."""

    date: Day
    kind: str
    words: str
    never: str = ""


@dataclass(frozen=True)
class Stop:
    """A time for which somebody may think that the clock stood still."""

    ground: str
    title: str
    first: Day
    back: Day

    @property
    def never(self) -> str:
        """The trap that it would be: too few staff, or a short holiday, also one that is called a closure."""
        if self.ground in (STAFF, HOLIDAY):
            return self.ground
        pack = current_pack()
        short = self.days < 7 * pack.grounds[SHUT].weeks and any(
            one.shut_on <= self.first and self.back <= one.reopens_on for one in pack.calendar.closures
        )
        return HOLIDAY if self.ground == SHUT and short else ""

    @property
    def days(self) -> int:
        """How long it was."""
        return dates.lasts(Closure("", self.first, self.back))


def mistakes_with(
    due: Due, timeline: Timeline, named: Mapping[str, Day], stops: Sequence[Stop]
) -> dict[str, Mistake]:
    """Wrong answers for a date by the date as text. The right date is never among them.

    What may have been an honest mix-up of rules is not called a trap.
    """
    found: dict[str, Mistake] = {}
    begin, limit = start_of(due, timeline)
    table = timeline.pack.calendar
    for mistake in (
        *_another_rule(due, timeline),
        *_stopped(due, stops),
        *_counted_otherwise(due, begin, limit, table),
        *_moved(due, begin, limit, table),
        *_wrong_start(due, timeline, named, limit),
        *_one_out(due, limit),
    ):
        if mistake.date != due.date:
            found.setdefault(mistake.date.isoformat(), mistake)
    return found


def start_of(due: Due, timeline: Timeline) -> tuple[Day, Count | Before]:
    """The day from which a date was counted, and how far."""
    for start in due.clause.starts:
        if start.event == due.event:
            return due.started, start.limit
    start = due.clause.starts[0]
    for other in timeline.dues:
        if other.rule is due.rule and other.clause.key == start.date:
            return other.date, start.limit
    return due.started, start.limit


def before_rolling(due: Due, timeline: Timeline) -> Day:
    """The date before the tribunal's rule for August and Christmas."""
    begin, limit = start_of(due, timeline)
    return dates.count(begin, limit, timeline.pack.calendar).date


def _stopped(due: Due, stops: Sequence[Stop]) -> Iterator[Mistake]:
    for stop in stops:
        said = (
            f"You stopped the clock for {words.plural(stop.days, 'day')} ({in_sentence(stop.title)}). "
            "The clock never stops, and no exception adds time."
        )
        for days in (stop.days, stop.days + 1):
            yield Mistake(dates.add_days(due.date, days), "stopped the clock", said, stop.never)


def _counted_otherwise(due: Due, begin: Day, limit: Count | Before, table: Calendar) -> Iterator[Mistake]:
    """The same length in another unit."""
    if isinstance(limit, Before):
        edge = dates.add_days(due.date, 1)
        yield Mistake(edge, "by for before", f"The law says {limit.words}, so that day itself is too late.")
    elif limit.unit == "days":
        yield from _working_days_for_days(due, begin, limit, table)
    elif limit.unit == "weeks":
        yield from _other_weeks(begin, limit, table)
    elif limit.unit == "months":
        n = -limit.n if limit.back else limit.n
        said = f"A month is not {{}}. {limit.words.capitalize()} run to the same day of a later month."
        yield Mistake(dates.add_days(begin, 30 * n), "days for months", said.format("30 days"))
        yield Mistake(dates.add_weeks(begin, 4 * n), "weeks for months", said.format("four weeks"))
    else:
        yield from _calendar_for_working(begin, limit, table)


def _working_days_for_days(due: Due, begin: Day, limit: Count, table: Calendar) -> Iterator[Mistake]:
    never = WORKING_DAYS if due.rule.code == "TR-05" else ""
    said = f"You counted working days. These {limit.n} days are calendar days: weekends and holidays count."
    for first in (True, False):
        wrong = replace(limit, unit="working_days", first_day_counts=first)
        yield Mistake(dates.end_of(begin, wrong, table), "working days", said, never)
    bare = replace(table, holidays={})
    for first in (True, False):
        wrong = replace(limit, unit="working_days", first_day_counts=first)
        yield Mistake(dates.end_of(begin, wrong, bare), "working days", said, never)


def _other_weeks(begin: Day, limit: Count, table: Calendar) -> Iterator[Mistake]:
    said = "You left out bank holidays. A week is always seven days."
    five = Count(5 * limit.n, "working_days", back=limit.back)
    yield Mistake(dates.end_of(begin, five, table), "left out bank holidays", said)
    if limit.n % 4 == 0:
        months = Count(limit.n // 4, "months", back=limit.back)
        said = f"You counted months. {limit.words.capitalize()} are {7 * limit.n} days."
        yield Mistake(dates.end_of(begin, months, table), "months for weeks", said)


def _calendar_for_working(begin: Day, limit: Count, table: Calendar) -> Iterator[Mistake]:
    said = "You counted calendar days. This limit is in working days."
    yield Mistake(dates.end_of(begin, replace(limit, unit="days"), table), "calendar days", said)
    bare = replace(table, holidays={})
    said = "You counted a bank holiday as a working day."
    yield Mistake(dates.end_of(begin, limit, bare), "counted bank holidays", said)
    first = replace(limit, first_day_counts=True)
    said = "You counted the day itself. The first working day after it is day 1."
    yield Mistake(dates.end_of(begin, first, table), "counted the first day", said)


def _moved(due: Due, begin: Day, limit: Count | Before, table: Calendar) -> Iterator[Mistake]:
    """Rolled forward or back, the tribunal's rule forgotten, or counted in the wrong direction."""
    if due.clause.roll:
        raw = dates.count(begin, limit, table).date
        said = "The tribunal gives more time when the last day falls in August or at Christmas."
        yield Mistake(raw, "forgot the tribunal's rule", said)
        for day in (dates.add_months(raw, 1), Day(raw.year, 9, 1)):
            said = "The last day is the first working day after that time."
            yield Mistake(day, "moved it the wrong way", said)
    if table.knows(dates.add_days(due.date, 7)):
        rolled = dates.working_day_from(due.date, table)
        said = "You moved it to the next working day. Nothing rolls forward here."
        yield Mistake(rolled, "rolled forward", said)
    if due.safe and not due.is_minimum:
        said = "That is the practical safe day. The question is the last day in law."
        yield Mistake(due.safe, "safe day for last day", said)
    if isinstance(limit, Count):
        turned = dates.end_of(begin, replace(limit, back=not limit.back), table)
        yield Mistake(turned, "wrong direction", "You counted in the wrong direction.")


def _another_rule(due: Due, timeline: Timeline) -> Iterator[Mistake]:
    for other in timeline.dues:
        said = f"That is the date for another step: {in_sentence(other.clause.task)} ({other.rule.code})."
        yield Mistake(other.date, "another rule", said)


def _wrong_start(
    due: Due, timeline: Timeline, named: Mapping[str, Day], limit: Count | Before
) -> Iterator[Mistake]:
    """The right length from the wrong day."""
    if isinstance(limit, Count):
        label = in_sentence(timeline.pack.events[due.event].label)
        for day in named.values():
            if day == due.started:
                continue
            said = (
                f"You counted from {words.day_month_year(day)}. This clock starts on "
                f"{words.day_month_year(due.started)}: {label}."
            )
            yield Mistake(dates.end_of(day, limit, timeline.pack.calendar), "wrong start", said)


def _one_out(due: Due, limit: Count | Before) -> Iterator[Mistake]:
    first_counts = isinstance(limit, Count) and limit.first_day_counts
    late = (
        "One day too late: the first day is day 1 and is counted."
        if first_counts
        else "One day too late: you started to count a day late."
    )
    early = (
        "One day too early."
        if first_counts
        else "One day too early: you counted the day itself. Counting starts the day after."
    )
    yield Mistake(dates.add_days(due.date, 1), "a day late", late)
    yield Mistake(dates.add_days(due.date, -1), "a day early", early)
