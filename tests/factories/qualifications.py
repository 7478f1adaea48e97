"""Makes registrations for awards."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from courses.qualifications.models import Registration, UnitDecision, UnitPiece
from tests.factories.academy import StaffFactory
from tests.factories.records import AwardFactory


class RegistrationFactory(DjangoModelFactory):
    """`RegistrationFactory(person=person)`: assessor and verifier come from outside."""

    class Meta:
        model = Registration

    person = factory.SubFactory(StaffFactory)
    award = factory.LazyAttribute(lambda row: AwardFactory(council=row.person.council))
    centre = "Brackwater Assessment Centre"
    number = "BAC-1042"
    assessor_name = "Dana Holt"
    verifier_name = "Sam Okafor"
    registered_on = datetime.date(2026, 9, 1)
    registered_by = factory.LazyAttribute(lambda row: StaffFactory(council=row.person.council, role="R15"))


class UnitPieceFactory(DjangoModelFactory):
    class Meta:
        model = UnitPiece

    registration = factory.SubFactory(RegistrationFactory)


class UnitDecisionFactory(DjangoModelFactory):
    class Meta:
        model = UnitDecision
