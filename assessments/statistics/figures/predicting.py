"""Does a right answer go with good practice later? Two shares and their difference, with an honest interval.
Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

LEAST_A_SIDE = 8
"""Fewer people than this among the right or among the wrong, and nothing is claimed."""
WINDOW_DAYS = 180
"""How long after the answer the person's next mark on the criterion counts."""
GOOD = 3
Z = 1.959964


def wilson(hits: float, n: float) -> tuple[float, float]:
    """Wilson's 95% interval for a share (1927); marks that go together count as what they are worth."""
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float, float]:
    """The difference of two independent shares (hits, n) with Newcombe's 95% interval: his method 10 of
    1998, which squares up two Wilson intervals and never leaves -1 to 1."""
    p, q = one[0] / one[1], two[0] / two[1]
    (low1, high1), (low2, high2) = wilson(*one), wilson(*two)
    low = p - q - math.hypot(p - low1, high2 - q)
    high = p - q + math.hypot(high1 - p, q - low2)
    return p - q, low, high


@dataclass(frozen=True)
class Prediction:
    """One item and one criterion: later good or better among those who were right and who were not."""

    version: int
    criterion: str
    right_n: int
    right_good: int
    wrong_n: int
    wrong_good: int

    @property
    def too_few(self) -> bool:
        """Whether a side is under the smallest number."""
        return min(self.right_n, self.wrong_n) < LEAST_A_SIDE

    @property
    def difference(self) -> tuple[float, float, float] | None:
        """Difference of the shares, its lower and its upper end; None when there are too few."""
        if self.too_few:
            return None
        return newcombe((self.right_good, self.right_n), (self.wrong_good, self.wrong_n))

    @property
    def words(self) -> str:
        """What may be said of it, and no more."""
        if self.difference is None:
            return (
                f"Too few to tell: we need {LEAST_A_SIDE} people who were right and {LEAST_A_SIDE} who were "
                "not, each with a later audit."
            )
        gap, low, high = self.difference
        size = f"{abs(100 * gap):.0f} points"
        if low > 0:
            return (
                f"Those who were right had good or better {size} more often. They go together; this does not "
                "say that one makes the other."
            )
        if high < 0:
            return f"Those who were right had good or better {size} less often. Look at what this item asks."
        return "No clear difference between those who were right and those who were not."


def predict(answers: pd.DataFrame, tags: pd.DataFrame, grades: pd.DataFrame) -> tuple[Prediction, ...]:
    """Items against the next mark of the same person and criterion.

    `answers`: version, person, on, right; the first answer of each person counts. `tags`: version and
    criterion. `grades`: person, criterion, on, grade. The mark is the first one after
    the day of the answer and within 180 days. Each person counts once for an item and criterion, so the two
    groups are independent.
    """
    if answers.empty or tags.empty:
        return ()
    first = answers.sort_values("on", kind="stable").drop_duplicates(["version", "person"])
    asked = first.merge(tags, on="version")
    after = asked.merge(grades, on=["person", "criterion"], suffixes=("", "_graded"))
    days = (pd.to_datetime(after["on_graded"]) - pd.to_datetime(after["on"])).dt.days
    after = after[(days > 0) & (days <= WINDOW_DAYS)].sort_values("on_graded", kind="stable")
    after = after.drop_duplicates(["version", "criterion", "person"])
    after = after.assign(good=after["grade"] >= GOOD)
    counted = after.groupby(["version", "criterion", "right"])["good"].agg(["size", "sum"])
    sides = {
        (int(version), str(criterion), bool(right)): (int(n), int(good))
        for (version, criterion, right), n, good in zip(
            counted.index, counted["size"], counted["sum"], strict=True
        )
    }
    pairs = sorted(
        {(int(version), str(code)) for version, code in zip(tags["version"], tags["criterion"], strict=True)}
    )
    return tuple(
        Prediction(*pair, *sides.get((*pair, True), (0, 0)), *sides.get((*pair, False), (0, 0)))
        for pair in pairs
    )
