"""Makes changes of law."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.currency.models import LawChange
from tests.factories.academy import CouncilFactory


class LawChangeFactory(DjangoModelFactory):
    """The family's time on the draft changed on 1 October 2026, unless told otherwise."""

    class Meta:
        model = LawChange

    council = factory.SubFactory(CouncilFactory)
    reference = "TR-05"
    what = "Families now have 20 days."
    source = "SI 2026/0001, regulation 2"
    changed_on = datetime.date(2026, 10, 1)
    recorded_at = factory.LazyFunction(timezone.now)
