"""Practising: marked at once, kept whole, once for a double click, and nobody else's business."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from assessments.practice.actions import mark_attempt
from assessments.practice.forms import signed_seed
from assessments.practice.models import Attempt
from assessments.practice.queries import shelves
from assessments.questions.kinds.seeds import own_seed
from tests.factories.practice import SUMS, AttemptFactory, SumFactory, sum_of
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["coordinator"])
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_an_answer_is_marked_at_once_with_its_reason(world: CouncilWorld, client: Client) -> None:
    SumFactory(council=world.council, code="X99-1")
    sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    answer = client.post("/practise/X99/X99-1/", sent, follow=True)
    page = text_of(answer)
    assert answer.redirect_chain and "1 of 1 points" in page and "All right." in page
    wrong = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    page = text_of(client.post("/practise/X99/X99-1/", {**wrong, "sum": "77"}, follow=True))
    assert (
        "0 of 1 points" in page
        and "Count on from the first number." in page
        and "You said: <b>77</b>" in page
    )


def test_what_was_shown_is_what_is_marked(world: CouncilWorld, client: Client) -> None:
    version = SumFactory(council=world.council, code="X99-1")
    sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    client.post("/practise/X99/X99-1/", sent)
    attempt = Attempt.objects.get()
    assert attempt.seed == own_seed(person_id=world.people["coordinator"].pk, times=0)
    assert attempt.shown == SUMS.draw(version.content, attempt.seed)
    assert attempt.points == attempt.of == 1


def test_a_double_click_is_one_try(world: CouncilWorld, client: Client) -> None:
    SumFactory(council=world.council, code="X99-1")
    sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    first, second = (client.post("/practise/X99/X99-1/", sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Attempt.objects.count() == 1


def test_what_was_tried_twice_counts_as_one_exercise(world: CouncilWorld) -> None:
    person, version = world.people["coordinator"], SumFactory(council=world.council, code="X99-1")
    SumFactory(council=world.council, code="X99-2")
    for _ in range(2):
        AttemptFactory(person=person, version=version)
    shelf = next(one for one in shelves(actor=person) if one.kind.code == "X99")
    assert (shelf.words, shelf.state) == ("2 exercises, 1 tried", "half")


def test_a_missing_answer_is_said_at_its_place(world: CouncilWorld, client: Client) -> None:
    SumFactory(council=world.council, code="X99-1")
    sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    page = text_of(client.post("/practise/X99/X99-1/", {**sent, "sum": " "}))
    assert "There is a problem" in page and "answer this." in page and sent["key"] in page
    assert not Attempt.objects.exists()


def test_colleagues_are_never_shown_the_same_and_the_next_one_is_another(world: CouncilWorld) -> None:
    SumFactory(council=world.council, code="X99-1")
    drawn = []
    for name in ("coordinator", "colleague", "senior", "starter"):
        client = Client()
        client.force_login(world.people[name])
        sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
        client.post("/practise/X99/X99-1/", sent)
        drawn += [sent["drawn"], sum_of(client.get("/practise/X99/X99-1/").content.decode())["drawn"]]
    assert len(set(drawn)) == 8


def test_nobody_draws_for_themselves(world: CouncilWorld, client: Client) -> None:
    SumFactory(council=world.council, code="X99-1")
    sent = sum_of(client.get("/practise/X99/X99-1/").content.decode())
    for forged in ("X99-1:4", "X99-1:4:abc", signed_seed("X99-2", 4), ""):
        client.post("/practise/X99/X99-1/", {**sent, "key": str(uuid.uuid4()), "drawn": forged})
    own = {own_seed(person_id=world.people["coordinator"].pk, times=times) for times in range(4)}
    assert set(Attempt.objects.values_list("seed", flat=True)) == own


def test_a_broken_key_is_a_new_try_and_no_error(world: CouncilWorld, client: Client) -> None:
    SumFactory(council=world.council, code="X99-1")
    assert client.post("/practise/X99/X99-1/", {"key": "nonsense", "sum": "1"}).status_code == 302


def test_a_retired_item_is_refused_in_words(world: CouncilWorld) -> None:
    version = SumFactory(council=world.council, state="retired")
    with pytest.raises(Refused, match="out of use"):
        mark_attempt(
            version=version,
            key=uuid.uuid4(),
            seed=1,
            answer={},
            by=world.people["coordinator"],
            at=timezone.now(),
        )
    assert not Attempt.objects.exists()


def test_the_newest_live_version_is_practised(world: CouncilWorld, client: Client) -> None:
    old = SumFactory(council=world.council, code="X99-1", state="reviewed", title="Old sum")
    SumFactory(item=old.item, number=2, state="open", title="New sum")
    SumFactory(item=old.item, number=3, state="draft", title="Unfinished sum")
    assert "New sum" in text_of(client.get("/practise/X99/X99-1/"))
    assert "Old sum" not in text_of(client.get("/practise/X99/"))


def test_practice_leaves_no_record_and_nobody_else_reads_it(world: CouncilWorld, client: Client) -> None:
    attempt = AttemptFactory(person=world.people["coordinator"])
    before = Entry.objects.count()
    sent = sum_of(client.get(f"/practise/X99/{attempt.version.item.code}/").content.decode())
    client.post(f"/practise/X99/{attempt.version.item.code}/", sent)
    assert Entry.objects.count() == before
    path = f"/practise/X99/{attempt.version.item.code}/{attempt.pk}/"
    assert client.get(path).status_code == 200
    for name in ("manager", "pdl", "colleague", "qa", "head"):
        other = Client()
        other.force_login(world.people[name])
        assert other.get(path).status_code == 404, name


@pytest.mark.parametrize("path", ["/practise/", "/practise/X99/"])
def test_the_lists_cost_the_same_for_one_and_for_three(
    world: CouncilWorld, client: Client, path: str, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    AttemptFactory(
        person=world.people["coordinator"], version=SumFactory(council=world.council, code="X99-1")
    )
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(path)
    for n in (2, 3):
        version = SumFactory(council=world.council, code=f"X99-{n}")
        AttemptFactory(person=world.people["coordinator"], version=version)
    with django_assert_num_queries(len(one)):
        page = client.get(path)
    assert page.status_code == 200
