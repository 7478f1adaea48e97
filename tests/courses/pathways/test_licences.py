"""Licences: granted by somebody else, lapsing, renewed, withdrawn."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from courses.pathways.actions import grant_licence, withdraw_licence
from courses.pathways.models import Licence
from courses.pathways.queries import licence_of, licensed
from tests.factories.courses import CompletionFactory
from tests.factories.pathways import LicenceFactory
from tests.factories.sittings import NINE
from tests.factories.worlds import CouncilWorld, council_world, second_council

BUDDY, AUDITOR = Licence.Kind.BUDDY, Licence.Kind.AUDITOR
CITES = "PM-21 on 2 November, and two observed conversations with a starter."
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def world(db: None) -> CouncilWorld:
    world = council_world()
    CompletionFactory(person=world.people["senior"], module_code="PM-21")
    return world


def grant(world: CouncilWorld, who: str = "senior", by: str = "pdl", at: datetime.datetime = NINE) -> Licence:
    return grant_licence(person=world.people[who], kind=BUDDY, cites=CITES, by=world.people[by], at=at)


def test_a_licence_holds_for_twelve_months_from_today(world: CouncilWorld) -> None:
    row = grant(world)
    senior = world.people["senior"]
    assert (row.starts_on, row.ends_on) == (TODAY, datetime.date(2027, 11, 19))
    assert licence_of(senior, "buddy", TODAY) == row
    assert licence_of(senior, BUDDY, row.ends_on) == row
    assert licence_of(senior, BUDDY, row.ends_on + datetime.timedelta(days=1)) is None
    assert licence_of(senior, AUDITOR, TODAY) is None


def test_the_module_comes_first(world: CouncilWorld) -> None:
    with pytest.raises(Refused, match="PM-21 comes first"):
        grant(world, who="colleague")


@pytest.mark.parametrize("who", ["coordinator", "manager", "qa", "admin", "head"])
def test_only_a_practice_development_lead_grants(world: CouncilWorld, who: str) -> None:
    with pytest.raises(Refused, match="Only a practice development lead"):
        grant(world, by=who)


def test_nobody_grants_their_own(world: CouncilWorld) -> None:
    CompletionFactory(person=world.people["pdl"], module_code="PM-21")
    with pytest.raises(Refused, match="themselves"):
        grant(world, who="pdl")


def test_a_second_click_grants_nothing_twice(world: CouncilWorld) -> None:
    grant(world)
    with pytest.raises(Refused, match="can be renewed from"):
        grant(world, at=NINE + datetime.timedelta(seconds=1))
    assert Licence.objects.count() == 1


def test_a_renewal_begins_when_the_old_one_ends(world: CouncilWorld) -> None:
    first = grant(world)
    near = NINE + datetime.timedelta(days=320)
    second = grant(world, at=near)
    assert second.starts_on == first.ends_on + datetime.timedelta(days=1)
    with pytest.raises(Refused):
        grant(world, at=near + datetime.timedelta(seconds=1))


def test_a_lapsed_licence_begins_anew(world: CouncilWorld) -> None:
    LicenceFactory(
        person=world.people["senior"],
        starts_on=datetime.date(2024, 1, 1),
        ends_on=datetime.date(2024, 12, 31),
    )
    assert grant(world).starts_on == TODAY


def test_a_withdrawn_licence_holds_no_longer(world: CouncilWorld) -> None:
    row = grant(world)
    withdraw_licence(licence=row, reason="Moves to another service.", by=world.people["pdl"], at=NINE)
    assert licence_of(world.people["senior"], BUDDY, TODAY) is None
    with pytest.raises(Refused):
        withdraw_licence(licence=row, reason="Moves to another service.", by=world.people["pdl"], at=NINE)


def test_the_licensed_of_a_council_are_one_query(world: CouncilWorld, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    row = grant(world)
    other = LicenceFactory(person=second_council().people["senior"])
    with django_assert_num_queries(1):
        found = licensed("buddy", TODAY, world.council)
        assert found == {world.people["senior"].pk: row}
        assert str(found[row.person_id].granted_by)
    assert other.person_id not in found
