"""Makes frameworks and evidence."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from competencies.entrustment.models import Entrustment
from competencies.evidence.models import Evidence, Piece
from competencies.framework.models import (
    Competency,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    RoleExpectation,
)
from tests.factories.academy import CouncilFactory, StaffFactory


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("council", "version")

    council = factory.SubFactory(CouncilFactory)
    name = "Framework"
    version = 1
    state = "published"
    effective_from = datetime.date(2024, 1, 1)


class DomainFactory(DjangoModelFactory):
    class Meta:
        model = Domain
        django_get_or_create = ("framework", "code")

    framework = factory.SubFactory(FrameworkFactory)
    code = "D5"
    title = "Writing plans"
    position = 5


class CompetencyFactory(DjangoModelFactory):
    """`CompetencyFactory(domain__framework__council=council, code="C5.4")`."""

    class Meta:
        model = Competency
        django_get_or_create = ("domain", "code")

    domain = factory.SubFactory(DomainFactory)
    code = "C5.4"
    text = "Writes provision that is detailed, specific and quantified"
    evidence_kinds = factory.LazyFunction(lambda: ["KC", "WP", "AUD"])
    position = 4


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    person = factory.SubFactory(StaffFactory)
    competency = factory.LazyAttribute(
        lambda row: CompetencyFactory(domain__framework__council=row.person.council)
    )
    kind = Evidence.Kind.KNOWLEDGE_CHECK
    shown_on = datetime.date(2026, 10, 1)
    recorded_at = factory.LazyFunction(timezone.now)
    source_label = "PM-01 Specificity, knowledge check"
    source_key = factory.Sequence(lambda n: f"completion:{n}")


class PieceFactory(DjangoModelFactory):
    """A short form about something that was watched, without the rows of evidence it gives."""

    class Meta:
        model = Piece

    person = factory.SubFactory(StaffFactory)
    kind = "OBS"
    answers = factory.LazyFunction(
        lambda: {"what": "meeting", "well": "The parent spoke first", "try": "Sum up at the end"}
    )
    shown_on = datetime.date(2026, 10, 1)
    recorded_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council))
    recorded_at = factory.LazyFunction(timezone.now)
    key = factory.LazyFunction(uuid.uuid4)


LIVE = {"WP", "OBS", "AUD", "MSF", "DATA"}


class EvidenceKindFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceKind
        django_get_or_create = ("framework", "code")

    framework = factory.SubFactory(FrameworkFactory)
    code = "WP"
    name = factory.LazyAttribute(lambda row: Evidence.Kind(row.code).label)
    form = "A short form"
    is_live = factory.LazyAttribute(lambda row: row.code in LIVE)
    position = 1


class LevelFactory(DjangoModelFactory):
    """`LevelFactory(framework=framework, number=3)`, with what the shipped framework asks for it."""

    class Meta:
        model = Level
        django_get_or_create = ("framework", "number")

    framework = factory.SubFactory(FrameworkFactory)
    number = 3
    name = factory.LazyAttribute(lambda row: f"Level {row.number}")
    descriptor = "What it looks like"
    work_allowed = "What may be done"
    least_kinds = factory.LazyAttribute(lambda row: (0, 1, 2, 2, 3, 3)[row.number])
    least_live = factory.LazyAttribute(lambda row: (0, 0, 0, 1, 3, 4)[row.number])
    least_audits = factory.LazyAttribute(lambda row: (0, 0, 0, 0, 2, 3)[row.number])
    least_recommendations = factory.LazyAttribute(lambda row: (0, 0, 0, 0, 1, 2)[row.number])
    every_competency = factory.LazyAttribute(lambda row: row.number >= 2)
    fresh_months = factory.LazyAttribute(lambda row: (24, 24, 24, 18, 12, 12)[row.number])
    months_below = factory.LazyAttribute(lambda row: (0, 0, 0, 0, 3, 6)[row.number])


class EntrustableTaskFactory(DjangoModelFactory):
    """A task of the framework in force, built on C5.4, with every level and kind there is.

    `EntrustableTaskFactory(framework__council=council, competencies=[competency])`.
    """

    class Meta:
        model = EntrustableTask
        django_get_or_create = ("framework", "code")
        skip_postgeneration_save = True

    framework = factory.SubFactory(FrameworkFactory)
    code = "ET07"
    title = "Write a complete draft plan"
    law = factory.LazyFunction(lambda: ["cfa-2014-s37"])
    position = 7

    @factory.post_generation
    def competencies(self, create: bool, extracted: list[Competency] | None, **kwargs: object) -> None:
        built_on = extracted or [CompetencyFactory(domain__framework=self.framework)]
        self.competencies.set(built_on)  # type: ignore[attr-defined]
        for number in range(6):
            LevelFactory(framework=self.framework, number=number)
        for position, kind in enumerate(Evidence.Kind.values):
            EvidenceKindFactory(framework=self.framework, code=kind, position=position)


class RoleExpectationFactory(DjangoModelFactory):
    class Meta:
        model = RoleExpectation
        django_get_or_create = ("task", "role", "weeks")

    task = factory.SubFactory(EntrustableTaskFactory)
    role = "R02"
    weeks = 52
    level = 4


class EntrustmentFactory(DjangoModelFactory):
    """A decision that stands, as if `grant_level` had made it; 4 and 5 with a second signature."""

    class Meta:
        model = Entrustment

    person = factory.SubFactory(StaffFactory)
    task = factory.LazyAttribute(lambda row: EntrustableTaskFactory(framework__council=row.person.council))
    task_identity = factory.LazyAttribute(lambda row: row.task.identity)
    level = 3
    state = "stands"
    reason = "Three plans of good quality, and one observed meeting"
    law_as_at = datetime.date(2026, 9, 1)
    decided_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council))
    decided_at = factory.LazyFunction(timezone.now)
    second_by = factory.LazyAttribute(
        lambda row: StaffFactory(council=row.person.council) if row.level >= 4 else None
    )
    second_at = factory.LazyAttribute(lambda row: row.decided_at if row.level >= 4 else None)
    starts_on = datetime.date(2026, 10, 1)
    valid_until = datetime.date(2028, 10, 1)
