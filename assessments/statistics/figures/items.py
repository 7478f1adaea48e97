"""What answers say about each item and about the paper as a whole, after classical test theory.

A response is one drawn item of one sitting, with the columns `sitting`, `person`, `version`, `points`, `of`
and `seconds`. Papers draw at random, so two sittings need not share items; every figure is made from the
sittings that had the item, and a person's other items are the yardstick.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

LEAST_TO_SHOW = 5
"""Below this many people nothing is shown on a page: a figure would be about somebody."""
LEAST_TO_JUDGE = 30
"""Below this many answers discrimination and the choices move by chance; they are shown with a warning."""
TAIL = 0.27
"""The share of people in the upper and in the lower group."""
WEAK = 0.1
HARDEST, EASIEST = 0.4, 0.95
"""Facility at or below which "everyone fails", and above which an item tells little."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ItemFigures:
    """One version of an item in one paper. None: cannot be said from these answers."""

    version: int
    n: int
    people: int
    facility: float
    discrimination: float | None
    upper_lower: float | None
    weight: float | None
    median_seconds: float | None
    right: int
    wrong: int

    @property
    def failed_by_most(self) -> bool:
        """Whether people get little of it: the list of what everyone fails."""
        return self.facility <= HARDEST

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to bear in mind, and what to look at, in words."""
        return tuple(self._warnings())

    def _warnings(self) -> list[str]:
        said = []
        if self.n < LEAST_TO_JUDGE:
            said.append(
                f"Only {self.n} answers. Below {LEAST_TO_JUDGE} these figures move a good deal by chance."
            )
        if self.right == self.n:
            said.append("Everybody got every point. It tells nobody apart.")
        elif self.wrong == self.n:
            said.append("Nobody got a point. Look whether the key is right and the wording is clear.")
        elif self.facility <= HARDEST:
            said.append("Most people do not get this. Look at the wording, and at what is taught.")
        if self.discrimination is not None and self.discrimination < 0:
            said.append(
                "People who do well elsewhere do worse here. Look whether the key is right and the words "
                "do not mislead."
            )
        elif self.discrimination is not None and self.discrimination < WEAK and 0 < self.facility < EASIEST:
            said.append("It hardly tells those who know more from those who know less.")
        return said


@dataclass(frozen=True)
class PaperFigures:
    """A paper as a whole with its items. `fixed`: everybody had the same items."""

    sittings: int
    people: int
    responses: int
    mean_share: float | None
    spread: float | None
    alpha: float | None
    error: float | None
    fixed: bool
    items: tuple[ItemFigures, ...]


def with_rest(rows: pd.DataFrame) -> pd.DataFrame:
    """The responses with `share` of the item, `total` (share of the whole sitting) and `rest` (share of the
    sitting without this item, NaN where there is nothing else)."""
    points = rows["points"].to_numpy(np.float64)
    of = rows["of"].to_numpy(np.float64)
    codes, _ = pd.factorize(rows["sitting"])
    all_points = np.bincount(codes, points)[codes] if len(codes) else points
    all_of = np.bincount(codes, of)[codes] if len(codes) else of
    with np.errstate(divide="ignore", invalid="ignore"):
        return rows.assign(
            share=np.where(of > 0, points / of, 0.0),
            total=np.where(all_of > 0, all_points / all_of, 0.0),
            rest=np.where(all_of > of, (all_points - points) / (all_of - of), np.nan),
        )


def correlations(groups: NDArray[np.intp], count: int, x: Floats, y: Floats) -> Floats:
    """Pearson's correlation inside each group; NaN where one of the two does not vary. Pairs with NaN are
    left out."""
    known = ~np.isnan(y)
    groups, x, y = groups[known], x[known], y[known]
    n = np.bincount(groups, minlength=count).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        x = x - (np.bincount(groups, x, count) / n)[groups]
        y = y - (np.bincount(groups, y, count) / n)[groups]
        xx, yy = np.bincount(groups, x * x, count), np.bincount(groups, y * y, count)
        found = np.bincount(groups, x * y, count) / np.sqrt(xx * yy)
    return np.where((n > 2) & (xx > 1e-12) & (yy > 1e-12), found, np.nan)


def upper_lower(rows: pd.DataFrame, groups: NDArray[np.intp], count: int) -> Floats:
    """Mean share in the best 27% of sittings less that in the weakest 27%, for each item.

    27% is Kelley's choice (1939) between groups that are large and groups that are far apart. Sittings with
    the same total are taken for alike, so the order of rows decides nothing.
    """
    total = rows["total"].round(9)
    alike = rows["share"].groupby([groups, total]).transform("mean").to_numpy()
    order = np.lexsort((total.to_numpy(), groups))
    sorted_groups, sorted_share = groups[order], alike[order]
    n = np.bincount(groups, minlength=count)
    place = np.arange(len(order)) - (np.cumsum(n) - n)[sorted_groups]
    tail = np.maximum(1, np.ceil(n * TAIL - 1e-9)).astype(int)
    low, high = place < tail[sorted_groups], place >= (n - tail)[sorted_groups]
    found = (
        np.bincount(sorted_groups[high], sorted_share[high], count)
        - np.bincount(sorted_groups[low], sorted_share[low], count)
    ) / tail
    return np.where(n >= 4, found, np.nan)


def weights(rows: pd.DataFrame, groups: NDArray[np.intp], count: int) -> Floats:
    """The effective weight of each item in per cent, as Moodle's quiz statistics reckon it: the root of its
    covariance with the total, over the sum of these roots. Only where everybody had the same items."""
    points = rows["points"].to_numpy(np.float64)
    codes, _ = pd.factorize(rows["sitting"])
    total = np.bincount(codes, points)[codes]
    n = np.bincount(groups, minlength=count)
    x = points - (np.bincount(groups, points, count) / n)[groups]
    covariance = np.bincount(groups, x * (total - total.mean()), count) / np.maximum(n - 1, 1)
    roots = np.sqrt(np.clip(covariance, 0, None))
    return 100 * roots / roots.sum() if roots.sum() > 0 else np.full(count, np.nan)


def reliability(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """Cronbach's alpha and the standard error of measurement as a share of the paper.

    Reckoned by Hoyt's analysis of variance (1941): 1 less the residual mean square over the one between
    people, after the means of the items are taken out. Where all had the same items this is Cronbach's alpha
    (1951) to the last digit; where items were drawn at random it is the estimate of the same thing. The
    standard error is the spread of totals times the root of 1 less alpha.
    """
    same = rows["of"].nunique() <= 1 or _fixed(rows)
    y = rows["points" if same else "share"].to_numpy(np.float64)
    people, _ = pd.factorize(rows["sitting"])
    items, names = pd.factorize(rows["version"])
    sittings, count = int(people.max(initial=-1)) + 1, len(names)
    free = len(y) - sittings - count + 1
    if sittings < 2 or count < 2 or free < 1:
        return None, None
    y = y - (np.bincount(items, y) / np.bincount(items))[items]
    drawn = np.bincount(people)
    mean = np.bincount(people, y) / drawn
    between = float((drawn * mean**2).sum()) / (sittings - 1)
    within = float(((y - mean[people]) ** 2).sum()) / free
    if between <= 1e-12:
        return None, None
    alpha = 1 - within / between
    spread = float(rows.groupby("sitting")["total"].first().std(ddof=1))
    return alpha, spread * math.sqrt(max(0.0, 1 - alpha))


def _fixed(rows: pd.DataFrame) -> bool:
    """Whether every sitting had every item, each once."""
    sittings, items = rows["sitting"].nunique(), rows["version"].nunique()
    return len(rows) == sittings * items and not rows.duplicated(["sitting", "version"]).any()


def paper_figures(rows: pd.DataFrame) -> PaperFigures:
    """Everything that a paper's responses say, hardest item first."""
    if rows.empty:
        return PaperFigures(0, 0, 0, None, None, None, None, False, ())
    rows = rows if "rest" in rows else with_rest(rows)
    fixed = _fixed(rows)
    alpha, error = reliability(rows)
    totals = rows.groupby("sitting")["total"].first()
    return PaperFigures(
        sittings=len(totals),
        people=rows["person"].nunique(),
        responses=len(rows),
        mean_share=float(totals.mean()),
        spread=_known(totals.std(ddof=1)),
        alpha=alpha,
        error=error,
        fixed=fixed,
        items=_items(rows, fixed),
    )


def _items(rows: pd.DataFrame, fixed: bool) -> tuple[ItemFigures, ...]:
    groups, names = pd.factorize(rows["version"])
    count = len(names)
    share = rows["share"].to_numpy(np.float64)
    n = np.bincount(groups, minlength=count)
    facility = np.bincount(groups, share, count) / n
    rest = correlations(groups, count, share, rows["rest"].to_numpy(np.float64))
    tails = upper_lower(rows, groups, count)
    heavy = weights(rows, groups, count) if fixed else np.full(count, np.nan)
    right = np.bincount(groups, share >= 1 - 1e-9, count).astype(int)
    wrong = np.bincount(groups, share <= 1e-9, count).astype(int)
    timed = rows[rows["seconds"] > 0]
    seconds = timed.groupby("version")["seconds"].median().to_dict()
    people = rows.groupby("version")["person"].nunique().to_dict()
    found = [
        ItemFigures(
            version=int(name),
            n=int(n[at]),
            people=int(people[name]),
            facility=float(facility[at]),
            discrimination=_known(rest[at]),
            upper_lower=_known(tails[at]),
            weight=_known(heavy[at]),
            median_seconds=_known(seconds.get(name, math.nan)),
            right=int(right[at]),
            wrong=int(wrong[at]),
        )
        for at, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda one: (one.facility, one.version)))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
