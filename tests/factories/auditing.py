"""Makes listed plans, allocations with marks, and panels."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import User
from assessments.auditing.actions.marking import Closing, Sent, save_closing, save_marks
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.rules.marking import Given
from assessments.instruments.models import Criterion
from tests.factories.academy import StaffFactory
from tests.factories.assessments import InstrumentFactory


class ListedPlanFactory(DjangoModelFactory):
    """A plan of one writer, issued this autumn."""

    class Meta:
        model = ListedPlan

    writer = factory.LazyFunction(StaffFactory)
    council = factory.SelfAttribute("writer.council")
    month = datetime.date(2026, 11, 1)
    plan_ref = factory.Sequence(lambda n: f"LP-{n:06d}")
    plan_type = "existing"
    issued_on = datetime.date(2026, 10, 20)
    team = factory.LazyAttribute(
        lambda plan: post.team if (post := plan.writer.posts.order_by("-starts_on").first()) else None
    )
    key_stage = "KS4"
    need = "ASD"
    setting = "mainstream"


class AllocationFactory(DjangoModelFactory):
    """A plan that a team manager is asked to audit."""

    class Meta:
        model = Allocation

    plan = factory.SubFactory(ListedPlanFactory)
    council = factory.SelfAttribute("plan.council")
    instrument = factory.LazyAttribute(lambda row: InstrumentFactory(council=row.council))
    auditor = factory.LazyAttribute(lambda row: StaffFactory(team=row.plan.team, role="R10"))
    why = "random"
    asked_on = factory.LazyFunction(lambda: timezone.localdate())
    due_on = factory.LazyAttribute(lambda row: row.asked_on + datetime.timedelta(days=21))


def fill(
    allocation: Allocation,
    grades: Mapping[str, int | None] | None = None,
    *,
    at: datetime.datetime,
    **said: Any,
) -> None:
    """Fills the form through the actions: good everywhere except as `grades` says (None: does not apply).

    `said` are the words for the writer and an own overall grade.
    """
    wanted = grades or {}
    by: User = allocation.auditor
    sections: dict[str, dict[str, Given]] = {}
    rows = allocation.instrument.criteria.filter(kind=Criterion.Kind.CRITERION)
    for criterion in rows:
        grade = wanted.get(criterion.code, 3)
        low = grade is not None and grade < 3
        sections.setdefault(criterion.section, {})[criterion.code] = Given(
            grade=grade,
            not_applicable=grade is None,
            cause="writer" if low else "",
            words="One amount is missing" if low else "",
        )
    for section, given in sections.items():
        save_marks(allocation_id=allocation.pk, section=section, given=given, sent=Sent(), by=by, at=at)
    words = {"strengths": "A clear voice", "improvements": "Say how often", "action": "Add the amounts in F"}
    save_closing(allocation_id=allocation.pk, said=Closing(**(words | said)), sent=Sent(), by=by, at=at)
    allocation.refresh_from_db()
