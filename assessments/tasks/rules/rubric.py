"""What passes and when two markers agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CLOSE = 1
"""Two markers agree when they come to the same result and no line is further apart than this."""


@dataclass(frozen=True)
class Line:
    """What the pass rule needs to know of a line."""

    key: int
    must: bool
    least: int


@dataclass(frozen=True)
class Verdict:
    """What levels amount to: `short` are the must lines below their least level."""

    passes: bool
    points: int
    of: int
    short: tuple[int, ...]


def judge(lines: Sequence[Line], levels: Mapping[int, int], *, least_points: int) -> Verdict:
    """Signed off when every must line reaches its least level and all levels together the least points.

    A line without a level counts as nought.
    """
    points = sum(levels.get(line.key, 0) for line in lines)
    short = tuple(line.key for line in lines if line.must and levels.get(line.key, 0) < line.least)
    return Verdict(not short and points >= least_points, points, 3 * len(lines), short)


def agree(
    first: Mapping[int, int], second: Mapping[int, int], *, first_passes: bool, second_passes: bool
) -> bool:
    """Whether two markings say the same: the same result, and no line more than one level apart."""
    return first_passes == second_passes and not far_apart(first, second)


def far_apart(first: Mapping[int, int], second: Mapping[int, int]) -> tuple[int, ...]:
    """The lines on which two markings are more than one level apart."""
    return tuple(key for key in first if abs(first[key] - second.get(key, 0)) > CLOSE)
