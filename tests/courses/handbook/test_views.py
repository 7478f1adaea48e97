"""The handbook's pages: what a reader sees, what changed, and who sees who has read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.handbook.models import HandbookPage, PageRead
from tests.factories.academy import StaffFactory
from tests.factories.handbook import FIRST_TEXT, body, handbook_page, publish, read
from tests.factories.worlds import World, council_world

pytestmark = pytest.mark.django_db
URL = "/handbook/sop-01/"
NEWER = FIRST_TEXT.replace("six weeks", "42 days")


@pytest.fixture
def world() -> World:
    return World(council_world("Alderwick"), council_world("Brackshire"))


@pytest.fixture
def page(world: World) -> HandbookPage:
    return handbook_page(world.home.council, keeper=world.home.people["senior"])


@pytest.fixture
def as_(world: World, client: Client) -> Any:
    def enter(column: str) -> Client:
        client.force_login(world.actor(column))  # type: ignore[arg-type]
        return client

    return enter


def words(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_reader_presses_once_and_it_is_kept(as_: Any, page: HandbookPage) -> None:
    client = as_("coordinator")
    assert "I have read and understood this" in words(client.get(URL))
    for _ in range(2):
        answer = client.post(f"{URL}read", {"version": 1}, follow=True)
    said = words(answer)
    assert "It is kept that you have read" in said and "I have read and understood this" not in said
    assert PageRead.objects.count() == 1


def test_after_a_change_that_matters_the_page_shows_it_and_asks_again(
    as_: Any, world: World, page: HandbookPage
) -> None:
    read(page, world.home.people["coordinator"])
    publish(page, body=body(NEWER), change="The limit is counted in days.")
    said = words(as_("coordinator").get(URL))
    assert "What changed since you read it" in said and "The limit is counted in days." in said
    assert "<del>" in said and "Gone: </span>six weeks" in said and "New: </span>42 days" in said
    assert said.count("I have read and understood this") == 1
    assert "Changed since you read it" in words(as_("coordinator").get("/handbook/"))


def test_a_press_on_a_page_that_has_changed_meanwhile_says_so(as_: Any, page: HandbookPage) -> None:
    client = as_("coordinator")
    publish(page, body=body(NEWER), change="In days now.")
    said = words(client.post(f"{URL}read", {"version": 1}, follow=True))
    assert "This page changed while you were reading" in said
    assert not PageRead.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "0", "7"])
def test_a_version_that_is_not_there_is_not_read(as_: Any, page: HandbookPage, version: str) -> None:
    said = words(as_("coordinator").post(f"{URL}read", {"version": version}, follow=True))
    assert "Nothing was kept." in said
    assert not PageRead.objects.exists()


def test_any_two_versions_can_be_laid_beside_each_other(as_: Any, page: HandbookPage) -> None:
    publish(page, body=body(NEWER), change="In days now.")
    client = as_("coordinator")
    assert "From version 1" in words(client.get(f"{URL}changes/1/"))
    assert client.get(f"{URL}changes/2/").status_code == 404
    assert client.get(f"{URL}changes/9/").status_code == 404


def test_guests_and_another_council_find_nothing(as_: Any, page: HandbookPage) -> None:
    for column in ("partner", "other_council"):
        for url in (URL, f"{URL}readers/", f"{URL}changes/1/"):
            assert as_(column).get(url).status_code == 404
        assert as_(column).post(f"{URL}read", {"version": 1}).status_code == 404
    assert as_("other_council").get("/handbook/").status_code == 200
    assert "SOP-01" not in words(as_("other_council").get("/handbook/"))


def test_a_manager_sees_the_names_of_the_team_and_nobody_else(
    as_: Any, world: World, page: HandbookPage
) -> None:
    read(page, world.home.people["coordinator"])
    said = words(as_("manager").get(f"{URL}readers/"))
    assert world.home.people["coordinator"].get_full_name() in said
    assert world.home.people["stranger"].get_full_name() not in said
    assert "your team" in said


def test_a_lead_sees_everybody_and_a_head_and_the_owner_see_counts(
    as_: Any, world: World, page: HandbookPage
) -> None:
    read(page, world.home.people["coordinator"])
    names = [world.home.people[name].get_full_name() for name in ("coordinator", "stranger")]
    lead = words(as_("pdl").get(f"{URL}readers/"))
    assert all(name in lead for name in names)
    for column in ("head", "senior"):
        said = words(as_(column).get(f"{URL}readers/"))
        assert "everybody in post" in said and not any(name in said for name in names)
    assert as_("coordinator").get(f"{URL}readers/").status_code == 404


def test_lists_cost_the_same_with_one_row_and_three(as_: Any, world: World, page: HandbookPage) -> None:
    client, lead = as_("pdl"), {}
    for urls in (("/handbook/", f"{URL}readers/"),):
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as one:
                client.get(url)
            lead[url] = len(one)
    for code in ("SOP-02", "SOP-03"):
        handbook_page(world.home.council, code, keeper=world.home.people["qa"])
    for _ in range(3):
        read(page, StaffFactory(team=world.home.own_team))
    for url, count in lead.items():
        with CaptureQueriesContext(connection) as three:
            client.get(url)
        assert len(three) == count <= 15
