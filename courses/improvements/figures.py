"""Person or system? Which criteria fail widely where, over all groups at once. Pure.

A group is a team, a service, a kind of setting or a template. Each criterion of each group is compared with
the same criterion in the rest of the council; all these looks are judged together, so that where nothing is
different anywhere, anything at all is said in about 5 runs of 100 (see `courses.assignments.rules.shares`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from courses.assignments.rules.shares import Look, stand_out

LEAST = 12
"""Fewer marks than this say nothing about a group."""
SHARE = 0.25
"""Less than this below good is not wide."""
BELOW_GOOD = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """One audit: who wrote it, the groups it belongs to (kind of group to code), its marks (0 = none)."""

    writer: int
    groups: Mapping[str, str]
    marks: Sequence[int]


@dataclass(frozen=True, slots=True)
class Limits:
    """When a share is wide: from `least` marks and `share` of them (0 to 1) on."""

    least: int = LEAST
    share: float = SHARE


@dataclass(frozen=True, slots=True)
class Wide:
    """A criterion, by its place among the marks, that fails widely in one group."""

    of: str
    group: str
    place: int
    look: Look
    writers: int


def count_looks(
    plans: Sequence[Plan], *, of: Collection[str], places: Collection[int]
) -> dict[tuple[str, str, int], tuple[int, int, int]]:
    """Marks below good, marks and writers by kind of group, group and place."""
    low: dict[tuple[str, str, int], int] = defaultdict(int)
    n: dict[tuple[str, str, int], int] = defaultdict(int)
    writers: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for plan in plans:
        groups = [(kind, group) for kind, group in plan.groups.items() if group and kind in of]
        for place in places:
            grade = plan.marks[place]
            if not grade:
                continue
            for kind, group in groups:
                key = (kind, group, place)
                n[key] += 1
                low[key] += grade <= BELOW_GOOD
                writers[key].add(plan.writer)
    return {key: (low[key], n[key], len(writers[key])) for key in n}


def find_wide(plans: Sequence[Plan], *, limits: Mapping[str, Limits], places: Collection[int]) -> list[Wide]:
    """What fails widely, most marks beyond the rest first. `limits`: the kinds of group that are looked at.

    The rest of a group are all other groups of its kind.
    """
    counts = count_looks(plans, of=limits, places=places)
    whole: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for (kind, _, place), (low, n, _) in counts.items():
        whole[kind, place][0] += low
        whole[kind, place][1] += n
    looked = []
    for (kind, group, place), (low, n, writers) in sorted(counts.items()):
        if n >= limits[kind].least:
            all_low, all_n = whole[kind, place]
            looked.append(Wide(kind, group, place, Look(low, n, all_low - low, all_n - n), writers))
    named = stand_out([one.look for one in looked])
    wide = [
        one
        for one, stands in zip(looked, named, strict=True)
        if stands and one.look.low >= limits[one.of].share * one.look.n
    ]
    return sorted(wide, key=lambda one: (-one.look.excess, one.of, one.group, one.place))
