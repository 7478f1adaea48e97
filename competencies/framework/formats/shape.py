"""A version of the framework as plain data: what every file format reads and writes. Pure.

Order is meaning here: rows stand in reading order, and the database keeps that as positions.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class DomainRow:
    """A field of work. `descriptors`: what a level looks like in it, as (level, text), by level."""

    code: str
    title: str
    descriptors: tuple[tuple[int, str], ...] = ()
    identity: uuid.UUID | None = None


@dataclass(frozen=True)
class CompetencyRow:
    """One thing a person can be seen to do. `domain` is a code, `evidence` are codes of kinds."""

    code: str
    domain: str
    text: str
    evidence: tuple[str, ...] = ()
    identity: uuid.UUID | None = None


@dataclass(frozen=True)
class LevelRow:
    """One level of supervision, and what the product waits for before it proposes it."""

    number: int
    name: str
    descriptor: str
    work_allowed: str
    least_kinds: int = 0
    least_live: int = 0
    least_audits: int = 0
    least_recommendations: int = 0
    every_competency: bool = False
    fresh_months: int = 24
    months_below: int = 0

    @property
    def code(self) -> str:
        """What a level is called by in words."""
        return f"Level {self.number}"


@dataclass(frozen=True)
class KindRow:
    """One kind of evidence. `months_valid` nought: no end."""

    code: str
    name: str
    form: str
    is_live: bool = False
    months_valid: int = 0


@dataclass(frozen=True)
class ExpectRow:
    """The level expected of a role on a task after so many weeks in post."""

    role: str
    weeks: int
    level: int
    note: str = ""


@dataclass(frozen=True)
class TaskRow:
    """A whole piece of work. `competencies` are codes, `law` are keys of the law pack."""

    code: str
    title: str
    competencies: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    expects: tuple[ExpectRow, ...] = ()
    identity: uuid.UUID | None = None


@dataclass(frozen=True)
class Step:
    """A row of the version before goes on as `new` (a code). A workbook knows the old row by code only."""

    old_code: str
    new: str
    old: uuid.UUID | None = None


@dataclass(frozen=True)
class FrameworkData:
    """All that one version says. The steps are the bridge from version `based_on`."""

    name: str
    identity: uuid.UUID | None = None
    version: int = 1
    state: str = "draft"
    based_on: int | None = None
    effective_from: datetime.date | None = None
    retired_on: datetime.date | None = None
    what_changed: str = ""
    domains: tuple[DomainRow, ...] = ()
    competencies: tuple[CompetencyRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    kinds: tuple[KindRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    competency_steps: tuple[Step, ...] = ()
    task_steps: tuple[Step, ...] = ()

    def rows(self, noun: str) -> tuple[Any, ...]:
        """The rows of one of `NOUNS`."""
        rows: tuple[Any, ...] = getattr(self, NOUNS[noun])
        return rows

    def content(self) -> FrameworkData:
        """The same without its place in the life of a council: number, state, dates."""
        return replace(self, version=0, state="draft", based_on=None, effective_from=None, retired_on=None)


NOUNS = {
    "domain": "domains",
    "competency": "competencies",
    "level": "levels",
    "kind of evidence": "kinds",
    "task": "tasks",
}
"""What a row is called, and where it stands."""


@dataclass(frozen=True)
class Note:
    """Something about a place of a file: sheet and cell, JSON path or line."""

    place: str
    words: str


@dataclass(frozen=True)
class ReadFile:
    """What a file says. With faults there is no data; notes say what was left behind or kept as it was."""

    data: FrameworkData | None
    faults: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Written:
    """A file, and what its format could not say."""

    raw: bytes
    left_behind: tuple[str, ...] = ()


def sorted_steps(steps: Any) -> tuple[Step, ...]:
    """Steps in the one order in which they are compared."""
    return tuple(sorted(set(steps), key=lambda step: (step.old_code, step.new, str(step.old or ""))))
