"""What a person already has to do, has done, and when they are away: the facts the guards ask for.

The same diary serves live work (rows loaded from the database) and a replay (each module is taken to be
done on its due date). Nothing here touches the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .ruleset import Rule


@dataclass(frozen=True, slots=True)
class Away:
    """A spell away, both ends included. No end = still away. `kind` is `leave` or `secondment`."""

    kind: str
    start: date
    end: date | None = None

    def covers(self, on: date) -> bool:
        """Whether the person is away on that day."""
        return self.start <= on and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """The dates of one writer that matter to the guards."""

    ref: str
    started: date | None = None
    left: date | None = None
    away: tuple[Away, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One module asked of somebody. `done` is the day it was finished; None = still open."""

    module: str
    opened: date
    done: date | None = None

    def is_open(self, on: date) -> bool:
        """Open from its first day to the day before it is done."""
        return self.opened <= on and (self.done is None or on < self.done)

    def rests(self, on: date, days: int) -> bool:
        """Finished 0 to `days` days ago, both included."""
        return self.done is not None and timedelta(0) <= on - self.done <= timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Hold:
    """A shared step on a criterion: while it runs, nobody whom it reaches is asked alone.

    `team` "" = every team. No end = still running.
    """

    criterion: str
    team: str
    since: date
    until: date | None = None

    def covers(self, criterion: str, team: str, on: date) -> bool:
        """Whether work on this criterion is held back in that team on that day."""
        same = criterion == self.criterion and self.team in ("", team)
        return same and self.since <= on and (self.until is None or on < self.until)


@dataclass
class Diary:
    """Entries by person (or team). `done_on_due` makes it a replay: what is asked is done on its due date."""

    done_on_due: bool = False
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def add(self, who: str, module: str, *, on: date, due: date) -> None:
        """Ask `module` of `who`."""
        self.entries[who].append(Entry(module, on, due if self.done_on_due else None))

    def load(self, rows: Iterable[tuple[str, Entry]]) -> Diary:
        """Fill in what is known already."""
        for who, entry in rows:
            self.entries[who].append(entry)
        return self


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a guard may look at: the rule, the person, what they have had, and the day.

    `not_theirs`: a person has said that the cause was not the writer. `shared`: a step for the whole team on
    this criterion is decided or under way.
    """

    rule: Rule
    person: Person
    module: str
    on: date
    entries: Sequence[Entry] = ()
    not_theirs: bool = False
    shared: bool = False


def _settling(case: Case) -> bool:
    started = case.person.started
    return started is not None and case.on < started + timedelta(days=case.rule.settling_days)


def _away(kind: str) -> Callable[[Case], bool]:
    return lambda case: any(spell.kind == kind and spell.covers(case.on) for spell in case.person.away)


HOLDS: dict[str, Callable[[Case], bool]] = {
    "cause": lambda case: case.not_theirs,
    "system": lambda case: case.shared,
    "left": lambda case: case.person.left is not None and case.on > case.person.left,
    "first_6_weeks": _settling,
    "leave": _away("leave"),
    "secondment": _away("secondment"),
    "same_module_open": lambda case: any(
        entry.module == case.module and entry.is_open(case.on) for entry in case.entries
    ),
    "same_module_90_days": lambda case: any(
        entry.module == case.module and entry.rests(case.on, case.rule.rest_days) for entry in case.entries
    ),
    "cap": lambda case: sum(entry.is_open(case.on) for entry in case.entries) >= case.rule.most_open,
}


def reason_to_hold(case: Case) -> str:
    """The first guard of the rule that holds this back, or "" when the way is free."""
    return next((guard for guard in case.rule.guards if HOLDS[guard](case)), "")
