"""How groups of people who began together did, without showing anybody through what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from assessments.statistics.figures.items import LEAST_TO_SHOW


@dataclass(frozen=True)
class CohortFigures:
    """One cohort in one paper. `facility` is by version. `hidden`: not to be shown on a page."""

    cohort: str
    people: int
    sittings: int
    mean_share: float
    passed_share: float | None
    facility: dict[int, float]
    hidden: bool = False


def cohort_figures(rows: pd.DataFrame) -> tuple[CohortFigures, ...]:
    """Each cohort in order of its name. The responses carry `cohort`, `passed`, `share` and `total`.

    Cohorts of fewer than five people are hidden; if that would let somebody reckon one of them from the
    total, the next smallest is hidden too.
    """
    if rows.empty:
        return ()
    found = []
    for cohort, part in rows.groupby("cohort", sort=True):
        each = part.groupby("sitting").first()
        known = each["passed"].dropna()
        found.append(
            CohortFigures(
                cohort=str(cohort),
                people=int(part["person"].nunique()),
                sittings=len(each),
                mean_share=float(each["total"].mean()),
                passed_share=float(known.astype(float).mean()) if len(known) else None,
                facility=dict(part.groupby("version")["share"].mean()),
            )
        )
    return _hide(found)


def _hide(found: list[CohortFigures]) -> tuple[CohortFigures, ...]:
    few = {one.cohort for one in found if one.people < LEAST_TO_SHOW}
    unseen = sum(one.people for one in found if one.cohort in few)
    if few and unseen < LEAST_TO_SHOW:
        rest = sorted((one for one in found if one.cohort not in few), key=lambda one: one.people)
        few |= {one.cohort for one in rest[:1]}
    return tuple(
        CohortFigures(**{**vars(one), "hidden": one.cohort in few}) if one.cohort in few else one
        for one in found
    )
