"""How reach is counted and said: pure, over plain rows."""

from __future__ import annotations

from collections.abc import Collection

from academy.kit.hiding import FEWEST
from academy.kit.words import plural

FEW = f"fewer than {FEWEST}"


def say_people(people: Collection[int]) -> str:
    """12 people; of fewer than five only that they are fewer."""
    count = len(set(people))
    return plural(count, "person", "people") if count >= FEWEST else f"{FEW} people"


def share_of(part: int, whole: int) -> float | None:
    """A share; None where there is nothing to take it from."""
    return part / whole if whole else None
