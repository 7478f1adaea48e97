"""Plans with agreed grades, and what a panel that moderated the same plan agreed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.auditing.models import ListedPlan
from assessments.audits.models import Grade
from assessments.calibration.models import SeededGrade
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import criteria_of, current_instrument


@dataclass(frozen=True)
class SeededPlan:
    """One plan that calibrates: how many agreed grades it has, and how often it was given out."""

    plan: ListedPlan
    grades: int
    set_on: datetime.datetime
    given: int


def seeded_list(*, actor: User) -> list[SeededPlan]:
    """Plans with agreed grades, the newest first. One query."""
    rows = (
        visible(actor, ListedPlan)
        .filter(seeded_grades__isnull=False)
        .annotate(
            n=Count("seeded_grades", distinct=True),
            set_on=Max("seeded_grades__set_at"),
            given=Count("allocations", filter=Q(allocations__why="seeded"), distinct=True),
        )
        .order_by("-set_on", "-pk")
    )
    return [SeededPlan(row, row.n, row.set_on, row.given) for row in rows]  # type: ignore[attr-defined]


def plans_to_seed(*, actor: User, words: str) -> QuerySet[ListedPlan]:
    """Listed plans by their reference."""
    return visible(actor, ListedPlan).filter(plan_ref__icontains=words).order_by("-issued_on", "pk")


def plan_to_seed(*, actor: User, pk: int) -> ListedPlan | None:
    """One listed plan."""
    return visible(actor, ListedPlan).filter(pk=pk).first()


def seed_criteria(*, council_id: int) -> Sequence[Criterion]:
    """The criteria of the plan audit in force; none before the academy is founded."""
    try:
        return list(criteria_of(instrument=current_instrument(council_id=council_id)))
    except Instrument.DoesNotExist:
        return []


def grades_to_begin_with(*, plan: ListedPlan) -> dict[int, int]:
    """What the plan has already, else what a panel agreed on an audit of the same plan. By criterion."""
    own = dict(SeededGrade.objects.filter(plan=plan).values_list("criterion_id", "grade"))
    if own:
        return own
    agreed = Grade.objects.filter(
        audit__council_id=plan.council_id,
        audit__plan_ref=plan.plan_ref,
        audit__is_current=True,
        agreed__isnull=False,
    )
    return {pk: grade for pk, grade in agreed.values_list("criterion_id", "agreed") if grade}
