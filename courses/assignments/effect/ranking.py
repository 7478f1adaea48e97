"""Which module works better than which, as far as that can be told. Pure.

Each estimate is drawn towards the mean of all by how little is known of it, with the variance between modules
by the method of moments (R. DerSimonian and N. Laird, 1986, Controlled Clinical Trials 7, 177-188). Whether
they differ at all is asked with Cochran's Q. A place is given as the places it could be: one module is held
better than another only where their difference stands out with all pairs counted (Bonferroni), after M.
Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, Inference for ranks, 2024, Review of Economic Studies 91.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from .fitting import Fit
from .measuring import Effect

SURE = 0.05


@dataclass(frozen=True, slots=True)
class Ranked:
    """One module among the others: its estimate drawn in, between which places it lies, and its group.

    Modules of one group, counted from 1, cannot be told apart. The estimate drawn in serves to order them;
    whether a module works is for its own interval to say.
    """

    kind: str
    value: float
    first: int
    last: int
    group: int = 1


def rank_effects(effects: Mapping[str, Effect], fit: Fit | None) -> list[Ranked]:
    """Modules with a figure, the best estimate first. Those without one are not ranked."""
    kinds = [kind for kind, one in effects.items() if one.shown and one.error > 0]
    if fit is None or not kinds:
        return []
    shown = [effects[kind] for kind in kinds]
    between = spread_between([one.difference for one in shown], [one.error for one in shown])
    middle = pooled(shown, between)
    drawn = {kind: _draw_in(effects[kind], middle, between) for kind in kinds}
    order = sorted(kinds, key=lambda kind: -drawn[kind])
    better = {
        kind: {other for other in kinds if _beats(effects, fit, other, kind, len(kinds))} for kind in kinds
    }
    groups = _groups(order, better)
    return [
        Ranked(
            kind,
            drawn[kind],
            first=1 + len(better[kind]),
            last=len(kinds) - sum(kind in over for over in better.values()),
            group=groups[kind],
        )
        for kind in order
    ]


def _groups(order: Sequence[str], better: Mapping[str, set[str]]) -> dict[str, int]:
    """From the best downwards: a module that is clearly behind one of the group begins the next."""
    found: dict[str, int] = {}
    group, members = 1, set[str]()
    for kind in order:
        if better[kind] & members:
            group, members = group + 1, set()
        members.add(kind)
        found[kind] = group
    return found


def spread_between(values: Sequence[float], errors: Sequence[float]) -> float:
    """Variance of the true effects between modules (DerSimonian and Laird); 0 where chance explains all."""
    weights = [1 / (error * error) for error in errors]
    total = math.fsum(weights)
    middle = math.fsum(w * v for w, v in zip(weights, values, strict=True)) / total
    cochran = math.fsum(w * (v - middle) ** 2 for w, v in zip(weights, values, strict=True))
    scale = total - math.fsum(w * w for w in weights) / total
    return max(0.0, (cochran - (len(values) - 1)) / scale) if scale > 0 else 0.0


def pooled(effects: Sequence[Effect], between: float) -> float:
    """The mean of all modules, those better known counting for more."""
    weights = [1 / (one.error**2 + between) for one in effects]
    return math.fsum(w * one.difference for w, one in zip(weights, effects, strict=True)) / math.fsum(weights)


def _draw_in(one: Effect, middle: float, between: float) -> float:
    """The estimate drawn towards the middle by how little is known of it."""
    return middle + between / (between + one.error**2) * (one.difference - middle)


def _beats(effects: Mapping[str, Effect], fit: Fit, one: str, other: str, n: int) -> bool:
    """Whether `one` stands out as better than `other`, with all pairs of `n` counted."""
    if one == other:
        return False
    at, to = fit.kinds.index(one), fit.kinds.index(other)
    variance = fit.covariance[at, at] + fit.covariance[to, to] - 2 * fit.covariance[at, to]
    pairs = max(1, n * (n - 1) // 2)
    z = NormalDist().inv_cdf(1 - SURE / (2 * pairs))
    apart = effects[one].difference - effects[other].difference
    return bool(apart > z * math.sqrt(max(float(variance), 0.0)))
