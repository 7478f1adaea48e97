"""What parts above tell the sample: who holds a licence to audit, and which plans have agreed grades.

Parts above register in their app's `ready`; nothing imports upwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping

Permits = Callable[[int, datetime.date], Mapping[int, bool]]
Seeded = Callable[[int], Iterable[int]]
PERMITS: list[Permits] = []
SEEDED: list[Seeded] = []


def tells_permits(ask: Permits) -> Permits:
    """Register `ask(council_id, on)`: by person, whether a licence is in force on that day, for everybody who
    ever held one. Whoever never held one is not named. In constant queries."""
    if ask not in PERMITS:
        PERMITS.append(ask)
    return ask


def permits_on(*, council_id: int, on: datetime.date) -> dict[int, bool]:
    """By person, whether their licence to audit is in force; nobody where licences are not kept."""
    found: dict[int, bool] = {}
    for ask in PERMITS:
        for person, valid in ask(council_id, on).items():
            found[person] = found.get(person, False) or valid
    return found


def tells_seeded(ask: Seeded) -> Seeded:
    """Register `ask(council_id)`: ids of listed plans that have agreed grades and may be slipped in."""
    if ask not in SEEDED:
        SEEDED.append(ask)
    return ask


def seeded_plans(*, council_id: int) -> list[int]:
    """Listed plans that have agreed grades, each once."""
    return sorted({pk for ask in SEEDED for pk in ask(council_id)})
