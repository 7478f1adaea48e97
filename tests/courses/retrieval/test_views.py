"""The pages of what I keep fresh: my own, in plain words, safe against a second click."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.retrieval.models import Card, Nudge, Review
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.retrieval import make_card, make_review, make_turn
from tests.factories.statistics import make_item
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    found = Client()
    found.force_login(world.people["coordinator"])
    return found


def learn(world: CouncilWorld, count: int = 5) -> None:
    module_page(world.council, competencies=["C1.2"])
    CompletionFactory(person=world.people["coordinator"])
    for number in range(count):
        make_item(world.council, f"Q-{number}")


def text(client: Client, path: str, **data: Any) -> str:
    answer = client.post(path, data, follow=True) if data else client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_first_question_to_the_last(world: CouncilWorld, client: Client) -> None:
    learn(world)
    assert "5 questions are ready for you" in text(client, "/me/keep/")
    page = client.post("/me/keep/start/", follow=True)
    for number in range(1, 6):
        shown = page.content.decode()
        assert f"Question {number} of 5" in shown
        assert "Because you finished" in shown
        address = page.request["PATH_INFO"]
        result = client.post(address, {"answer": "a" if number > 1 else "c"}, follow=True)
        said = result.content.decode()
        assert ("Right." if number > 1 else "Not yet.") in said
        assert "rule gives six weeks" in said
        assert ("How did it feel?" in said) == (number > 1)
        page = client.post("/me/keep/start/", follow=True)
    home = text(client, "/me/keep/")
    assert "Today: 5 answers, 4 right" in home
    assert "Nothing to do now" in home


def test_an_answer_that_is_missing_is_asked_for_and_not_knowing_is_an_answer(
    world: CouncilWorld, client: Client
) -> None:
    learn(world, 1)
    page = client.post("/me/keep/start/", follow=True)
    address = page.request["PATH_INFO"]
    again = client.post(address, {})
    assert again.status_code == 200
    assert "answer this" in again.content.decode()
    assert not Review.objects.exists()
    assert "Not yet." in text(client, address, dont_know="1")
    assert Review.objects.get().answer == {}


def test_a_second_click_and_a_second_tab_change_nothing(world: CouncilWorld, client: Client) -> None:
    turn = make_turn(world.people["coordinator"])
    for said in ("a", "c"):
        client.post(f"/me/keep/{turn.pk}/", {"answer": said})
    assert Review.objects.get().right
    assert "Right." in text(client, f"/me/keep/{turn.pk}/")


def test_how_it_felt_is_said_once(world: CouncilWorld, client: Client) -> None:
    review = make_review(world.people["coordinator"])
    before = Card.objects.get().due_at
    page = text(client, f"/me/keep/{review.turn_id}/felt/", felt="4")
    assert "You said: Easy" in page
    assert "How did it feel?" not in page
    assert Card.objects.get().due_at > before
    assert "said already" in text(client, f"/me/keep/{review.turn_id}/felt/", felt="2")
    other = make_review(world.people["coordinator"])
    assert "Choose how it felt" in text(client, f"/me/keep/{other.turn_id}/felt/", felt="soso")


def test_it_is_nobody_elses(world: CouncilWorld, client: Client) -> None:
    theirs = make_review(world.people["colleague"])
    assert client.get(f"/me/keep/{theirs.turn_id}/").status_code == 404
    assert client.post(f"/me/keep/{theirs.turn_id}/felt/", {"felt": "4"}).status_code == 404
    mine = make_review(world.people["coordinator"])
    for name in ("manager", "pdl", "qa", "head"):
        other = Client()
        other.force_login(world.people[name])
        assert other.get(f"/me/keep/{mine.turn_id}/").status_code == 404


def test_a_letter_is_asked_for_and_ended_on_the_page(world: CouncilWorld, client: Client) -> None:
    assert "We will write on Tuesdays" in text(client, "/me/keep/letter/", day="1")
    assert Nudge.objects.get().day == 1
    assert "No e-mail will come" in text(client, "/me/keep/letter/", day="")
    assert not Nudge.objects.get().wanted
    refused = client.post("/me/keep/letter/", {"day": "6"})
    assert "from Monday to Friday" in refused.content.decode()
    assert not Nudge.objects.get().wanted


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(
    count: int, world: CouncilWorld, client: Client
) -> None:
    learn(world, count)
    for number in range(count):
        make_card(world.people["coordinator"], make_item(world.council, f"K-{number}"), at=timezone.now())
    client.get("/me/keep/")
    with CaptureQueriesContext(connection) as asked:
        text(client, "/me/keep/")
    assert len(asked) == 16
