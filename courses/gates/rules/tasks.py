"""Where somebody stands with one assessed task, from the words that were said of each attempt. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from courses.gates.catalogue import AssessedTask, Part

MET, NOT_YET, SOME, OPEN = "met", "not_yet", "some", "open"
STATE_WORDS = {MET: "Met", NOT_YET: "Not yet", SOME: "Partly met", OPEN: "Not taken yet"}
MARKS = {MET: "done", NOT_YET: "look", SOME: "half", OPEN: "todo"}


@dataclass(frozen=True)
class Said:
    """One result as the rules need it: what was said of one attempt at a task or a part."""

    task: str
    part: str
    attempt: int
    version: int
    on: datetime.date
    met: bool
    score: int | None = None
    judged_on: str = ""
    label: str = ""
    path: str = ""


@dataclass(frozen=True)
class PartStanding:
    """One part of a task. `again_on` is the first day of a resit, only where the part is not met yet."""

    part: Part
    rows: tuple[Said, ...]
    again_on: datetime.date | None

    @property
    def met(self) -> bool:
        """Whether any attempt meets it, by what was last said of that attempt."""
        return any(row.met for row in self.rows)

    @property
    def state(self) -> str:
        """met, not_yet or open."""
        return MET if self.met else (NOT_YET if self.rows else OPEN)

    @property
    def attempts(self) -> int:
        """How many attempts there were."""
        return len(self.rows)

    @property
    def last(self) -> Said | None:
        """The attempt that met it, or else the newest."""
        met = [row for row in self.rows if row.met]
        held = met or list(self.rows)
        return held[-1] if held else None

    @property
    def words(self) -> str:
        """Its state in words."""
        return STATE_WORDS[self.state]

    @property
    def score_words(self) -> str:
        """84%, and 80% is needed. Empty where nothing is counted."""
        if self.last is None or self.last.score is None:
            return ""
        needed = f", and {self.part.least}% is needed" if self.part.least else ""
        return f"{self.last.score}%{needed}."

    @property
    def mark(self) -> str:
        """Its mark."""
        return MARKS[self.state]


@dataclass(frozen=True)
class TaskStanding:
    """One task. `whole` holds results of the task as one, such as those of cohorts before this academy."""

    task: AssessedTask
    whole: PartStanding
    parts: tuple[PartStanding, ...]

    @property
    def met(self) -> bool:
        """All parts are met, or the task was met as one."""
        return self.whole.met or (bool(self.parts) and all(one.met for one in self.parts))

    @property
    def state(self) -> str:
        """met, not_yet (something was tried and has to be tried again), some or open."""
        if self.met:
            return MET
        every = (self.whole, *self.parts)
        if any(one.state == NOT_YET for one in every):
            return NOT_YET
        return SOME if any(one.met for one in every) else OPEN

    @property
    def words(self) -> str:
        """Its state in words."""
        return STATE_WORDS[self.state]

    @property
    def mark(self) -> str:
        """Its mark."""
        return MARKS[self.state]

    @property
    def attempts(self) -> int:
        """The most attempts at the whole or at any one part."""
        return max((one.attempts for one in (self.whole, *self.parts)), default=0)

    @property
    def rows(self) -> tuple[Said, ...]:
        """Everything that was said, in order of the day."""
        found = [row for one in (self.whole, *self.parts) for row in one.rows]
        return tuple(sorted(found, key=lambda row: (row.on, row.attempt, row.part)))

    @property
    def met_on(self) -> datetime.date | None:
        """The day on which the last part was met."""
        if not self.met:
            return None
        if self.whole.met:
            return min(row.on for row in self.whole.rows if row.met)
        return max(min(row.on for row in one.rows if row.met) for one in self.parts)

    @property
    def again_on(self) -> datetime.date | None:
        """The first day on which something can be tried again."""
        if self.met:
            return None
        days = [one.again_on for one in (self.whole, *self.parts) if one.again_on and not one.met]
        return min(days, default=None)

    @property
    def several(self) -> bool:
        """Whether it is judged by more than one part."""
        return bool(self.parts)

    @property
    def shown_parts(self) -> tuple[PartStanding, ...]:
        """What a page lists: the parts, or the whole where there are none or where it was judged as one."""
        return (self.whole,) if self.whole.rows or not self.parts else self.parts

    @property
    def missing(self) -> str:
        """What is missing, in words; empty when nothing is."""
        if self.met:
            return ""
        if not self.several:
            return f"{self.task.title} ({self.task.code}): {_why(self.whole)}"
        wanting = [f"{one.part.label.lower()} {_why(one)}" for one in self.parts if not one.met]
        return f"{self.task.title} ({self.task.code}): {', '.join(wanting)}"


def _why(one: PartStanding) -> str:
    return "not yet met" if one.rows else "not taken yet"


def stand(task: AssessedTask, said: Iterable[Said]) -> TaskStanding:
    """Where somebody stands with a task. Of each attempt the last word counts."""
    rows = list(said)
    parts = task.parts if len(task.parts) > 1 else ()
    whole = task.parts[0] if len(task.parts) == 1 else Part("", task.title, "", "", task.passes)
    return TaskStanding(
        task=task,
        whole=_part(whole, task.wait_days, [row for row in rows if not row.part]),
        parts=tuple(
            _part(part, task.wait_days, [row for row in rows if row.part == part.code]) for part in parts
        ),
    )


def _part(part: Part, wait_days: int, rows: Sequence[Said]) -> PartStanding:
    last_words = {row.attempt: row for row in sorted(rows, key=lambda row: row.version)}
    standing = tuple(sorted(last_words.values(), key=lambda row: (row.on, row.attempt)))
    again = standing[-1].on + datetime.timedelta(days=wait_days) if standing else None
    return PartStanding(part, standing, again)
