"""How strict or lenient each auditor is, allowing for whose plans they happened to get. Pure.

Auditors grade different plans, so a plain mean of their grades says as much about the writers as about them.
The model, over audits i of writer w and auditor a on day t:

    y_i = m + b t_i + u_w + s_a + e_i,   u ~ N(0, v_u), s ~ N(0, v_s), e_i ~ N(0, v_e / n_i)

y_i is the mean, over the n_i marks of the audit, of grade minus the mean grade of that criterion in that type
of plan. The severities s_a are best linear unbiased predictions: an auditor with few audits is drawn towards
nought (empirical Bayes), by v_e / (v_e + N_a v_s) in the simplest case. Solved by the mixed model equations
(C. R. Henderson, 1975, Biometrics 31, 423-447); the variances by expectation and maximisation of the
restricted likelihood (A. P. Dempster, N. M. Laird and D. B. Rubin, 1977, Journal of the Royal Statistical
Society B 39, 1-38; S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, 1992, ch. 8). The
interval is the prediction +- 1.96 standard errors of prediction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from assessments.calibration.agreement import LEAST, Estimate

MARGIN = 0.3
"""A third of a grade: an auditor is called lenient or harsh only when the estimate lies beyond it and its
interval leaves out nought."""
ROUNDS, STILL = 60, 1e-6
"""At most so many rounds; fewer once the error variance moves by less than this share of itself."""
YEAR = 365.25
FIXED = 2
"""The mean and the trend."""


@dataclass(frozen=True)
class Severity:
    """How far an auditor lies from the others, in grades: above nought lenient, below it harsh.

    `audits` is how many it rests on; no estimate below `LEAST`.
    """

    audits: int
    estimate: Estimate | None = None

    @property
    def direction(self) -> str:
        """`lenient`, `harsh` or `even`; empty when there are too few audits to say."""
        found = self.estimate
        if found is None or found.low is None or found.high is None:
            return ""
        if found.value > MARGIN and found.low > 0:
            return "lenient"
        return "harsh" if found.value < -MARGIN and found.high < 0 else "even"


def severities_of(marks: pd.DataFrame) -> Mapping[str, Severity]:
    """By auditor, how severe they are. `marks`: one row a mark, with audit, on (datetime), writer, auditor,
    criterion, plan_type and grade (1 to 4). Needs two auditors with `LEAST` audits or more."""
    if marks.empty:
        return {}
    audits = _audits(marks)
    counts = audits["auditor"].value_counts()
    enough = counts[counts >= LEAST]
    if len(enough) < 2:
        return {str(name): Severity(int(n)) for name, n in counts.items()}
    found = _predict(audits)
    return {
        str(name): Severity(int(n), found[str(name)] if n >= LEAST else None) for name, n in counts.items()
    }


def _audits(marks: pd.DataFrame) -> pd.DataFrame:
    """One row an audit: its mean residual and how many marks it rests on."""
    usual = marks.groupby(["criterion", "plan_type"])["grade"].transform("mean")
    rows = marks.assign(apart=marks["grade"] - usual)
    return rows.groupby("audit", sort=True).agg(
        y=("apart", "mean"),
        n=("apart", "size"),
        on=("on", "first"),
        writer=("writer", "first"),
        auditor=("auditor", "first"),
    )


def _predict(audits: pd.DataFrame) -> dict[str, Estimate]:
    """Predictions of the severities by the mixed model equations."""
    writers, writer_names = pd.factorize(audits["writer"], sort=True)
    auditors, auditor_names = pd.factorize(audits["auditor"], sort=True)
    days = (audits["on"] - audits["on"].mean()).dt.days.to_numpy(float) / YEAR
    y, weight = audits["y"].to_numpy(float), audits["n"].to_numpy(float)
    weight = weight / weight.mean()
    equations = _equations(y, weight, days, writers, auditors, len(writer_names), len(auditor_names))
    solution, traces, error = _solve(equations, float((weight * y * y).sum()), len(y))
    spread = np.sqrt(error * traces) * NormalDist().inv_cdf(0.975)
    return {
        str(name): Estimate(
            float(solution[FIXED + place]),
            float(solution[FIXED + place] - spread[FIXED + place]),
            float(solution[FIXED + place] + spread[FIXED + place]),
        )
        for place, name in enumerate(auditor_names)
    }


@dataclass(frozen=True)
class _Equations:
    """The mixed model equations without their ridges. `writers` is the diagonal of the writers' block, `rest`
    that of the mean, the trend and the auditors, `cross` between the two; then the right sides."""

    writers: NDArray[np.float64]
    cross: NDArray[np.float64]
    rest: NDArray[np.float64]
    right_writers: NDArray[np.float64]
    right_rest: NDArray[np.float64]


def _equations(
    y: NDArray[np.float64],
    weight: NDArray[np.float64],
    days: NDArray[np.float64],
    writers: NDArray[np.intp],
    auditors: NDArray[np.intp],
    w: int,
    a: int,
) -> _Equations:
    """Summed up by writer and auditor: the matrix of audits by people is never laid out."""

    def by_writer(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(writers, values, minlength=w).astype(float)

    def by_auditor(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(auditors, values, minlength=a).astype(float)

    sums = (weight, weight * days)
    both = np.bincount(writers * a + auditors, weight, minlength=w * a).reshape(w, a)
    rest = np.zeros((FIXED + a, FIXED + a))
    rest[:FIXED, :FIXED] = [[weight.sum(), sums[1].sum()], [sums[1].sum(), (sums[1] * days).sum()]]
    for place, values in enumerate(sums):
        rest[place, FIXED:] = rest[FIXED:, place] = by_auditor(values)
    rest[FIXED:, FIXED:] = np.diag(by_auditor(weight))
    return _Equations(
        writers=by_writer(weight),
        cross=np.column_stack([*(by_writer(values) for values in sums), both]),
        rest=rest,
        right_writers=by_writer(weight * y),
        right_rest=np.array([*((values * y).sum() for values in sums), *by_auditor(weight * y)]),
    )


def _solve(
    found: _Equations, total: float, rows: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """The mixed model equations, with the variances found by expectation and maximisation.

    An audit has one writer, so the writers' block is diagonal and is taken out first (Schur complement): what
    is inverted is as large as there are auditors. Returns the solution for mean, trend and auditors, the
    diagonal of that part of the inverse (times the error variance: the variance of prediction) and the error
    variance.
    """
    error = total / rows
    between = [error / 2, error / 2]
    ridge = np.full(len(found.rest), 1e-10)
    for _ in range(ROUNDS):
        block = found.writers + error / max(between[0], 1e-8) + 1e-10
        ridge[FIXED:] = error / max(between[1], 1e-8) + 1e-10
        lean = found.cross / block[:, None]
        inverse = np.linalg.inv(found.rest + np.diag(ridge) - found.cross.T @ lean)
        rest = inverse @ (found.right_rest - lean.T @ found.right_writers)
        writers = (found.right_writers - found.cross @ rest) / block
        traces = np.diag(inverse)
        spread = (1 / block + ((lean @ inverse) * lean).sum(axis=1), traces[FIXED:])
        between = [
            float((effects**2).sum() + error * some.sum()) / len(effects)
            for effects, some in zip((writers, rest[FIXED:]), spread, strict=True)
        ]
        fit = float(rest @ found.right_rest + writers @ found.right_writers)
        before, error = error, max((total - fit) / (rows - FIXED), 1e-8)
        if abs(error - before) < STILL * error:
            break
    return rest, traces, error
