"""The board and a chain are kept drawn for one person until the loop, or those whom they lead, change."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.models import Post, User
from courses.assignments.actions import load_default_rules, say_not_mine
from courses.assignments.models import Assignment
from tests.courses.assignments.test_actions import AT, WORDS, asked
from tests.factories.academy import StaffFactory
from tests.factories.assessments import full_plan_audit
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    """A council with rules, the plan audit, and the coordinator's finding answered."""
    cache.clear()
    world = council_world()
    full_plan_audit(world.council)
    load_default_rules(council=world.council, by=None, at=AT)
    asked(world.people["coordinator"], F3=2, A1=4, E2=2)
    return world


@pytest.fixture
def row(world: CouncilWorld) -> Assignment:
    return Assignment.objects.get()


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def drawn(person: User, url: str) -> str:
    """The page without what is new in every answer."""
    page = client_of(person).get(url)
    assert page.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


@pytest.mark.parametrize("name", ["pdl", "manager", "head"])
def test_the_board_changes_with_the_loop(world: CouncilWorld, row: Assignment, name: str) -> None:
    person, url = world.people[name], reverse("loop")
    for _ in range(5):
        asked(StaffFactory(team=world.own_team), F3=2)
    before = drawn(person, url)
    assert drawn(person, url) == before
    say_not_mine(assignment=row, cause="advice", words=WORDS, by=row.person, at=AT)
    after = drawn(person, url)
    assert after != before
    cache.clear()
    assert drawn(person, url) == after


def test_each_way_of_narrowing_the_board_has_a_page_of_its_own(world: CouncilWorld, row: Assignment) -> None:
    pdl, url = world.people["pdl"], reverse("loop")
    assert drawn(pdl, url) != drawn(pdl, f"{url}?criterion=A1")
    assert drawn(pdl, f"{url}?state=new&page=7") == drawn(pdl, url)


def test_two_people_with_the_same_board_get_their_own_heads(world: CouncilWorld) -> None:
    pdl, qa = world.people["pdl"], world.people["qa"]
    drawn(pdl, reverse("loop"))
    text = drawn(qa, reverse("loop"))
    assert qa.get_full_name() in text
    assert pdl.get_full_name() not in text


def test_a_chain_changes_with_the_loop(world: CouncilWorld, row: Assignment) -> None:
    pdl, url = world.people["pdl"], reverse("finding", args=[row.finding_id])
    before = drawn(pdl, url)
    assert drawn(pdl, url) == before
    say_not_mine(assignment=row, cause="advice", words=WORDS, by=row.person, at=AT)
    after = drawn(pdl, url)
    assert WORDS in after and WORDS not in before
    cache.clear()
    assert drawn(pdl, url) == after


def test_a_manager_who_no_longer_leads_the_writer_finds_nothing(world: CouncilWorld, row: Assignment) -> None:
    manager, url = world.people["manager"], reverse("finding", args=[row.finding_id])
    drawn(manager, url)
    Post.objects.filter(person=row.person).update(team=world.other_team, manager=None)
    assert client_of(manager).get(url).status_code == 404


def test_a_lead_who_becomes_a_coordinator_finds_nothing(world: CouncilWorld, row: Assignment) -> None:
    pdl, url = world.people["pdl"], reverse("finding", args=[row.finding_id])
    drawn(pdl, url)
    drawn(pdl, reverse("loop"))
    Post.objects.filter(person=pdl).update(role="R02")
    assert client_of(pdl).get(url).status_code == 404
    assert client_of(pdl).get(reverse("loop")).status_code == 404


def test_a_leaver_finds_no_kept_page(world: CouncilWorld, row: Assignment) -> None:
    pdl = world.people["pdl"]
    drawn(pdl, reverse("loop"))
    Post.objects.filter(person=pdl).update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert client_of(pdl).get(reverse("loop")).status_code == 302


@pytest.mark.parametrize(("name", "cost"), [("pdl", 4), ("manager", 5)])
def test_kept_pages_cost_few_queries(
    world: CouncilWorld, row: Assignment, name: str, cost: int, django_assert_num_queries: Any
) -> None:
    client = client_of(world.people[name])
    for url in (reverse("loop"), reverse("finding", args=[row.finding_id])):
        client.get(url)
        with django_assert_num_queries(cost):
            client.get(url)
