"""What later plans prove about a remedy. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

REAUDIT_DAYS = 90
"""Days after learning in which later plans count."""
REAUDIT_PLANS = 2
"""Plans good or better that resolve a finding."""
GOOD = 3


@dataclass(frozen=True)
class LaterMark:
    """One later mark on the criterion of a remedy."""

    on: datetime.date
    grade: int


@dataclass(frozen=True)
class Terms:
    """When a finding is taken to be put right: so many `plans` good or better within so many `days`.

    A plan with `grade` or worse repeats it. What coaching agrees is due in `goal_weeks`. Rules LR-09, LR-10.
    """

    plans: int = REAUDIT_PLANS
    days: int = REAUDIT_DAYS
    grade: int = GOOD - 1
    goal_weeks: int = 12


AGREED = Terms()
"""The terms as first agreed."""


def judge_later_marks(
    looks: Sequence[LaterMark],
    *,
    learnt_on: datetime.date,
    today: datetime.date,
    terms: Terms = AGREED,
) -> tuple[str, datetime.date]:
    """What later marks say: a verb of the state tables, or "" for nothing yet, and the day it became clear.

    Any plan below good in the 90 days repeats the finding; two good or better resolve it; after the 90 days
    fewer than two cannot tell. One good plan so far is `reaudit`.
    """
    last_day = learnt_on + datetime.timedelta(days=terms.days)
    counted = sorted((one for one in looks if learnt_on < one.on <= last_day), key=lambda one: one.on)
    good = 0
    for look in counted:
        if look.grade <= terms.grade:
            return "repeat", look.on
        good += 1
        if good == terms.plans:
            return "resolve", look.on
    if today > last_day:
        return "run_out", last_day
    return ("reaudit", counted[-1].on) if good else ("", today)
