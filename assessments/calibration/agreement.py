"""How far two people who graded the same things agree. Pure: pairs of grades in, figures out.

One place for auditors against the moderated grade, two auditors blind, and markers of tasks. Grades are
ordinal, so a miss by one step counts for more agreement than a miss by three. Kappa alone misleads when
most work gets the same grade (high agreement, low kappa), so Gwet's AC2 stands beside it. Nothing is said
of so few pairs that the figure would be chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pair: TypeAlias = tuple[int, int]
"""What the first said and what the second said: the agreed grade and the one given, or two markers."""

GRADES = (1, 2, 3, 4)
LEAST = 10
"""The fewest pairs from which a coefficient or a direction is said."""

Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95% interval. `low` and `high` are None where no interval can be had."""

    value: float
    low: float | None = None
    high: float | None = None

    def as_row(self) -> dict[str, float | None]:
        """Plain data."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True)
class Agreement:
    """How far two sides agree over `n` pairs.

    `exact` and `within_one` are shares of the pairs. `lean` is the mean of second minus first: above nought
    the second is lenient, below it harsh. `table[i][j]` counts pairs where the first said `scale[i]` and the
    second `scale[j]`. Figures are None below the smallest n, and where they cannot be defined (everything
    graded alike).
    """

    n: int
    scale: tuple[int, ...]
    table: tuple[tuple[int, ...], ...]
    least: int = LEAST
    exact: Estimate | None = None
    within_one: Estimate | None = None
    lean: Estimate | None = None
    kappa: Estimate | None = None
    ac2: Estimate | None = None

    @property
    def enough(self) -> bool:
        """Whether there are pairs enough to say anything."""
        return self.n >= self.least

    @property
    def direction(self) -> str:
        """`harsh`, `lenient` or `even`; empty when there are too few pairs.

        Only a difference whose interval leaves out nought is called one.
        """
        if self.lean is None:
            return ""
        if self.lean.low is not None and self.lean.low > 0:
            return "lenient"
        return "harsh" if self.lean.high is not None and self.lean.high < 0 else "even"

    def as_row(self) -> dict[str, Any]:
        """Plain data, for a command or to be kept."""
        figures = {
            name: (found.as_row() if (found := getattr(self, name)) else None)
            for name in ("exact", "within_one", "lean", "kappa", "ac2")
        }
        return {
            "n": self.n,
            "least": self.least,
            "scale": list(self.scale),
            "table": [list(row) for row in self.table],
            "direction": self.direction,
            **figures,
        }


def agreement_of(pairs: Iterable[Pair], *, scale: Sequence[int] = GRADES, least: int = LEAST) -> Agreement:
    """Everything about how far two sides agree. Pairs with a grade that the scale lacks are left out."""
    counted = confusion(pairs, scale=scale)
    n = int(counted.sum())
    table = tuple(tuple(int(cell) for cell in row) for row in counted)
    if n < max(least, 1):
        return Agreement(n, tuple(scale), table, least)
    steps = np.array([abs(a - b) for a in range(len(scale)) for b in range(len(scale))]).reshape(
        counted.shape
    )
    return Agreement(
        n,
        tuple(scale),
        table,
        least,
        exact=share(int(counted[steps == 0].sum()), n),
        within_one=share(int(counted[steps <= 1].sum()), n),
        lean=mean_difference(counted, scale),
        kappa=weighted_kappa(counted),
        ac2=gwet_ac2(counted),
    )


def confusion(pairs: Iterable[Pair], *, scale: Sequence[int] = GRADES) -> Table:
    """How often the first said this (row) and the second that (column), in the order of the scale."""
    place = {grade: number for number, grade in enumerate(scale)}
    table = np.zeros((len(scale), len(scale)))
    for first, second in pairs:
        if first in place and second in place:
            table[place[first], place[second]] += 1
    return table


def quadratic_weights(q: int) -> Table:
    """How much each miss still agrees: 1 - (i - j)^2 / (q - 1)^2, so 1 for the same grade, 0 end to end."""
    places = np.arange(q, dtype=float)
    return 1 - (places[:, None] - places[None, :]) ** 2 / max(q - 1, 1) ** 2


def linear_weights(q: int) -> Table:
    """How much each miss still agrees: 1 - |i - j| / (q - 1)."""
    places = np.arange(q, dtype=float)
    return 1 - np.abs(places[:, None] - places[None, :]) / max(q - 1, 1)


def weighted_kappa(table: Table, weights: Table | None = None) -> Estimate | None:
    """Cohen's weighted kappa, quadratic weights unless others are given.

    kappa = (po - pe) / (1 - pe), with po = sum w_ij p_ij and pe = sum w_ij p_i. p_.j (J. Cohen, 1968,
    Psychological Bulletin 70, 213-220). The variance is that for large samples of J. L. Fleiss, J. Cohen and
    B. S. Everitt, 1969, Psychological Bulletin 72, 323-327:

        var = (sum p_ij [w_ij (1 - pe) - (u_i + v_j)(1 - po)]^2 - (po pe - 2 pe + po)^2) / (n (1 - pe)^4)

    with u_i = sum_j p_.j w_ij and v_j = sum_i p_i. w_ij; the interval is kappa +- 1.96 standard errors, kept
    within -1 and 1. None where chance alone would agree always (pe = 1: everything got one grade).
    """
    table = np.asarray(table, float)
    w, n = quadratic_weights(len(table)) if weights is None else weights, float(table.sum())
    if not n:
        return None
    shares = table / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    po, pe = float((w * shares).sum()), float(rows @ w @ columns)
    if math.isclose(pe, 1):
        return None
    kappa = (po - pe) / (1 - pe)
    spread = w * (1 - pe) - ((w @ columns)[:, None] + (rows @ w)[None, :]) * (1 - po)
    inner = float((shares * spread**2).sum()) - (po * pe - 2 * pe + po) ** 2
    error = math.sqrt(max(inner, 0) / n) / (1 - pe) ** 2
    return _around(kappa, error * NormalDist().inv_cdf(0.975), lowest=-1)


def gwet_ac2(table: Table, weights: Table | None = None) -> Estimate | None:
    """Gwet's AC2 for two raters, quadratic weights unless others are given (identity weights give AC1).

    AC2 = (pa - pe) / (1 - pe), with pa = sum w_kl p_kl, pe = T / (q (q - 1)) sum pi_k (1 - pi_k),
    T = sum of all weights and pi_k = (p_k. + p_.k) / 2. The variance is by linearisation over subjects:

        var = sum_i (g_i - AC2)^2 / (n (n - 1))
        g_i = (w(k_i, l_i) - pe) / (1 - pe) - 2 (1 - AC2) (pe_i - pe) / (1 - pe)
        pe_i = T / (q (q - 1)) ((1 - pi_k_i) + (1 - pi_l_i)) / 2

    and the interval AC2 +- t(n - 1) standard errors (K. L. Gwet, 2008, British Journal of Mathematical and
    Statistical Psychology 61, 29-48; weights: Handbook of Inter-Rater Reliability, 4th edition, 2014). None
    without pairs or with a single grade on the scale. The least that it can be is -pe / (1 - pe), which lies
    below -1 where two people almost always disagree and their grades spread over the scale.
    """
    q = len(table)
    table = np.asarray(table, float)
    w, n = quadratic_weights(q) if weights is None else weights, float(table.sum())
    if q < 2 or not n:
        return None
    shares = table / n
    mean = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    much = float(w.sum()) / (q * (q - 1))
    pa, pe = float((w * shares).sum()), much * float((mean * (1 - mean)).sum())
    if math.isclose(pe, 1):
        return None
    ac2 = (pa - pe) / (1 - pe)
    if n < 2:
        return Estimate(ac2)
    by_chance = much * ((1 - mean)[:, None] + (1 - mean)[None, :]) / 2
    subject = ((w - pe) - 2 * (1 - ac2) * (by_chance - pe)) / (1 - pe)
    variance = float((table * (subject - ac2) ** 2).sum()) / (n * (n - 1))
    return _around(ac2, math.sqrt(variance) * t_quantile(int(n) - 1), lowest=-pe / (1 - pe))


def share(count: int, n: int) -> Estimate:
    """A share with its score interval (E. B. Wilson, 1927, Journal of the American Statistical Association
    22, 209-212): good for few pairs and near nought or one, where the textbook interval is not.

    middle = (p + z^2 / 2n) / (1 + z^2 / n), half = z sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n).
    """
    p, z = count / n, NormalDist().inv_cdf(0.975)
    base = 1 + z * z / n
    middle = (p + z * z / (2 * n)) / base
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / base
    return Estimate(p, max(0.0, middle - half), min(1.0, middle + half))


def mean_difference(table: Table, scale: Sequence[int] = GRADES) -> Estimate | None:
    """The mean of second minus first with Student's interval: mean +- t(n - 1) sd / sqrt(n)."""
    table = np.asarray(table, float)
    n = float(table.sum())
    if not n:
        return None
    grades = np.array(scale, dtype=float)
    apart = grades[None, :] - grades[:, None]
    mean = float((table * apart).sum()) / n
    if n < 2:
        return Estimate(mean)
    variance = float((table * (apart - mean) ** 2).sum()) / (n - 1)
    half = t_quantile(int(n) - 1) * math.sqrt(variance / n)
    return Estimate(mean, mean - half, mean + half)


def t_quantile(degrees: int) -> float:
    """The 97.5% point of Student's t: exact for 1 and 2 degrees of freedom, else the expansion in 1/degrees
    of M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5 (within 0.01 from
    3 on, within 0.0002 from 9 on)."""
    if degrees <= 1:
        return math.tan(math.pi * 0.475)
    if degrees == 2:
        return 0.95 * math.sqrt(2 / (1 - 0.95**2))
    z, v = NormalDist().inv_cdf(0.975), float(degrees)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / v ** (power + 1) for power, term in enumerate(terms))


def _around(value: float, half: float, *, lowest: float) -> Estimate:
    return Estimate(value, max(lowest, value - half), min(1.0, value + half))
