"""Makes requests, exemptions, upskilling paths and licences."""

from __future__ import annotations

import datetime
import uuid

import factory
from factory.django import DjangoModelFactory

from courses.pathways.models import Exemption, Licence, PathModule, PriorLearning, UpskillingPath
from tests.factories.academy import StaffFactory
from tests.factories.sittings import NINE


class PriorLearningFactory(DjangoModelFactory):
    class Meta:
        model = PriorLearning

    person = factory.SubFactory(StaffFactory)
    key = factory.LazyFunction(uuid.uuid4)
    did = "I was a SENCO in a primary school for ten years."
    brings = "My award and my last two appraisals."
    modules = factory.LazyFunction(lambda: ["IND-1.3", "IND-1.4"])
    asked_at = NINE


class ExemptionFactory(DjangoModelFactory):
    """An exemption by the rule of the diagnostic."""

    class Meta:
        model = Exemption

    person = factory.SubFactory(StaffFactory)
    module_code = "IND-2.4"
    basis = Exemption.Basis.DIAGNOSTIC
    reason = "You counted the dates as the law does"
    decided_at = NINE


class UpskillingPathFactory(DjangoModelFactory):
    class Meta:
        model = UpskillingPath

    person = factory.SubFactory(StaffFactory)
    starts_on = datetime.date(2026, 10, 5)
    ends_on = datetime.date(2026, 12, 14)
    reason = "Moves from reviews to new plans"
    put_on_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R15"))
    put_on_at = NINE


class PathModuleFactory(DjangoModelFactory):
    class Meta:
        model = PathModule

    path = factory.SubFactory(UpskillingPathFactory)
    module_code = "PM-01"
    why = "Everybody on this path takes it"
    added_at = NINE


class LicenceFactory(DjangoModelFactory):
    """A buddy licence for a year."""

    class Meta:
        model = Licence

    person = factory.SubFactory(StaffFactory)
    kind = Licence.Kind.BUDDY
    starts_on = datetime.date(2026, 9, 1)
    ends_on = datetime.date(2027, 8, 31)
    cites = "PM-21 finished, and two conversations observed"
    granted_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R15"))
    granted_at = NINE
