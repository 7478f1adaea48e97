"""How lenient each auditor is, from the audits alone: estimated with shrinkage. Pure.

An audit's level is the mean of its marks less the usual mark of each criterion. A level is taken to be the
auditor's leaning, plus the writer's, plus chance; both leanings are drawn towards nought by how little is
known of them, n / (n + within / between), the best linear unbiased predictor of a random effect (G. K.
Robinson, 1991, Statistical Science 6, 15-32), with the variances by the method of moments of a one-way layout
(S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, 1992, 3.6). The two are fitted in turn.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

ROUNDS = 8
"""How often writers and auditors are fitted in turn; the change is below a thousandth after four."""


def shrink(groups: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """How far each group lies from the mean of all, drawn towards it by how little is known of the group."""
    sizes = {name: len(values) for name, values in groups.items()}
    n, k = sum(sizes.values()), len(sizes)
    if k < 2 or n <= k:
        return dict.fromkeys(groups, 0.0)
    means = {name: math.fsum(values) / len(values) for name, values in groups.items()}
    middle = math.fsum(sizes[name] * mean for name, mean in means.items()) / n
    inside = math.fsum((one - means[name]) ** 2 for name, values in groups.items() for one in values)
    within = inside / (n - k)
    usual = (n - sum(size * size for size in sizes.values()) / n) / (k - 1)
    apart = math.fsum(sizes[name] * (mean - middle) ** 2 for name, mean in means.items()) / (k - 1)
    between = (apart - within) / usual
    if between <= 0:
        return dict.fromkeys(groups, 0.0)
    return {
        name: (mean - middle) * sizes[name] / (sizes[name] + within / between) for name, mean in means.items()
    }


def estimate_severity(levels: Iterable[tuple[str, str, float]]) -> dict[str, float]:
    """Each auditor's leaning in grades: above nought is lenient. `levels`: (writer, auditor, level) by audit.

    An audit without a known auditor has "" and leans nowhere.
    """
    rows = [row for row in levels if row[1]]
    by_auditor: dict[str, float] = {}
    by_writer: dict[str, float] = {}
    for _ in range(ROUNDS):
        found: dict[str, list[float]] = defaultdict(list)
        for writer, auditor, level in rows:
            found[auditor].append(level - by_writer.get(writer, 0.0))
        by_auditor = shrink(found)
        found = defaultdict(list)
        for writer, auditor, level in rows:
            found[writer].append(level - by_auditor[auditor])
        by_writer = shrink(found)
    return by_auditor
