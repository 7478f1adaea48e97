"""How far markers agree, and whether one of them leans: pairs of marks on the same line of the same work."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from academy.people.access import can
from academy.people.models import User
from assessments.calibration.agreement import Agreement, agreement_of
from assessments.tasks.models import MarkedLine, Marking

LEVELS = (0, 1, 2, 3)
LEAST_WORK = 5
"""Fewer pieces of work than this say nothing about a marker."""


@dataclass(frozen=True)
class Severity:
    """How a marker's levels lie against the other marker's, in levels: below nought is harder."""

    marker: str
    works: int
    lean: float | None


@dataclass(frozen=True)
class Agreeing:
    """Agreement on one task or on all, with what it rests on."""

    works: int
    agreement: Agreement
    same_result: int
    severities: Sequence[Severity]


def agreeing(*, actor: User, code: str = "") -> Agreeing | None:
    """First and second markers side by side; None for those who do not run marking. Two queries."""
    if not can(actor, "run_marking"):
        return None
    given = Marking.objects.filter(
        submission__task__council=actor.council_id, state="given", role__in=["first", "second"]
    ).select_related("marker")
    if code:
        given = given.filter(submission__task__code=code)
    by_work: dict[int, dict[str, Marking]] = defaultdict(dict)
    for one in given:
        by_work[one.submission_id][one.role] = one
    both = {pk: pair for pk, pair in by_work.items() if len(pair) == 2}
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    wanted = [one.pk for pair in both.values() for one in pair.values()]
    for row in MarkedLine.objects.filter(marking__in=wanted):
        if row.level is not None:
            levels[row.marking_id][row.line_id] = row.level
    pairs: list[tuple[int, int]] = []
    leans: dict[User, list[float]] = defaultdict(list)
    for pair in both.values():
        first, second = levels[pair["first"].pk], levels[pair["second"].pk]
        shared = [(first[line], second[line]) for line in first if line in second]
        pairs += shared
        if shared:
            gap = statistics.mean(b - a for a, b in shared)
            leans[pair["second"].marker].append(gap)
            leans[pair["first"].marker].append(-gap)
    return Agreeing(
        works=len(both),
        agreement=agreement_of(pairs, scale=LEVELS),
        same_result=sum(pair["first"].passes == pair["second"].passes for pair in both.values()),
        severities=[
            Severity(
                marker.get_full_name(),
                len(found),
                statistics.mean(found) if len(found) >= LEAST_WORK else None,
            )
            for marker, found in sorted(leans.items(), key=lambda item: item[0].get_full_name())
        ],
    )
