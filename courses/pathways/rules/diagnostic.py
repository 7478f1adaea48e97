"""What each part of the diagnostic shows, and which modules it stands for. Pure.

The table is the whole rule: a part is shown when its share of the points is reached and nothing happened in
it that must never happen. It names modules and nothing else: no assessed task can be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

QUESTIONS = "question"
"""Stands for every kind of item that is no exercise."""


@dataclass(frozen=True)
class Block:
    """One part of the diagnostic. `gap` are the practice modules for somebody who has not shown it yet."""

    code: str
    title: str
    kind: str
    per_cent: int
    needs: str
    modules: tuple[str, ...]
    gap: tuple[str, ...] = ()
    by_grades: bool = False


BLOCKS = (
    Block(
        "dates",
        "Counting the weeks",
        "X1",
        80,
        "80% of the points, and none of the mistakes that must never happen with dates",
        ("IND-2.4", "PM-16"),
        ("PM-16",),
    ),
    Block(
        "sections",
        "The right section",
        "X2",
        85,
        "85% of the statements in their section",
        ("IND-4.1", "PM-07"),
        ("PM-07",),
    ),
    Block(
        "provision",
        "Provision that can be delivered",
        "X3",
        75,
        "75% of the points for provision that says who, what, how often and for how long",
        ("IND-4.4", "PM-01"),
        ("PM-01",),
    ),
    Block(
        "grades",
        "Grading like the panel",
        "X5",
        80,
        "80% of the grades within one of the panel's, and no critical fail missed",
        ("IND-6.6",),
        by_grades=True,
    ),
    Block(
        "law",
        "The law check",
        QUESTIONS,
        80,
        "80% of the points",
        ("IND-1.2", "IND-1.3", "IND-2.2"),
        ("PM-28",),
    ),
)


@dataclass(frozen=True)
class Answered:
    """One marked answer of the sitting. `facts` and `nevers` are what its kind keeps of the marking."""

    kind: str
    points: float
    of: float
    nevers: int = 0
    facts: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class BlockResult:
    """One part as it went. `share` is None for a part that the paper did not have."""

    block: Block
    share: float | None
    nevers: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether the part stands for its modules."""
        return self.share is not None and not self.nevers and 100 * self.share >= self.block.per_cent - 1e-6


def results_of(answers: Iterable[Answered]) -> tuple[BlockResult, ...]:
    """How each part went, in the order of the table; parts that were not asked have no share."""
    found: dict[str, list[Answered]] = {}
    for one in answers:
        found.setdefault(one.kind if one.kind.startswith("X") else QUESTIONS, []).append(one)
    return tuple(_result(block, found.get(block.kind, [])) for block in BLOCKS)


def _result(block: Block, answers: list[Answered]) -> BlockResult:
    nevers = sum(one.nevers for one in answers)
    if block.by_grades:
        return BlockResult(block, _near(answers), nevers)
    of = sum(one.of for one in answers)
    return BlockResult(block, sum(one.points for one in answers) / of if of else None, nevers)


def _near(answers: list[Answered]) -> float | None:
    """The share of criteria graded within one of the panel; what was left ungraded is not near."""
    asked = sum(one.of for one in answers)
    pairs = [pair for one in answers for pair in (one.facts or {}).get("pairs", ())]
    return sum(abs(given - agreed) <= 1 for _, agreed, given in pairs) / asked if asked else None
