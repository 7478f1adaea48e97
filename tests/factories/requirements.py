"""Makes cells of the matrix and what is asked of people."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.requirements.models import Ask, AskReason, Requirement
from tests.factories.academy import CouncilFactory, StaffFactory

LONG_AGO = datetime.date(2020, 1, 6)


class RequirementFactory(DjangoModelFactory):
    """Everybody of the SEND staff has to have PM-01, four weeks after they start."""

    class Meta:
        model = Requirement

    council = factory.SubFactory(CouncilFactory)
    training = factory.Sequence(lambda n: f"Training {n}")
    position = factory.Sequence(lambda n: n)
    group = Requirement.Group.STAFF
    kind = Requirement.Kind.ALL
    things = "PM-01"
    first_days = 28
    active_from = LONG_AGO
    reason = "Everybody who writes plans needs this in their first month."


class AskFactory(DjangoModelFactory):
    class Meta:
        model = Ask

    person = factory.SubFactory(StaffFactory)
    kind = Ask.Kind.MODULE
    code = "PM-01"
    asked_on = factory.LazyFunction(timezone.localdate)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=14))


class AskReasonFactory(DjangoModelFactory):
    """A colleague asked; give `source`, `key` and `by` together."""

    class Meta:
        model = AskReason

    ask = factory.SubFactory(AskFactory)
    source = AskReason.Source.PERSON
    reason = "You will take reviews from next month."
    by = factory.LazyAttribute(lambda row: StaffFactory(council=row.ask.person.council, role="R10"))
    key = factory.LazyAttribute(lambda row: str(row.by.pk) if row.by else "")
    due_on = factory.SelfAttribute("ask.due_on")
    at = factory.LazyFunction(timezone.now)
