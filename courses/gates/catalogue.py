"""The ten assessed tasks and the three gates, as one versioned table beside the programme.

The table lies in `courses/fixtures/gates/`. Whoever changes what is asked raises its version: results and
decisions keep the version by which they were judged.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = Path(__file__).resolve().parents[1] / "fixtures" / "gates"
PROGRAMME = "IND-6W"


@dataclass(frozen=True)
class Part:
    """One thing that a task is judged by. `source` says where its results come from: paper, task or
    conversation; `ref` is the code there. `never`: a must-not-miss item fails whatever the points."""

    code: str
    label: str
    source: str
    ref: str
    rule: str
    least: int = 0
    never: bool = False


@dataclass(frozen=True)
class AssessedTask:
    """One assessed task: what is asked, how it is judged, what meets it, and how long a resit waits."""

    code: str
    title: str
    week: int
    gate: int
    what: str
    judged: str
    passes: str
    wait_days: int
    competencies: tuple[str, ...]
    parts: tuple[Part, ...]
    usual_tries: int = 1

    def part(self, code: str) -> Part | None:
        """The part of this code; None for none and for the task as a whole."""
        return next((one for one in self.parts if one.code == code), None)


@dataclass(frozen=True)
class Gate:
    """One gate: the week it ends, the tasks it needs and what it opens, said to others and to the starter."""

    number: int
    week: int
    opens: str
    opened: str
    tasks: tuple[str, ...]

    @property
    def title(self) -> str:
        """Gate 2"""
        return f"Gate {self.number}"


@dataclass(frozen=True)
class StarterTask:
    """A task that a starter is trusted with from the end of week 6, and the level expected then."""

    code: str
    title: str
    expected: int


@dataclass(frozen=True)
class Level:
    """How closely work is looked at."""

    level: int
    name: str
    work: str


@dataclass(frozen=True)
class FormLine:
    """One thing of the portfolio that the conversation looks at."""

    key: str
    label: str


@dataclass(frozen=True)
class Catalogue:
    """The whole table. `least_level` on every starter task, `more_level` on at least `more_count`."""

    version: int
    tasks: dict[str, AssessedTask]
    gates: dict[int, Gate]
    starter_tasks: tuple[StarterTask, ...]
    levels: tuple[Level, ...]
    least_level: int
    more_level: int
    more_count: int
    portfolio: tuple[FormLine, ...]

    def tasks_of(self, gate: int) -> tuple[AssessedTask, ...]:
        """The tasks that a gate needs, in their order."""
        return tuple(self.tasks[code] for code in self.gates[gate].tasks)

    def part_fed_by(self, source: str, ref: str) -> tuple[AssessedTask, Part] | None:
        """The part whose results come from a paper or a practical task of this code."""
        for task in self.tasks.values():
            for part in task.parts:
                if part.source == source and part.ref == ref:
                    return task, part
        return None


@functools.cache
def catalogue(programme: str = PROGRAMME) -> Catalogue:
    """The table of a programme, read once."""
    return read_catalogue(json.loads((TABLES / f"{programme}.json").read_text(encoding="utf-8")))


def read_catalogue(data: dict[str, Any]) -> Catalogue:
    """A table as its file says it. KeyError or TypeError for a file that is not one."""
    return Catalogue(
        version=data["version"],
        tasks={row["code"]: _task(row) for row in data["tasks"]},
        gates={row["number"]: Gate(**{**row, "tasks": tuple(row["tasks"])}) for row in data["gates"]},
        starter_tasks=tuple(StarterTask(**row) for row in data["starter_tasks"]),
        levels=tuple(Level(**row) for row in data["levels"]),
        least_level=data["least_level"],
        more_level=data["more_level"],
        more_count=data["more_count"],
        portfolio=tuple(FormLine(**row) for row in data["portfolio"]),
    )


def _task(row: dict[str, Any]) -> AssessedTask:
    parts = tuple(Part(**part) for part in row["parts"])
    return AssessedTask(**{**row, "competencies": tuple(row["competencies"]), "parts": parts})
