"""The pages of figures: for those who keep the bank, without names, and nothing about a few people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.competencies import CompetencyFactory
from tests.factories.statistics import make_item, make_paper, make_sat_paper, make_sitting, staff_of
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    return council_world("Alderwick")


@pytest.fixture
def lead(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["pdl"])
    return client


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_leads_to_a_paper_and_from_there_to_its_hardest_item(
    world: CouncilWorld, lead: Client
) -> None:
    paper, versions = make_sat_paper(world.council, people=8)
    assert reverse("item_figures_paper", args=[paper.pk]) in page(lead, "item_figures")
    text = page(lead, "item_figures_paper", paper.pk)
    assert "1 item is failed by most people" in text
    assert "P-1-3 Item P-1-3" in text
    assert "Only 8 people" in text
    item = page(lead, "item_figures_item", paper.pk, versions[2].pk)
    assert "Nobody got a point" in item
    assert "Within six weeks" in item
    assert "Weakest third" in item


def test_no_page_names_anybody(world: CouncilWorld, lead: Client) -> None:
    paper, versions = make_sat_paper(world.council, people=8)
    people = [sitting.person for sitting in paper.sittings.select_related("person")]
    for text in (
        page(lead, "item_figures"),
        page(lead, "item_figures_bank"),
        page(lead, "item_figures_paper", paper.pk),
        page(lead, "item_figures_item", paper.pk, versions[0].pk),
    ):
        main = text.partition("<main")[2]
        for person in people:
            assert person.family_name not in main
            assert person.email not in main
            assert person.ref not in main


def test_figures_about_fewer_than_five_people_are_hidden(world: CouncilWorld, lead: Client) -> None:
    paper, versions = make_sat_paper(world.council, people=4)
    assert "Fewer than five people" in page(lead, "item_figures")
    text = page(lead, "item_figures_paper", paper.pk)
    assert "Figures would be about somebody" in text
    assert "P-1-3" not in text
    page(lead, "item_figures_item", paper.pk, versions[0].pk, status=404)


def test_an_item_that_only_four_people_had_is_left_out_of_a_paper_that_many_sat(
    world: CouncilWorld, lead: Client
) -> None:
    paper, _ = make_sat_paper(world.council, people=8)
    rare = make_item(world.council, "RARE")
    for person in staff_of(world.council, 4):
        make_sitting(paper, person, {rare: "a"})
    text = page(lead, "item_figures_paper", paper.pk)
    assert "RARE" not in text
    assert "1 item left out" in text
    page(lead, "item_figures_item", paper.pk, rare.pk, status=404)


def test_repeated_sittings_are_counted_when_asked_for_with_a_warning(
    world: CouncilWorld, lead: Client
) -> None:
    paper, versions = make_sat_paper(world.council, people=6)
    make_sitting(paper, paper.sittings.first().person, {versions[0]: "a"}, number=2)
    first = page(lead, "item_figures_paper", paper.pk)
    assert "first sitting is counted" in first
    address = reverse("item_figures_paper", args=[paper.pk])
    assert "repeated sittings are counted" in lead.get(f"{address}?all=1").content.decode()


def test_the_bank_shows_gaps_and_competencies_without_items(world: CouncilWorld, lead: Client) -> None:
    for code in ("C1.2", "C9.9"):
        CompetencyFactory(domain__framework__council=world.council, code=code)
    make_item(world.council, "Q-1")
    make_paper(world.council, lines=[{"count": 3, "competency": "C1.2", "difficulty": 2}])
    text = page(lead, "item_figures_bank")
    assert "1 gap" in text
    assert "2 missing" in text
    assert "1 competency has no item at all" in text


def test_the_figures_are_not_for_those_whose_answers_they_are(world: CouncilWorld) -> None:
    paper, _ = make_sat_paper(world.council, people=6)
    for name in ("coordinator", "manager", "qa", "head", "partner"):
        client = Client()
        client.force_login(world.people[name])
        page(client, "item_figures", status=404)
        page(client, "item_figures_paper", paper.pk, status=404)


@pytest.mark.parametrize("papers", [1, 3])
def test_the_list_takes_the_same_queries_however_many_papers(
    papers: int, world: CouncilWorld, lead: Client
) -> None:
    from django.db import connection

    for number in range(papers):
        make_sat_paper(world.council, f"P-{number}", people=5)
    lead.get(reverse("item_figures"))
    with CaptureQueriesContext(connection) as asked:
        page(lead, "item_figures")
    assert len(asked) <= 7
