"""The pages of both sides."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.people.models import User
from academy.record.models import Look
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment
from competencies.selfassessment.queries import page_of, people_and_rounds
from tests.factories.academy import StaffFactory
from tests.factories.selfassessment import (
    ManagerAnswerFactory,
    SelfAnswerFactory,
    SelfAssessmentFactory,
    SelfItemFactory,
    lay_tasks,
)

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager() -> User:
    return StaffFactory(role="R10")


@pytest.fixture
def person(manager: User) -> User:
    found = StaffFactory(team=manager.posts.get().team, manager=manager)
    lay_tasks(found)
    return found


@pytest.fixture
def answer(person: User) -> SelfAnswer:
    row: SelfAnswer = SelfAnswerFactory(item__assessment__person=person)
    return row


def test_somebody_rates_task_by_task_and_hands_in(person: User) -> None:
    client = signed_in(person)
    page = client.get("/me/levels/self/")
    assert "Begin a round" in page.content.decode()
    client.post("/me/levels/self/begin/", {"key": page.context["key"]})
    items = list(SelfAssessment.objects.get().items.all())
    body = client.get(f"/me/levels/self/{items[0].pk}/").content.decode()
    assert "3 Level 3" in body
    assert "What it looks like. What may be done." in body
    assert "grants no level" in body
    for at, item in enumerate(items):
        form = {"level": at, "did": f"Work {at}", "needs": "", "go": "next"}
        place = client.post(f"/me/levels/self/{item.pk}/", form)["Location"]
        after = f"/me/levels/self/{items[at + 1].pk}/" if at < 2 else "/me/levels/self/"
        assert place == after
    done = client.post("/me/levels/self/hand-in/", follow=True).content.decode()
    assert "Handed in." in done
    assert "3 tasks wait for your manager" in done


def test_handing_in_too_early_says_what_is_left(person: User) -> None:
    client = signed_in(person)
    client.post("/me/levels/self/begin/", {"key": str(uuid.uuid4())})
    body = client.post("/me/levels/self/hand-in/", follow=True).content.decode()
    assert "3 of 3 tasks have no level yet" in body


def test_another_task_is_added(person: User) -> None:
    client = signed_in(person)
    client.post("/me/levels/self/begin/", {"key": str(uuid.uuid4())})
    assert (
        "Another task: choose one from the list" in client.post("/me/levels/self/add/", {}).content.decode()
    )
    place = client.post("/me/levels/self/add/", {"code": "ET20"})["Location"]
    assert "Take this task out" in client.get(place).content.decode()
    client.post(f"{place}drop/")
    assert SelfAssessment.objects.get().items.count() == 3


def test_a_missing_level_is_said_at_its_place_and_the_words_stay(answer: SelfAnswer) -> None:
    client = signed_in(answer.item.assessment.person)
    body = client.post(f"/me/levels/self/{answer.item_id}/", {"did": "Ten drafts"}).content.decode()
    assert body.count("Which level am I at: choose one") == 2
    assert "Ten drafts" in body


def test_personal_data_is_refused_on_both_sides_without_saying_what(
    answer: SelfAnswer, manager: User
) -> None:
    secret = "I rang 07700 900123 about it"
    person = answer.item.assessment.person
    mine = signed_in(person).post(f"/me/levels/self/{answer.item_id}/", {"level": 4, "did": secret})
    theirs = signed_in(manager).post(
        f"/people/{person.pk}/self/{answer.item_id}/", {"version": 1, "kind": "more", "words": secret}
    )
    for page in (mine, theirs):
        body = page.content.decode()
        assert body.count("this looks as if it had a name, a number or an address in it") == 2
        assert body.count(secret) == 1
    assert SelfAnswer.objects.count() == 1
    assert not ManagerAnswer.objects.exists()


def test_the_manager_answers_from_the_list_and_looking_is_in_the_history(
    answer: SelfAnswer, manager: User
) -> None:
    person, client = answer.item.assessment.person, signed_in(manager)
    assert "1 to answer" in client.get("/levels/self/").content.decode()
    assert "1 task waits for you" in client.get(f"/people/{person.pk}/self/").content.decode()
    assert Look.objects.get().person == person
    place = f"/people/{person.pk}/self/{answer.item_id}/"
    assert "Four drafts this autumn" in client.get(place).content.decode()
    wrong = client.post(place, {"version": 1, "kind": "differ", "level": 3, "words": "The dates slipped"})
    assert wrong.content.decode().count("this is the one they chose. Confirm it instead.") == 2
    assert "The dates slipped" in wrong.content.decode()
    done = client.post(
        place, {"version": 1, "kind": "differ", "level": 2, "words": "The dates slipped"}, follow=True
    )
    assert "Every task is answered. You can close the round." in done.content.decode()
    closed = client.post(f"/people/{person.pk}/self/close/", follow=True).content.decode()
    assert "No level has changed." in closed
    mine = signed_in(person).get(f"/me/levels/self/{answer.item_id}/").content.decode()
    assert "The dates slipped" in mine


def test_the_next_task_that_waits_comes_by_itself(answer: SelfAnswer, manager: User) -> None:
    person, row = answer.item.assessment.person, answer.item.assessment
    task = lay_tasks(person)[0]
    other = SelfAnswerFactory(item=SelfItemFactory(assessment=row, task=task))
    client, form = signed_in(manager), {"version": 1, "kind": "confirm", "go": "next"}
    first = client.post(f"/people/{person.pk}/self/{answer.item_id}/", form)["Location"]
    assert first == f"/people/{person.pk}/self/{other.item_id}/"
    assert client.post(first, form)["Location"] == f"/people/{person.pk}/self/"


def test_an_answer_that_changed_since_it_was_read_is_not_confirmed(answer: SelfAnswer, manager: User) -> None:
    person = answer.item.assessment.person
    place = f"/people/{person.pk}/self/{answer.item_id}/"
    signed_in(person).post(f"/me/levels/self/{answer.item_id}/", {"level": 4, "did": "More"})
    body = signed_in(manager).post(place, {"version": 1, "kind": "confirm"}).content.decode()
    assert "They changed their answer a moment ago" in body
    assert not ManagerAnswer.objects.exists()
    assert "What was said before (1)" in body


def test_what_is_not_handed_in_is_the_persons_alone(person: User, manager: User) -> None:
    draft = SelfAnswerFactory(
        item__assessment__person=person, item__assessment__state="open", did="Half a thought"
    )
    client = signed_in(manager)
    body = client.get(f"/people/{person.pk}/self/").content.decode()
    assert "is writing" in body
    assert "Half a thought" not in body
    assert client.get(f"/people/{person.pk}/self/{draft.item_id}/").status_code == 404
    assert not Look.objects.exists()


def test_a_manager_asks(person: User, manager: User) -> None:
    client = signed_in(manager)
    key = client.get(f"/people/{person.pk}/self/").context["key"]
    for _ in range(2):
        client.post(f"/people/{person.pk}/self/ask/", {"key": key})
    assert SelfAssessment.objects.get().asked_by == manager
    assert f"{manager} asked for it" in signed_in(person).get("/me/levels/self/").content.decode()


def test_peers_and_quality_find_nothing(answer: SelfAnswer) -> None:
    person = answer.item.assessment.person
    team = person.posts.get().team
    pages = [
        f"/people/{person.pk}/self/",
        f"/people/{person.pk}/self/{answer.item_id}/",
        f"/me/levels/self/{answer.item_id}/",
    ]
    for role in ("R02", "R13", "R15", "R12"):
        other = StaffFactory(team=team, role=role)
        assert {signed_in(other).get(page).status_code for page in pages} == {404}, role
    assert signed_in(person).get(pages[0]).status_code == 404


def test_an_item_of_somebody_else_is_not_there_under_another_name(answer: SelfAnswer, manager: User) -> None:
    other = StaffFactory(team=manager.posts.get().team, manager=manager)
    assert signed_in(manager).get(f"/people/{other.pk}/self/{answer.item_id}/").status_code == 404


def test_pages_cost_the_same_for_one_and_for_many(person: User, manager: User) -> None:
    row = SelfAssessmentFactory(person=person)
    tasks = lay_tasks(person)

    def cost() -> tuple[int, int]:
        manager.__dict__.pop("_standing", None)
        with CaptureQueriesContext(
            connection,
        ) as page:
            views = page_of(actor=manager, assessment=row).items
            assert [str(one.meta) + one.item.task.title + str(one.reply and one.reply.by) for one in views]
        manager.__dict__.pop("_standing", None)
        with CaptureQueriesContext(connection) as listed:
            assert [str(one.person) + one.mark[1] for one in people_and_rounds(actor=manager)]
        return len(page), len(listed)

    ManagerAnswerFactory(answer=SelfAnswerFactory(item=SelfItemFactory(assessment=row, task=tasks[0])))
    one = cost()
    for task in tasks[1:]:
        ManagerAnswerFactory(answer=SelfAnswerFactory(item=SelfItemFactory(assessment=row, task=task)))
    for _ in range(4):
        led = StaffFactory(team=manager.posts.get().team)
        SelfAnswerFactory(item__assessment__person=led)
    assert cost() == one
