"""Makes own entries of the record, award units and certificates."""

from __future__ import annotations

import datetime
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.records.actions.certificates import new_code
from courses.records.models import Award, AwardUnit, Certificate, ContentVersion, CpdEntry
from tests.factories.academy import CouncilFactory, StaffFactory


class CpdEntryFactory(DjangoModelFactory):
    class Meta:
        model = CpdEntry

    person = factory.SubFactory(StaffFactory)
    key = factory.LazyFunction(uuid.uuid4)
    kind = CpdEntry.Kind.READING
    title = "The Code of Practice, chapter 9"
    on = datetime.date(2026, 11, 2)
    minutes = 45
    competencies = ("C1.5",)
    reflection = "I look at the dates first now."
    saved_at = factory.LazyFunction(timezone.now)


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = Award

    council = factory.SubFactory(CouncilFactory)
    code = "SEND-CW3"
    title = "SEND Casework, Level 3"
    source = "An example"
    effective_from = datetime.date(2024, 9, 1)


class AwardUnitFactory(DjangoModelFactory):
    class Meta:
        model = AwardUnit

    award = factory.SubFactory(AwardFactory)
    code = factory.Sequence(lambda n: f"U{n}")
    title = "Know the law"
    competencies = ("C1.1", "C1.5")
    position = factory.Sequence(lambda n: n % 30000)


class ContentVersionFactory(DjangoModelFactory):
    class Meta:
        model = ContentVersion
        django_get_or_create = ("council", "programme_code", "number")

    council = factory.SubFactory(CouncilFactory)
    programme_code = "IND-6W"
    number = 3
    digest = factory.Sequence(lambda n: f"{n:064x}")
    title = "Six-week induction"
    minutes = 5400
    competencies = (("C1.1", "Applies the SEND definitions"), ("C5.4", "Writes provision"))
    pages = factory.LazyFunction(lambda: {"1": 1})
    noted_at = factory.LazyFunction(timezone.now)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = Certificate

    person = factory.SubFactory(StaffFactory)
    programme_code = "IND-6W"
    version = factory.LazyAttribute(lambda row: ContentVersionFactory(council=row.person.council))
    cohort = "COH-7"
    code = factory.LazyFunction(new_code)
    earned_on = datetime.date(2026, 4, 6)
    issued_at = factory.LazyAttribute(
        lambda row: timezone.make_aware(datetime.datetime.combine(row.earned_on, datetime.time(16)))
    )
