"""Makes frameworks and evidence."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from competencies.evidence.models import Evidence
from competencies.framework.models import Competency, Domain, Framework
from tests.factories.academy import CouncilFactory, StaffFactory


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("council", "version")

    council = factory.SubFactory(CouncilFactory)
    name = "Framework"
    version = 1
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
