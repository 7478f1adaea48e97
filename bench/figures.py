"""How figures are said: the median and the range of the rounds."""

from collections.abc import Sequence
from statistics import median
from typing import Any


def spread(values: Sequence[float], digits: int = 2) -> dict[str, Any]:
    """Median, smallest and largest of the rounds, and how many there were."""
    return {
        "median": round(median(values), digits),
        "range": [round(min(values), digits), round(max(values), digits)],
        "rounds": len(values),
    }


def ratio(ours: Sequence[float], floor: Sequence[float]) -> dict[str, Any]:
    """Ours divided by the floor, round by round, because both were measured side by side."""
    return spread([a / b for a, b in zip(ours, floor, strict=True)], 3)
