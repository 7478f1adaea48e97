"""Makes instruments, audits with grades and findings, and files of audits."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from academy.people.models import Council
from assessments.audits.models import GOOD, Audit, Finding, Grade, Reaudit, SectionGrade
from assessments.imports.models import Batch, Mapping
from assessments.instruments.actions import load_instrument
from assessments.instruments.models import Criterion, Instrument
from tests.factories.academy import CouncilFactory, StaffFactory

PLAN_AUDIT = Path(__file__).parents[2] / "assessments" / "fixtures" / "plan-audit.json"


class InstrumentFactory(DjangoModelFactory):
    """The plan audit of a council: the same one when asked twice."""

    class Meta:
        model = Instrument
        django_get_or_create = ("council", "code", "version")

    council = factory.SubFactory(CouncilFactory)
    code = "plan-audit"
    name = "Plan audit"
    version = "4.2"
    state = "published"
    effective_from = datetime.date(2024, 1, 1)


class CriterionFactory(DjangoModelFactory):
    """One criterion; `section` is the code without its number unless given."""

    class Meta:
        model = Criterion
        django_get_or_create = ("instrument", "code")

    instrument = factory.SubFactory(InstrumentFactory)
    code = "F3"
    section = factory.LazyAttribute(lambda row: row.code.rstrip("0123456789"))
    text = factory.LazyAttribute(lambda row: f"Criterion {row.code}")
    weight = 2
    critical = False
    position = factory.Sequence(lambda n: n % 30000)
    outstanding = "Better than asked"
    good = "As asked"
    requires_improvement = "One thing missing"
    inadequate = "Missing"
    competencies = factory.LazyFunction(lambda: ["C5.4"])
    modules = factory.LazyFunction(lambda: ["PM-01"])
    principles = factory.LazyFunction(lambda: ["P9"])


def full_plan_audit(council: Council) -> Instrument:
    """The real instrument with its 42 criteria."""
    data = json.loads(PLAN_AUDIT.read_text())
    return load_instrument(council=council, data=data, by=None, at=timezone.now())


class AuditFactory(DjangoModelFactory):
    """An audit of one writer's plan. `AuditFactory(grades={"F3": 2})` adds marks, and findings below good.

    `findings=False` keeps the marks without findings. None as a mark means not applicable.
    """

    class Meta:
        model = Audit
        skip_postgeneration_save = True

    writer = factory.SubFactory(StaffFactory)
    council = factory.SelfAttribute("writer.council")
    instrument = factory.LazyAttribute(lambda audit: InstrumentFactory(council=audit.council))
    ref = factory.Sequence(lambda n: f"AUD-{n:06d}")
    plan_ref = factory.Sequence(lambda n: f"P-{n:06d}")
    plan_type = Audit.PlanType.EXISTING
    audited_on = datetime.date(2026, 10, 14)
    team = factory.LazyAttribute(
        lambda audit: post.team if (post := audit.writer.posts.order_by("-starts_on").first()) else None
    )
    layout = "L2"
    overall = 3

    class Params:
        findings = True

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Audit:
        grades = params.pop("grades", {})
        wanted = params.get("findings", True)
        audit: Audit = super()._generate(strategy, params)
        mark(audit, grades, findings=wanted)
        return audit


def mark(audit: Audit, grades: Map[str, int | None], *, findings: bool = True) -> list[Finding]:
    """Adds marks by criterion code to an audit, and a finding for every mark below good.

    Returns the findings.
    """
    found = []
    for code, value in grades.items():
        criterion = CriterionFactory(instrument=audit.instrument, code=code)
        Grade.objects.create(audit=audit, criterion=criterion, grade=value)
        if findings and audit.is_current and value is not None and value < GOOD:
            found.append(FindingFactory(audit=audit, criterion=criterion, grade=value))
    return found


class SectionGradeFactory(DjangoModelFactory):
    class Meta:
        model = SectionGrade

    audit = factory.SubFactory(AuditFactory)
    section = "F"
    grade = 2


class FindingFactory(DjangoModelFactory):
    """A finding, by itself on an audit of its own. `FindingFactory(audit__writer=person)` for one's own."""

    class Meta:
        model = Finding

    audit = factory.SubFactory(AuditFactory)
    criterion = factory.LazyAttribute(lambda row: CriterionFactory(instrument=row.audit.instrument))
    council = factory.SelfAttribute("audit.council")
    writer = factory.SelfAttribute("audit.writer")
    team = factory.SelfAttribute("audit.team")
    grade = 2
    found_on = factory.SelfAttribute("audit.audited_on")


class ReauditFactory(DjangoModelFactory):
    class Meta:
        model = Reaudit

    writer = factory.SubFactory(StaffFactory)
    criterion = factory.LazyAttribute(
        lambda row: CriterionFactory(instrument=InstrumentFactory(council=row.writer.council))
    )
    asked_on = datetime.date(2026, 11, 1)
    until = datetime.date(2027, 1, 30)
    source_key = factory.Sequence(lambda n: f"assignment:{n}")


class MappingFactory(DjangoModelFactory):
    class Meta:
        model = Mapping

    made_by = factory.SubFactory(StaffFactory, role="R13")
    council = factory.SelfAttribute("made_by.council")
    name = factory.Sequence(lambda n: f"Mapping {n}")
    layout = "L1"
    header_key = factory.LazyFunction(lambda: uuid.uuid4().hex)
    made_at = factory.LazyFunction(timezone.now)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = Batch

    brought_by = factory.SubFactory(StaffFactory, role="R13")
    council = factory.SelfAttribute("brought_by.council")
    file_name = factory.Sequence(lambda n: f"audits-{n}.csv")
    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    size = 1000
    layout = "L2"
    brought_at = factory.LazyFunction(timezone.now)
