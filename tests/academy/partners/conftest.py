"""A school with its coordinator and the academy's."""

from __future__ import annotations

import pytest

from academy.people.models import Organisation, User
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory, TeamFactory


@pytest.fixture
def school() -> Organisation:
    """A school with one ending of addresses."""
    made: Organisation = OrganisationFactory(name="Oakfield School", email_domain="oakfield.example")
    return made


@pytest.fixture
def coordinator(school: Organisation) -> User:
    """Who looks after the school."""
    person: User = PartnerFactory(organisation=school, email="senco@oakfield.example")
    person.affiliations.update(coordinates=True)
    return person


@pytest.fixture
def desk(school: Organisation) -> User:
    """Who keeps the council's list of people."""
    person: User = StaffFactory(team=TeamFactory(council=school.council), role="R23")
    return person
