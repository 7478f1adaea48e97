"""What parts above tell about partners' people. They register in their app's `ready`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

Counts = Callable[[int, Sequence[int], datetime.datetime], Mapping[int, int]]
COUNTS: list[Counts] = []


def counts_places(ask: Counts) -> Counts:
    """Register `ask(organisation_id, person_ids, at)`: by person, how many places they have coming for this
    organisation."""
    if ask not in COUNTS:
        COUNTS.append(ask)
    return ask


def places_coming(
    *, organisation_id: int, person_ids: Sequence[int], at: datetime.datetime
) -> dict[int, int]:
    """How many places each of these people has coming for an organisation; who is missing has none."""
    found: dict[int, int] = {}
    for ask in COUNTS:
        for person, count in ask(organisation_id, person_ids, at).items():
            found[person] = found.get(person, 0) + count
    return found
