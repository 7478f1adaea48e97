"""First screens: each person's own, in a constant number of queries."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.grants import SEES
from academy.people.visibility import KIND_WORDS
from home.dashboards.queries import my_week
from home.navigation import build_shell
from tests.factories.assessments import AuditFactory, FindingFactory
from tests.factories.courses import AssignmentFactory
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_each_person_starts_on_their_own_first_screen(client: Client, world: World) -> None:
    first = {
        "starter": "me", "coordinator": "me", "senior": "me", "manager": "me",
        "pdl": "loop", "qa": "loop", "head": "loop", "admin": "people", "partner": "hub",
    }  # fmt: skip
    for name, route in first.items():
        client.force_login(world.home.people[name])
        assert client.get("/start/")["Location"] == reverse(route), name


def test_a_guest_has_no_week_and_staff_have_no_guest_page(client: Client, world: World) -> None:
    client.force_login(world.home.people["partner"])
    assert client.get("/me/").status_code == 404
    page = client.get("/guest/")
    assert page.status_code == 200
    assert world.home.organisation.name in page.content.decode()
    client.force_login(world.home.people["coordinator"])
    assert client.get("/guest/").status_code == 404


def _ask(world: World, count: int) -> None:
    person = world.home.people["coordinator"]
    for number in range(count):
        audit = AuditFactory(council=world.home.council, writer=person)
        AssignmentFactory(person=person, finding=FindingFactory(audit=audit), module_code=f"PM-0{number + 1}")


@pytest.mark.parametrize("count", [1, 3])
def test_my_week_takes_a_constant_number_of_queries(
    client: Client, world: World, count: int, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    _ask(world, count)
    client.force_login(world.home.people["coordinator"])
    client.get("/me/")
    with django_assert_max_num_queries(14):
        assert client.get("/me/").status_code == 200


def test_my_week_shows_mine_and_nobody_elses(world: World) -> None:
    _ask(world, 2)
    now = timezone.now()
    assert len(my_week(actor=world.home.people["coordinator"], at=now).audits) == 2
    assert my_week(actor=world.home.people["colleague"], at=now).audits == ()


def test_every_place_in_the_navigation_answers(client: Client, world: World) -> None:
    for name in ("starter", "coordinator", "manager", "pdl", "qa", "head", "admin", "partner"):
        person = world.home.people[name]
        client.force_login(person)
        shell = build_shell(actor=person, path="/me/")
        assert len(shell.nav) <= 7, name
        for place in shell.nav:
            assert client.get(place.url).status_code in (200, 302), (name, place.url)


def test_the_badge_counts_what_waits_for_me(world: World) -> None:
    _ask(world, 1)
    badges = {p.url: p.badge for p in build_shell(actor=world.home.people["coordinator"], path="/me/").nav}
    assert badges["/me/"] == 1


def test_who_sees_what_is_read_from_the_table_that_decides(client: Client, world: World) -> None:
    assert set(KIND_WORDS) <= set(SEES)
    page = client.get("/who-sees-what/").content.decode()
    assert "Answers in checks, exercises, papers and rewrites" in page
    assert "Heads of service, without names" in page
    assert "Coordinators of partner organisations" in page and "their organisation&#x27;s" in page


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/", "/help/"])
def test_footer_pages_are_for_everybody(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 200


def test_spare_minutes_never_take_longer_than_there_are(world: World) -> None:
    week = my_week(actor=world.home.people["coordinator"], at=timezone.now(), spare="15")
    assert week.spare.minutes == 15
    assert week.spare.takes <= 15
    assert my_week(actor=world.home.people["coordinator"], at=timezone.now(), spare="<b>").spare.minutes == 40
    assert week.today == timezone.localdate(timezone.now()) or isinstance(week.today, datetime.date)
