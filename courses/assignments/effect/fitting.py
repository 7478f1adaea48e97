"""What training adds to later marks, everything known at the call allowed for, with an interval. Pure.

Later marks are regressed on having been trained (as begun: an instrument for how many of them came after a
training), on the marks that called, the criterion, the rest of the audit, the writer's earlier level, earlier
marks on the point, the auditor's severity and the time. A writer's calls move together, so the error is that
of the jackknife that leaves out one writer after the other (CV3 of J. G. MacKinnon, M. O. Nielsen and M. D.
Webb, Cluster-robust inference: a guide to empirical practice, 2023, Journal of Econometrics 232, 272-299),
with Student's t of one degree less than there are writers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assessments.calibration.agreement import t_quantile

from .cases import Call

Table: TypeAlias = NDArray[np.float64]

ROWS_A_COLUMN = 8
"""With fewer calls than this for each thing allowed for, fewer things are allowed for."""
MOST_AUDITS = 8
TINY = 1e-7
"""Added to the diagonal, relative to it, so that what cannot be told apart is shared and not refused."""


@dataclass(frozen=True)
class Fit:
    """The effect by kind of call, how the estimates vary together, and the writers behind each."""

    kinds: tuple[str, ...]
    values: tuple[float, ...]
    covariance: Table
    clusters: tuple[int, ...]

    def interval(self, kind: str) -> tuple[float, float, float, float]:
        """Value, low, high and standard error of one kind."""
        at = self.kinds.index(kind)
        value, error = self.values[at], math.sqrt(max(0.0, float(self.covariance[at, at])))
        half = t_quantile(max(1, self.clusters[at] - 1)) * error
        return value, value - half, value + half, error


class Design:
    """Calls made ready to be fitted several ways: what is known of each, and which are whose.

    The calls of a writer stand together; `order` says from where each was taken.
    """

    def __init__(self, calls: Sequence[Call]) -> None:
        members: dict[str, list[int]] = defaultdict(list)
        for row, call in enumerate(calls):
            members[call.who].append(row)
        self.order = [row for rows in members.values() for row in rows]
        self.calls = [calls[row] for row in self.order]
        self.bounds = list(accumulate((len(rows) for rows in members.values()), initial=0))
        self.known = _known(self.calls)
        self.dose = np.array([[call.dose] for call in self.calls], float)
        self.begun = np.array([[float(call.trained)] for call in self.calls], float)
        self.known_squares = self._of_writers(self.known, self.known)

    def _of_writers(self, one: Table, two: Table) -> Table:
        """The products of the columns of the two tables, summed over the calls of each writer."""
        return np.stack([one[at:to].T @ two[at:to] for at, to in pairwise(self.bounds)])

    def fit(self, kinds: Sequence[str] = (), *, good: bool = False) -> Fit:
        """The effect over all calls, or for each kind where `kinds` names the kind of each call; in grades,
        or in shares of good or better."""
        named = [kinds[row] for row in self.order] if kinds else [""] * len(self.calls)
        names = tuple(sorted(set(named)))
        of_kind = np.array([[name == kind for name in names] for kind in named], float)
        outcome = np.array([[call.after_good if good else call.after] for call in self.calls], float)
        doses, begun, of_writers = of_kind * self.dose, of_kind * self.begun, self._of_writers
        squares = np.block(
            [
                [of_writers(begun, doses), of_writers(begun, self.known)],
                [of_writers(self.known, doses), self.known_squares],
            ]
        )
        sums = np.hstack([of_writers(begun, outcome), of_writers(self.known, outcome)])[:, :, 0]
        whole, total = squares.sum(0), sums.sum(0)
        size, groups = len(names), len(squares)
        values = _solve(whole[None], total[None])[0, :size]
        apart = _solve(whole - squares, total - sums)[:, :size] - values
        behind: dict[str, set[str]] = defaultdict(set)
        for call, name in zip(self.calls, named, strict=True):
            behind[name].add(call.who)
        return Fit(
            names,
            tuple(float(one) for one in values),
            (groups - 1) / groups * apart.T @ apart,
            tuple(len(behind[name]) for name in names),
        )


def _solve(squares: Table, sums: Table) -> Table:
    diagonal = np.abs(np.einsum("gii->gi", squares))
    ridge = np.eye(squares.shape[1]) * (TINY * (diagonal + TINY))[:, None, :]
    return np.linalg.solve(squares + ridge, sums[:, :, None])[:, :, 0]


def _known(calls: Sequence[Call]) -> Table:
    """One column for each thing known when the rule called."""
    codes = sorted({call.criterion for call in calls})
    full: list[list[float]] = [
        [
            *(float(call.criterion == code) for code in codes),
            call.before,
            float(call.several),
            call.several * call.before,
            float(call.three),
            call.audit,
            call.level,
            call.point,
            call.severity,
            min(call.audits, MOST_AUDITS) / MOST_AUDITS,
            1 / (1 + call.audits),
            call.audit / (1 + call.audits),
            call.day,
            call.day * call.day,
        ]
        for call in calls
    ]
    if len(calls) >= ROWS_A_COLUMN * len(full[0]):
        return np.array(full, float)
    few = [[1.0, call.before, call.usual, call.audit, call.level] for call in calls]
    return np.array(few if len(calls) >= ROWS_A_COLUMN * len(few[0]) else [row[:2] for row in few], float)
