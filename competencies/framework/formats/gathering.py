"""What a reader finds on its way through a file, and the place of everything, so that a fault can name it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from academy.law.pack import reference
from competencies.framework.formats.checking import Fault, faults_of
from competencies.framework.formats.shape import FrameworkData, Note, ReadFile, sorted_steps


@dataclass
class Gathering:
    """What a reader has found so far, and where in the file each field of each row stands."""

    faults: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    places: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def fault(self, place: str, words: str) -> None:
        """Say why the file cannot come in."""
        self.faults.append(Note(place, words))

    def note(self, place: str, words: str) -> None:
        """Say what was left behind or kept; the same of the same place is said once."""
        if Note(place, words) not in self.notes:
            self.notes.append(Note(place, words))

    def where(self, fault: Fault) -> str:
        """The place of a fault, as near as the reader knows it."""
        keys: tuple[tuple[Any, ...], ...] = (
            (fault.noun, fault.index, fault.field, fault.part),
            (fault.noun, fault.index, fault.field),
            (fault.noun, fault.index),
        )
        return next((self.places[key] for key in keys if key in self.places), fault.noun)

    def report(self, make: Callable[[], FrameworkData]) -> ReadFile:
        """The data, checked; without it where anything is wrong."""
        if self.faults:
            return ReadFile(None, tuple(self.faults), tuple(self.notes))
        data = make()
        for fault in faults_of(data):
            self.fault(self.where(fault), fault.words)
        if self.faults:
            return ReadFile(None, tuple(self.faults), tuple(self.notes))
        for index, row in enumerate(data.tasks):
            for key in row.law:
                if not is_law(key):
                    place = self.where(Fault("task", index, "law", ""))
                    self.note(place, f"{row.code} rests on {key}, which the law pack here does not have.")
        return ReadFile(normal(data), (), tuple(self.notes))


def is_law(key: str) -> bool:
    """Whether the law pack in use has this key."""
    try:
        reference(key)
    except LookupError:
        return False
    return True


def normal(data: FrameworkData) -> FrameworkData:
    """The same with everything that has no order of its own in the one order we compare."""
    places = {row.code: index for index, row in enumerate(data.competencies)}
    return replace(
        data,
        domains=tuple(replace(row, descriptors=tuple(sorted(row.descriptors))) for row in data.domains),
        levels=tuple(sorted(data.levels, key=lambda row: row.number)),
        tasks=tuple(
            replace(
                row,
                competencies=tuple(sorted(row.competencies, key=lambda code: places[code])),
                expects=tuple(sorted(row.expects, key=lambda one: (one.role, one.weeks))),
            )
            for row in data.tasks
        ),
        competency_steps=sorted_steps(data.competency_steps),
        task_steps=sorted_steps(data.task_steps),
    )
