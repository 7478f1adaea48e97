"""What a person already has to do, has done, and when they are away: the facts the guards ask for.

The same diary serves live work (rows loaded from the database) and a replay (each module is taken to be
done on its due date). Nothing here touches the database.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from .ruleset import Rule, RuleSet


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


def reason_to_hold(
    rule: Rule, ruleset: RuleSet, *, person: Person, module: str, on: date, diary: Diary, said: str = ""
) -> str:
    """The first guard of `rule` that holds this back, or "" when the way is free.

    `said` is what a person has said about the finding: `disputed`, `cause` or "".
    """
    entries = diary.entries.get(person.ref, ())
    for guard in rule.guards:
        if guard in ("disputed", "cause"):
            holds = said == guard
        elif guard == "left":
            holds = person.left is not None and on > person.left
        elif guard == "first_6_weeks":
            holds = person.started is not None and on < person.started + timedelta(days=ruleset.settling_days)
        elif guard in ("leave", "secondment"):
            holds = any(spell.kind == guard and spell.covers(on) for spell in person.away)
        elif guard == "same_module_open":
            holds = any(entry.module == module and entry.is_open(on) for entry in entries)
        elif guard == "same_module_90_days":
            holds = any(entry.module == module and entry.rests(on, ruleset.rest_days) for entry in entries)
        else:
            holds = sum(entry.is_open(on) for entry in entries) >= ruleset.most_open
        if holds:
            return guard
    return ""
