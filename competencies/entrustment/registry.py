"""What parts above tell those who decide about trust: signs worth a talk, never a decision.

Parts above register in their app's `ready`; nothing imports upwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """One sign about one person, in words, with the way to where it can be read; `codes` of competencies."""

    person_id: int
    codes: frozenset[str]
    words: str
    path: str = ""


Signs = Callable[[int, Collection[int], datetime.date], Iterable[Sign]]
SIGNS: list[Signs] = []


def tells_signs(ask: Signs) -> Signs:
    """Register `ask(council_id, person_ids, on)`; it answers for all of them in constant queries."""
    if ask not in SIGNS:
        SIGNS.append(ask)
    return ask


def signs_of(
    *,
    council_id: int,
    person_ids: Collection[int],
    codes_by_task: Mapping[int, frozenset[str]],
    on: datetime.date,
) -> dict[tuple[int, int], list[Sign]]:
    """By person and task, the signs about what the task is built on. Whoever asks may see these people."""
    found: dict[tuple[int, int], list[Sign]] = {}
    for ask in SIGNS:
        for sign in ask(council_id, person_ids, on):
            for task, codes in codes_by_task.items():
                if codes & sign.codes:
                    found.setdefault((sign.person_id, task), []).append(sign)
    return found
