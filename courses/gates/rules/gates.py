"""Where somebody stands with a gate, and what is missing before it may be opened. Pure."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from courses.gates.catalogue import Gate
from courses.gates.rules.tasks import TaskStanding
from courses.gates.rules.words import TaskLine, task_line

OPENED, READY, MOVED, TO_COME = "opened", "ready", "moved", "to_come"
STATE_WORDS = {
    OPENED: "Opened",
    READY: "Ready for a person to open",
    MOVED: "Not yet: a new date is agreed",
    TO_COME: "Not yet",
}
MARKS = {OPENED: "done", READY: "live", MOVED: "half", TO_COME: "todo"}


@dataclass(frozen=True)
class Decided:
    """What a named person decided about a gate, as the rules and pages need it."""

    opened: bool
    on: datetime.date
    by_name: str
    words: str = ""
    agreed: str = ""
    new_date: datetime.date | None = None


@dataclass(frozen=True)
class GateStanding:
    """One gate for one person. `due_on` is the newest date that was agreed, else that of the calendar.

    `reached`: the gate before it is open. `decided` is in order of time.
    """

    gate: Gate
    tasks: tuple[TaskStanding, ...]
    due_on: datetime.date | None
    reached: bool
    decided: tuple[Decided, ...] = ()

    @property
    def opening(self) -> Decided | None:
        """The decision that opened it."""
        return next((one for one in self.decided if one.opened), None)

    @property
    def new_date(self) -> Decided | None:
        """The newest decision that moved its date, for a gate that is not open."""
        moved = [one for one in self.decided if not one.opened]
        return moved[-1] if moved and self.opening is None else None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing before it may be opened, in words."""
        if self.opening is not None:
            return ()
        before = () if self.reached else (f"Gate {self.gate.number - 1} is not open yet",)
        return (*before, *(one.missing for one in self.tasks if not one.met))

    @property
    def state(self) -> str:
        """opened, ready, moved or to_come."""
        if self.opening is not None:
            return OPENED
        if not self.missing:
            return READY
        return MOVED if self.new_date is not None else TO_COME

    @property
    def words(self) -> str:
        """Its state in words."""
        return STATE_WORDS[self.state]

    @property
    def mark(self) -> str:
        """Its mark."""
        return MARKS[self.state]

    @property
    def lines(self) -> tuple[TaskLine, ...]:
        """Its tasks in words."""
        return tuple(task_line(one) for one in self.tasks)

    @property
    def met(self) -> int:
        """How many of its tasks are met."""
        return sum(one.met for one in self.tasks)

    def is_late(self, on: datetime.date) -> bool:
        """Whether its day has passed and it is not open."""
        return self.opening is None and self.due_on is not None and self.due_on < on


def check_gate(standing: GateStanding) -> None:
    """Refused in words unless everything that the gate needs is there."""
    if standing.missing:
        wanting = "; ".join(standing.missing)
        raise Refused(
            f"{standing.gate.title} cannot be opened yet. Missing: {wanting}. "
            "Set a new date together instead.",
            code="missing",
        )


def can_open(standing: GateStanding) -> bool:
    """Whether `check_gate` would let it be opened now, and it is not open already."""
    if standing.opening is not None:
        return False
    try:
        check_gate(standing)
    except Refused:
        return False
    return True


def check_new_date(standing: GateStanding, new_date: datetime.date, today: datetime.date) -> None:
    """Refused for a gate that is open, or a day that has passed."""
    if standing.opening is not None:
        raise Refused(
            f"{standing.gate.title} was opened on {day_month_year(standing.opening.on)}.",
            code="opened",
        )
    if new_date < today:
        raise Refused("New date: choose today or a day to come.", code="past")
