"""The arithmetic of the plan audit: weighted means, cut points and caps. Pure.

Shown beside what the auditor decided, never instead of it: grades that were brought in are not regraded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

CUTS = ((3.5, 4), (2.75, 3), (1.75, 2))
"""At least this mean gives this grade; below the last it is 1."""
GRADE_WORDS = {4: "outstanding", 3: "good", 2: "requires improvement", 1: "inadequate"}
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


@dataclass(frozen=True)
class Reckoned:
    """A grade of the whole, the mean it rests on, and each step that led there, in words."""

    grade: int
    mean: float
    steps: tuple[str, ...]


def overall_grade(marks: Iterable[Mark]) -> int | None:
    """The grade of the whole plan. None when nothing was graded."""
    reckoned = reckon_overall(marks)
    return reckoned.grade if reckoned else None


def reckon_overall(marks: Iterable[Mark]) -> Reckoned | None:
    """The grade of the whole plan and why: weighted mean of all, then the caps. None when nothing was graded.

    One critical 1 caps it at requires improvement, two make it inadequate, and so does another child's
    information. Outstanding also needs no mark below good in sections B, E and F.
    """
    some = list(marks)
    mean = weighted_mean(some)
    if mean is None:
        return None
    grade = grade_of_mean(mean)
    marks_words = "1 mark" if len(some) == 1 else f"{len(some)} marks"
    steps = [f"The weighted mean of {marks_words} is {mean:.2f}: {GRADE_WORDS[grade]}."]
    low = [m.code for m in some if m.grade < 3 and m.section in OUTSTANDING_NEEDS_GOOD_IN]
    if grade == 4 and low:
        grade = 3
        steps.append(f"Outstanding needs good or better in B, E and F, and {_and(low)} below good: good.")
    worst = [m.code for m in some if m.critical and m.grade == 1]
    if any(m.code == OTHER_PERSON and m.grade == 1 for m in some):
        grade = 1
        steps.append(
            f"{OTHER_PERSON} is inadequate, another child\u2019s information: the whole is inadequate."
        )
    elif len(worst) >= 2:
        grade = 1
        steps.append(f"{_and(worst)} critical and inadequate. Two of these make the whole inadequate.")
    elif worst and grade > 2:
        grade = 2
        steps.append(f"{_and(worst)} critical and inadequate. One of these caps it at requires improvement.")
    return Reckoned(grade, mean, tuple(steps))


def _and(codes: list[str]) -> str:
    """W1 is; W1 and B1 are; W1, B1 and F1 are."""
    if len(codes) == 1:
        return f"{codes[0]} is"
    return f"{', '.join(codes[:-1])} and {codes[-1]} are"
