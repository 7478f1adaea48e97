"""What passes and when two markers agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assessments.audits.arithmetic import Mark, section_grades

GRADES = {4: "Outstanding", 3: "Good", 2: "Requires improvement", 1: "Inadequate"}
GOOD = 3
CLOSE = 1
"""Two markers agree when they come to the same result and no line is further apart than this."""


@dataclass(frozen=True)
class Line:
    """What the pass rule needs to know of a line. One with a `section` is a criterion of the plan audit."""

    key: int
    must: bool
    least: int
    code: str = ""
    section: str = ""
    weight: int = 1
    critical: bool = False


@dataclass(frozen=True)
class Verdict:
    """What levels amount to: `short` are the lines that stop a pass, `sections` grades of the plan audit."""

    passes: bool
    points: int
    of: int
    short: tuple[int, ...]
    sections: Mapping[str, int] = field(default_factory=dict)


def judge(lines: Sequence[Line], levels: Mapping[int, int], *, least_points: int) -> Verdict:
    """Signed off when every must line reaches its least level and all levels together the least points.

    A line without a level counts as nought. Lines of the plan audit are judged by its own arithmetic.
    """
    if any(line.section for line in lines):
        return judge_audit(lines, levels)
    points = sum(levels.get(line.key, 0) for line in lines)
    short = tuple(line.key for line in lines if line.must and levels.get(line.key, 0) < line.least)
    return Verdict(not short and points >= least_points, points, 3 * len(lines), short)


def grade_of(level: int) -> int:
    """The grade that a level of a line of the plan audit stands for: level 0 is inadequate."""
    return level + 1


def level_words(level: int | None, *, section: str) -> str:
    """A level as people read it: 2 of 3, or the grade of a criterion of the plan audit."""
    if level is None:
        return "No level"
    return GRADES[grade_of(level)] if section else f"{level} of 3"


def judge_audit(lines: Sequence[Line], levels: Mapping[int, int]) -> Verdict:
    """Good or better in every section by its weighted mean, and no critical criterion inadequate.

    Nothing makes up for a section below good: a plan with a fine B and a vague F helps nobody. `short` are
    the critical criteria that are inadequate, and those below good in a section that is below good.
    """
    marks = {
        line.key: Mark(line.code, line.section, line.weight, line.critical, grade_of(levels.get(line.key, 0)))
        for line in lines
    }
    sections = section_grades(marks.values())
    critical = [key for key, mark in marks.items() if mark.critical and mark.grade == 1]
    weak = [
        key
        for key, mark in marks.items()
        if mark.grade < GOOD and sections[mark.section] < GOOD and key not in critical
    ]
    passes = not critical and all(grade >= GOOD for grade in sections.values())
    points = sum(levels.get(line.key, 0) for line in lines)
    return Verdict(passes, points, 3 * len(lines), (*critical, *weak), sections)


def agree(
    first: Mapping[int, int], second: Mapping[int, int], *, first_passes: bool, second_passes: bool
) -> bool:
    """Whether two markings say the same: the same result, and no line more than one level apart."""
    return first_passes == second_passes and not far_apart(first, second)


def far_apart(first: Mapping[int, int], second: Mapping[int, int]) -> tuple[int, ...]:
    """The lines on which two markings are more than one level apart."""
    return tuple(key for key in first if abs(first[key] - second.get(key, 0)) > CLOSE)
