"""What was taken for what: placements of one person or of many, added up. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.exercises.sections.rules import CODES

CLASSIC = (
    ("F", "G", "Provision that educates or trains, put with health (G for F)"),
    ("F", "E", "Provision written as an outcome (E for F)"),
)
"""The two mistakes that audits find most: right section, chosen one, words."""


@dataclass(frozen=True)
class Confusion:
    """How often a statement of one section was put in another. Adding two gives both together."""

    counts: Mapping[tuple[str, str], int]

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(Counter(self.counts) + Counter(other.counts))

    @property
    def placed(self) -> int:
        """All placements."""
        return sum(self.counts.values())

    @property
    def right(self) -> int:
        """Those in their section."""
        return sum(self.counts.get((code, code), 0) for code in CODES)

    def of(self, right: str, chosen: str) -> int:
        """How often this one was taken for that one."""
        return self.counts.get((right, chosen), 0)

    @property
    def rows(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The matrix: for each right section how often each section was chosen, in order of the plan."""
        return tuple((right, tuple(self.of(right, chosen) for chosen in CODES)) for right in CODES)

    def share_right(self, section: str) -> float | None:
        """The share of a section's statements that were put there; None where it had none."""
        every = sum(self.of(section, chosen) for chosen in CODES)
        return self.of(section, section) / every if every else None

    @property
    def classic(self) -> tuple[tuple[str, int], ...]:
        """The two well-known mistakes in words, each with how often it happened."""
        return tuple((words, self.of(right, chosen)) for right, chosen, words in CLASSIC)

    @property
    def worst(self) -> tuple[tuple[str, str, int], ...]:
        """The mistakes that happened, the most frequent first: right section, chosen one, how often."""
        wrong = [(right, chosen, n) for (right, chosen), n in self.counts.items() if right != chosen and n]
        return tuple(sorted(wrong, key=lambda one: (-one[2], CODES.index(one[0]), CODES.index(one[1]))))


def confusion_of(facts: Iterable[Mapping[str, Any]]) -> Confusion:
    """The placements in the facts of many marked answers; what is no pair of sections is left out."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in facts:
        for pair in one.get("sections") or ():
            if isinstance(pair, Sequence) and len(pair) == 2 and pair[0] in CODES and pair[1] in CODES:
                counts[(pair[0], pair[1])] += 1
    return Confusion(counts)
