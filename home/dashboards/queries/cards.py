"""What stands on /me/, as frozen rows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from academy.kit.words import weekday_date
from academy.people.models import User
from assessments.audits.models import Audit
from courses.assignments.models import Assignment, Offer
from courses.pages.queries import ModuleCard
from courses.progress.models import Completion

SPARE_MINUTES = (15, 40, 60)


@dataclass(frozen=True)
class LessonCard:
    """One lesson of a module that is asked of me."""

    title: str
    url: str
    minutes: int
    opened: bool
    read_on: datetime.date | None

    @property
    def read(self) -> bool:
        """Whether it is read, in this round."""
        return self.read_on is not None


@dataclass(frozen=True)
class Ask:
    """One thing asked of me: the module, the reason in words, by when, and how far I am."""

    assignment: Assignment
    title: str
    url: str
    minutes: int
    lessons: tuple[LessonCard, ...]
    days: int

    @property
    def minutes_left(self) -> int:
        """Minutes of the lessons not yet read; the whole module when it has none."""
        return sum(one.minutes for one in self.lessons if not one.read) if self.lessons else self.minutes

    @property
    def mark(self) -> str:
        """The state mark: to do, half or done."""
        if self.lessons and all(one.read for one in self.lessons):
            return "done"
        return "half" if any(one.opened for one in self.lessons) else "todo"

    @property
    def is_late(self) -> bool:
        """Whether the date has passed."""
        return self.days < 0

    @property
    def due(self) -> str:
        """By when, in words."""
        on = weekday_date(self.assignment.due_on)
        return {0: "Due today", 1: "Due tomorrow"}.get(
            self.days, f"Past its date, {on}" if self.is_late else on
        )

    @property
    def rule(self) -> str:
        """The rule that asks, for the small print."""
        return f"Rule {self.assignment.rule.code}"


@dataclass(frozen=True)
class AuditCard:
    """One audit of a plan I wrote: how it went, in counts."""

    audit: Audit
    strong: int
    below: int
    url: str


@dataclass(frozen=True)
class Spare:
    """What to do with a few free minutes."""

    minutes: int
    lessons: tuple[LessonCard, ...]
    ask: Ask | None

    @property
    def takes(self) -> int:
        """Minutes the proposal takes."""
        return sum(one.minutes for one in self.lessons)


@dataclass(frozen=True)
class Week:
    """Everything on /me/."""

    today: datetime.date
    asks: tuple[Ask, ...]
    paused: tuple[tuple[Assignment, str], ...]
    coaching: tuple[Assignment, ...]
    watched: tuple[Assignment, ...]
    audits: tuple[AuditCard, ...]
    offers: tuple[tuple[Offer, ModuleCard | None], ...]
    completions: tuple[tuple[Completion, str], ...]
    manager: User | None
    spare: Spare
    to_audit: int = 0
    choices: Sequence[int] = field(default=SPARE_MINUTES)

    @property
    def minutes(self) -> int:
        """Minutes of all that is asked and not yet read."""
        return sum(one.minutes_left for one in self.asks)

    @property
    def next_due(self) -> datetime.date | None:
        """The nearest date among what is asked."""
        return min((one.assignment.due_on for one in self.asks), default=None)
