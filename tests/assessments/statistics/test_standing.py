"""Where somebody stands: from their own answers alone, and for the council without small groups."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from assessments.practice.actions import mark_attempt
from assessments.questions.actions.loading import load_items
from assessments.questions.kinds import kind_of
from assessments.questions.models import ItemVersion
from assessments.statistics.queries import own_standing
from assessments.statistics.queries.standing import _too_few
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    world = council_world()
    load_items(council=world.council, by=None, at=timezone.now())
    return world


def tried(person: User, code: str, minutes: int = 0, **changed: str) -> None:
    """One try at an item, the model answer but for what is `changed`."""
    version = ItemVersion.objects.get(item__council=person.council, item__code=code)
    kind = kind_of(version.item.kind)
    answer = {**kind.model(kind.draw(version.content, 1)), **changed}
    at = timezone.now() + datetime.timedelta(minutes=minutes)
    mark_attempt(version=version, key=uuid.uuid4(), seed=1, answer=answer, by=person, at=at)


def asked(code: str) -> list[str]:
    """The names of what an item asks."""
    version = ItemVersion.objects.get(item__code=code)
    kind = kind_of(version.item.kind)
    return [ask.name for ask in kind.asks(kind.draw(version.content, 1))]


def test_a_health_answer_to_therapy_that_educates_is_named(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    tried(person, "X2-2", **{asked("X2-2")[0]: "G"})
    tried(person, "X2-1")
    standing = own_standing(actor=person)
    assert standing.confusion.of("F", "G") == 1 and standing.confusion.placed == 2
    assert [(line.section, line.right, line.instead) for line in standing.lines] == [
        ("A", 1, ""),
        ("F", 0, "G (1)"),
    ]
    assert standing.confusion.classic[0][1] == 1


def test_grades_like_the_panel_for_twenty_criteria_are_near_enough(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    for round_ in range(8):
        tried(person, "X5-1", minutes=round_)
    standing = own_standing(actor=person)
    assert standing.licence.may_audit and standing.licence.n >= 20
    assert standing.figures[0] == ("The same grade as the panel", standing.figures[0][1])
    assert standing.figures[0][1].startswith("100%")


def test_a_missed_critical_fail_is_wanting(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    tried(person, "X5-5", **{asked("X5-5")[0]: "3"})
    assert any("critical fail was missed" in words for words in own_standing(actor=person).licence.wanting)


def test_nobody_stands_on_the_answers_of_another(world: CouncilWorld) -> None:
    tried(world.people["colleague"], "X2-2")
    assert own_standing(actor=world.people["coordinator"]).confusion.placed == 0
    assert own_standing(actor=world.people["manager"]).confusion.placed == 0


def test_the_page_costs_the_same_for_one_try_and_for_many(
    world: CouncilWorld, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(world.people["coordinator"])
    tried(world.people["coordinator"], "X2-2")
    client.get("/practise/standing/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/practise/standing/")
    for code in ("X2-1", "X2-3", "X5-1"):
        tried(world.people["coordinator"], code)
    with django_assert_num_queries(len(one)):
        assert client.get("/practise/standing/").status_code == 200


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 9, "b": 7}, set()),
        ({"a": 9, "b": 2}, {"a", "b"}),
        ({"a": 9, "b": 2, "c": 6}, {"b", "c"}),
        ({"a": 9, "b": 3, "c": 3}, {"b", "c"}),
    ],
)
def test_a_group_that_could_be_reckoned_from_the_rest_is_hidden(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    assert _too_few(sizes) == hidden
