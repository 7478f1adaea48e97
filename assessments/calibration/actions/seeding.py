"""Giving a listed plan the grades that a panel agreed, so that it can calibrate auditors."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.auditing.models import Allocation, ListedPlan
from assessments.calibration.models import SeededGrade
from assessments.instruments.models import Criterion


@transaction.atomic
def seed_plan(*, plan: ListedPlan, grades: Mapping[int, int], by: User, at: datetime.datetime) -> int:
    """Set the agreed grades of a plan: criterion id to 1..4. They replace what stood there before.

    Refused once an auditor has it: grades that are compared with it must not move under them. Returns how
    many grades the plan has now.
    """
    if not can(by, "seed_plans", plan):
        raise Refused("Only those who keep the sample set agreed grades.", code="not_allowed")
    row = ListedPlan.objects.select_for_update().get(pk=plan.pk)
    if not grades:
        raise Refused("Give the agreed grade of one criterion at least.", code="grades")
    known = Criterion.objects.filter(pk__in=list(grades), instrument__council_id=row.council_id).count()
    if known != len(grades) or any(grade not in range(1, 5) for grade in grades.values()):
        raise Refused("One of these grades is not one.", code="grade")
    before = dict(SeededGrade.objects.filter(plan=row).values_list("criterion_id", "grade"))
    if before == dict(grades):
        return len(before)
    out = Allocation.objects.filter(plan=row, why=Allocation.Why.SEEDED).exclude(
        state__in=("returned", "dropped")
    )
    if before and out.exists():
        raise Refused(
            "An auditor has this plan already, so its agreed grades cannot change any more.", code="given"
        )
    SeededGrade.objects.filter(plan=row).delete()
    SeededGrade.objects.bulk_create(
        SeededGrade(plan=row, criterion_id=pk, grade=grade, set_by=by, set_at=at)
        for pk, grade in sorted(grades.items())
    )
    words = f"Plan {row.plan_ref} has {plural(len(grades), 'agreed grade')} for calibration"
    write(council=row.council_id, by=by, at=at, verb="seed", obj=row, words=words)
    return len(grades)
