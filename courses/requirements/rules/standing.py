"""Where people stand against the matrix: due, overdue, done or exempt, from plain rows. Pure.

A first date counts from the start in post, or from the day a requirement began to be asked when that is
later: nobody is late on the day on which a requirement is written. Guests are never due.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from courses.requirements.rules.audiences import OTHERS, roles_in

Day = datetime.date
ASKING = ("all", "targeted")
"""Kinds that ask by themselves. The others leave it to a person or to the audit rules."""
DUE, OVERDUE, DONE, EXEMPT = "due", "overdue", "done", "exempt"
NOTICE = 30
"""So many days before a refresh it is asked for."""
READ_DAYS = 14
"""So many days there are to read a page again after it changed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One requirement that asks by itself."""

    pk: int
    training: str
    group: str
    roles: tuple[str, ...]
    things: tuple[str, ...]
    first_days: int
    refresh_months: int | None
    active_from: Day
    active_to: Day | None
    reason: str

    def is_active(self, on: Day) -> bool:
        """Whether it asks on a day."""
        return self.active_from <= on and (self.active_to is None or on <= self.active_to)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a role since a day."""

    person: int
    role: str
    since: Day


@dataclass(frozen=True)
class Facts:
    """What people have done and need not do. `done` of a page is the day of the version that counts; `out`
    says since when that version is out, and `earlier` who has read the page before it."""

    done: Mapping[tuple[int, str], Day] = field(default_factory=dict)
    exempt: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    out: Mapping[str, Day] = field(default_factory=dict)
    earlier: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One person and one thing: how they stand and why it is asked. `due_on` of something done is the day on
    which it has to be refreshed, if ever."""

    person: int
    code: str
    requirement: int
    training: str
    state: str
    due_on: Day | None
    done_on: Day | None
    reason: str


def add_months(day: Day, months: int) -> Day:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return Day(day.year + years, month + 1, min(day.day, last))


def stand(*, cells: Iterable[Cell], holders: Iterable[Holder], facts: Facts, today: Day) -> list[Line]:
    """Every person and thing once, in the order of the cells: what several ask is the earliest of them."""
    by_role = _by_role(cells, today)
    found: dict[tuple[int, str], Line] = {}
    for holder in holders:
        for cell in by_role.get(holder.role, ()):
            for code in cell.things:
                line = _line(cell, holder, code, facts, today)
                known = found.get((line.person, code))
                if known is None or _weight(line) < _weight(known):
                    found[line.person, code] = line
    return list(found.values())


def _by_role(cells: Iterable[Cell], today: Day) -> dict[str, list[Cell]]:
    by_role: dict[str, list[Cell]] = {}
    for cell in cells:
        if cell.group != OTHERS and cell.is_active(today):
            for role in roles_in(cell.group, cell.roles):
                by_role.setdefault(role, []).append(cell)
    return by_role


def _line(cell: Cell, holder: Holder, code: str, facts: Facts, today: Day) -> Line:
    done = facts.done.get((holder.person, code))
    reason = cell.reason
    exempt = facts.exempt.get(holder.person, {}).get(code)
    if exempt is not None:
        return _made(cell, holder, code, EXEMPT, None, done, exempt)
    if done is None:
        due = max(holder.since, cell.active_from) + datetime.timedelta(days=cell.first_days)
        if (holder.person, code) in facts.earlier:
            due = max(due, facts.out[code] + datetime.timedelta(days=READ_DAYS))
        return _made(cell, holder, code, OVERDUE if due < today else DUE, due, None, reason)
    if cell.refresh_months is None:
        return _made(cell, holder, code, DONE, None, done, reason)
    again = add_months(done, cell.refresh_months)
    again = max(again, cell.active_from + datetime.timedelta(days=NOTICE))
    soon = again <= today + datetime.timedelta(days=NOTICE)
    state = OVERDUE if again < today else DUE if soon else DONE
    return _made(cell, holder, code, state, again, done, reason)


def _made(
    cell: Cell, holder: Holder, code: str, state: str, due: Day | None, done: Day | None, reason: str
) -> Line:
    return Line(holder.person, code, cell.pk, cell.training, state, due, done, reason)


def _weight(line: Line) -> tuple[int, Day]:
    """What comes first when two cells ask for the same thing: an exemption holds for both."""
    order = (EXEMPT, OVERDUE, DUE, DONE)
    return order.index(line.state), line.due_on or Day.max


@dataclass(frozen=True)
class Lapse:
    """One month ahead and what has to be refreshed in it."""

    month: Day
    things: Mapping[str, int]
    people: int

    @property
    def count(self) -> int:
        """How many times something lapses."""
        return sum(self.things.values())


def forecast(lines: Iterable[Line], *, today: Day, months: int = 3) -> list[Lapse]:
    """What lapses in this month and those after it, by month. What has lapsed already is not in it."""
    first = today.replace(day=1)
    ahead = [add_months(first, number) for number in range(months + 1)]
    counts: dict[Day, dict[str, int]] = {month: {} for month in ahead}
    people: dict[Day, set[int]] = {month: set() for month in ahead}
    for line in lines:
        if line.done_on is None or line.due_on is None or line.due_on < today:
            continue
        month = line.due_on.replace(day=1)
        if month in counts:
            counts[month][line.code] = counts[month].get(line.code, 0) + 1
            people[month].add(line.person)
    return [Lapse(month, counts[month], len(people[month])) for month in ahead]


def due_lines(lines: Iterable[Line]) -> Sequence[Line]:
    """What is to be asked of people now."""
    return [line for line in lines if line.state in (DUE, OVERDUE)]
