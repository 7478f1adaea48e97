"""The desk counts as waiting only what somebody handed in; what may be reviewed is said apart."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from home.dashboards.queries import DeskRow, desk_of
from tests.factories.items import bank_item
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def _reviews(world: World, name: str) -> DeskRow:
    desk = desk_of(actor=world.home.people[name], at=timezone.now())
    return next(row for _, rows in desk.places for row in rows if row.title == "Review questions")


@pytest.mark.parametrize("name", ["pdl", "senior"])
def test_a_question_in_review_waits_for_nobody_by_name(client: Client, world: World, name: str) -> None:
    assert _reviews(world, name).due == "Nothing to review"
    for _ in range(2):
        bank_item(world.home.council)
    desk = desk_of(actor=world.home.people[name], at=timezone.now())
    assert desk.count_words == ""
    assert _reviews(world, name).due == "2 could be reviewed"
    client.force_login(world.home.people[name])
    page = client.get("/assess/").content.decode()
    assert "2 could be reviewed" in page
    assert "Nothing waits for you." in page


def test_who_may_not_review_is_not_asked(world: World) -> None:
    desk = desk_of(actor=world.home.people["head"], at=timezone.now())
    assert not [row for _, rows in desk.places for row in rows if row.title == "Review questions"]
