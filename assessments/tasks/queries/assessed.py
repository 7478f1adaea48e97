"""Where people stand with the assessed tasks, part by part: what gates ask. No marks and no words."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from assessments.assessed import ASSESSED, By, Part
from assessments.sittings.models import Sitting
from assessments.tasks.models import Submission

DONE = ("passed", "returned")


@dataclass(frozen=True)
class PartStanding:
    """One part for one person. `met` None: not settled yet. `attempts` are those that were handed in.

    `under_way`: begun and not settled. `on`: the day of the result that counts.
    """

    part: Part
    met: bool | None = None
    attempts: int = 0
    under_way: bool = False
    on: datetime.date | None = None


@dataclass(frozen=True)
class TaskStanding:
    """One assessed task for one person: met when every part is."""

    code: str
    parts: tuple[PartStanding, ...]

    @property
    def met(self) -> bool:
        """Whether every part is met."""
        return all(one.met for one in self.parts)

    @property
    def under_way(self) -> bool:
        """Whether something is begun and not settled."""
        return any(one.under_way for one in self.parts)

    @property
    def begun(self) -> bool:
        """Whether anything was ever begun."""
        return any(one.attempts or one.under_way for one in self.parts)

    @property
    def on(self) -> datetime.date | None:
        """The day on which the last part was met; None while one is wanting."""
        days = [one.on for one in self.parts if one.met and one.on]
        return max(days) if self.met and days else None


def assessed_standings(*, person_ids: Collection[int]) -> dict[int, dict[str, TaskStanding]]:
    """Every assessed task of each person by its code. Two queries, however many people."""
    rows: dict[tuple[int, By, str], list[_Try]] = defaultdict(list)
    codes = {part.code for parts in ASSESSED.values() for part in parts}
    work = Submission.objects.filter(person__in=person_ids, task__code__in=codes).order_by("number")
    for person, code, state, at in work.values_list("person_id", "task__code", "state", "settled_at"):
        rows[person, By.TASK, code].append(_Try(state == "passed" if state in DONE else None, at))
    sittings = Sitting.objects.filter(
        person__in=person_ids, paper__code__in=codes, paper__assessed=True
    ).order_by("number")
    for person, code, passed, at in sittings.values_list(
        "person_id", "paper__code", "passed", "handed_in_at"
    ):
        rows[person, By.PAPER, code].append(_Try(passed, at))
    return {
        person: {
            code: TaskStanding(
                code, tuple(_standing(part, rows[person, part.by, part.code]) for part in parts)
            )
            for code, parts in ASSESSED.items()
        }
        for person in person_ids
    }


@dataclass(frozen=True)
class _Try:
    met: bool | None
    at: datetime.datetime | None


def _standing(part: Part, tries: list[_Try]) -> PartStanding:
    """A pass stays a pass; otherwise the newest settled attempt speaks."""
    settled = [one for one in tries if one.met is not None]
    counting = next((one for one in settled if one.met), settled[-1] if settled else None)
    return PartStanding(
        part,
        met=counting.met if counting else None,
        attempts=len(settled),
        under_way=len(settled) < len(tries),
        on=timezone.localdate(counting.at) if counting and counting.at else None,
    )
