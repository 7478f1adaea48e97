"""How many plans of each kind a sample should have: proportional allocation with largest remainders.

n plans are shared over strata in proportion to their weights: each gets the whole part of its share, and the
plans left go to the largest remainders (Hamilton's method; proportional allocation as in Cochran, Sampling
Techniques, 1977, chapter 5). Ties go to the stratum that comes first by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessments.auditing.drawing.frame import OLDER, Plan, Shares

DIMENSIONS = ("plan_type", "team", "key_stage", "need", "setting", "seniority")
STARTER, EXPERIENCED = "starter", "experienced"


@dataclass(frozen=True)
class Stratum:
    """One stratum of one dimension: how many plans are listed, wanted and got, and why it fell short."""

    dimension: str
    value: str
    listed: int
    wanted: int
    got: int = 0
    why_short: str = ""

    def as_json(self) -> dict[str, str | int]:
        """For the report and the command."""
        return dict(vars(self))


def seniority(plan: Plan, starter_months: int) -> str:
    """Starter or experienced, by months in post; somebody of whom nothing is known is experienced."""
    return STARTER if plan.months is not None and plan.months < starter_months else EXPERIENCED


def value_of(plan: Plan, dimension: str, shares: Shares) -> str:
    """The stratum that a plan lies in."""
    if dimension == "seniority":
        return seniority(plan, shares.starter_months)
    return str(getattr(plan, dimension))


def apportion(
    total: int, weights: Mapping[str, float], most: Mapping[str, int] | None = None
) -> dict[str, int]:
    """`total` shared in proportion to `weights`, in whole numbers, none above `most`.

    The sum is `total`, or the sum of `most` where that is less. What a full stratum cannot take is shared
    among the others in the same way.
    """
    given = dict.fromkeys(sorted(weights), 0)
    exact = {name: Fraction(weights[name]).limit_denominator(10**6) for name in given}
    open_ones = {name: weight for name, weight in exact.items() if weight > 0}
    left = total
    while left and open_ones:
        added = _shared(left, open_ones)
        over = {} if most is None else {name: most[name] for name in added if added[name] > most[name]}
        if not over:
            return given | added
        for name, room in over.items():
            given[name] = room
            left -= room
            del open_ones[name]
    return given


def _shared(total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    whole = sum(weights.values())
    exact = {name: total * weight / whole for name, weight in weights.items()}
    added = {name: int(share) for name, share in exact.items()}
    rest = sorted(exact, key=lambda name: (added[name] - exact[name], name))
    for name in rest[: total - sum(added.values())]:
        added[name] += 1
    return added


def quotas(plans: Iterable[Plan], size: int, shares: Shares) -> list[Stratum]:
    """Every stratum of every dimension with what a sample of `size` should have of it.

    Plan types are shared as the settings say, whatever the list is like; key stages by their numbers on the
    list with Year 9 and above counted `older` times; everything else by its number on the list.
    """
    rows = list(plans)
    found: list[Stratum] = []
    for dimension in DIMENSIONS:
        listed = Counter(value_of(plan, dimension, shares) for plan in rows)
        if dimension == "plan_type":
            weights: dict[str, float] = {"new": shares.new, "existing": 1 - shares.new}
            listed.update(dict.fromkeys(weights, 0))
        elif dimension == "key_stage":
            weights = {name: n * (shares.older if name in OLDER else 1) for name, n in listed.items()}
        else:
            weights = dict(listed)
        most = None if dimension == "plan_type" else listed
        wanted = apportion(size, weights, most)
        found += [Stratum(dimension, name, listed[name], wanted.get(name, 0)) for name in sorted(listed)]
    return found
