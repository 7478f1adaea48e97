"""The arithmetic of the plan audit: weighted means, cut points and caps. Pure.

Shown beside what the auditor decided, never instead of it: grades that were brought in are not regraded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

CUTS = ((3.5, 4), (2.75, 3), (1.75, 2))
"""At least this mean gives this grade; below the last it is 1."""
OUTSTANDING_NEEDS_GOOD_IN = frozenset({"B", "E", "F"})
OTHER_PERSON = "W2"
"""The criterion on another child's information: a 1 makes the plan inadequate at once."""


@dataclass(frozen=True)
class Mark:
    """One graded criterion. Not applicable marks are left out before."""

    code: str
    section: str
    weight: int
    critical: bool
    grade: int


def grade_of_mean(mean: float) -> int:
    """The grade that a weighted mean comes to."""
    return next((grade for cut, grade in CUTS if mean >= cut), 1)


def weighted_mean(marks: Iterable[Mark]) -> float | None:
    """The weighted mean of some marks; None when there are none."""
    total = weight = 0
    for mark in marks:
        total += mark.grade * mark.weight
        weight += mark.weight
    return total / weight if weight else None


def section_grades(marks: Iterable[Mark]) -> dict[str, int]:
    """The grade of each section with at least one mark, by the weighted mean of its criteria."""
    by_section: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_section[mark.section].append(mark)
    return {section: grade_of_mean(weighted_mean(some) or 0) for section, some in by_section.items()}


def overall_grade(marks: Iterable[Mark]) -> int | None:
    """The grade of the whole plan: weighted mean of all, then the caps. None when nothing was graded.

    One critical 1 caps it at requires improvement, two make it inadequate, and so does another child's
    information. Outstanding also needs no mark below good in sections B, E and F.
    """
    some = list(marks)
    mean = weighted_mean(some)
    if mean is None:
        return None
    grade = grade_of_mean(mean)
    if grade == 4 and any(mark.grade < 3 for mark in some if mark.section in OUTSTANDING_NEEDS_GOOD_IN):
        grade = 3
    worst = [mark for mark in some if mark.critical and mark.grade == 1]
    if len(worst) >= 2 or any(mark.code == OTHER_PERSON and mark.grade == 1 for mark in some):
        return 1
    return min(grade, 2) if worst else grade
