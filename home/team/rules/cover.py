"""What a team cannot do alone while somebody is away. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """What is left of a team at level 4 and above while some are away: tasks with nobody, tasks with one."""

    nobody: tuple[str, ...]
    one: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.nobody or self.one)


def gap_without(
    away: Collection[int], alone: Mapping[str, Collection[int]], *, only_touched: bool = False
) -> Gap:
    """The gap while these people are away. `alone`: by task in order, who does it without a check.

    `only_touched`: only tasks that one of those away does alone; a task that nobody could do before is no
    gap that their leave makes.
    """
    nobody, one = [], []
    for task, people in alone.items():
        if only_touched and not any(person in away for person in people):
            continue
        left = sum(person not in away for person in people)
        if left == 0:
            nobody.append(task)
        elif left == 1:
            one.append(task)
    return Gap(tuple(nobody), tuple(one))


def gaps_by_person(
    people: Sequence[int], alone: Mapping[str, Collection[int]], *, away: Collection[int]
) -> dict[int, Gap]:
    """If each were on leave besides those who are away already: what that leaves, where it leaves a gap."""
    gone = set(away)
    here = {task: [person for person in held if person not in gone] for task, held in alone.items()}
    found = {
        person: gap_without({person}, here, only_touched=True) for person in people if person not in gone
    }
    return {person: gap for person, gap in found.items() if gap}
