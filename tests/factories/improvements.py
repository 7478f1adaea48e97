"""Makes shared steps."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from courses.improvements.models import Improvement
from tests.factories.academy import CouncilFactory, TeamFactory
from tests.factories.assessments import CriterionFactory, InstrumentFactory


class ImprovementFactory(DjangoModelFactory):
    """A proposal for a team: F3 below good in 14 of 20 plans."""

    class Meta:
        model = Improvement

    council = factory.SubFactory(CouncilFactory)
    of = "team"
    team = factory.LazyAttribute(lambda row: TeamFactory(council=row.council))
    group = factory.LazyAttribute(lambda row: str(row.team.pk))
    criterion = factory.LazyAttribute(
        lambda row: CriterionFactory(instrument=InstrumentFactory(council=row.council))
    )
    first_on = datetime.date(2026, 8, 1)
    last_on = datetime.date(2026, 10, 31)
    low = 14
    n = 20
    rest_low = 40
    rest_n = 200
    writers = 6
    step = "workshop"
    module_code = "PM-01"
    proposed_on = datetime.date(2026, 11, 1)
