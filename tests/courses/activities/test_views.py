"""A lesson with activities as a starter meets it: no script, nothing lost, nothing seen by others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from assessments.practice.models import Attempt
from courses.activities.models import Reflection, ReflectionForBuddy, ShadowingRecord, SharedReflection
from tests.factories.activities import IDS, ShadowingRecordFactory, SharedReflectionFactory, activity_lesson
from tests.factories.practice import AttemptFactory, SumFactory
from tests.factories.tasks import EditionFactory, SubmissionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
MODULE = "/learn/practice/ind-1-1/"
LESSON = f"{MODULE}do-it/"
REFLECT, SHADOW = f"{LESSON}reflection/{IDS['reflection']}", f"{LESSON}shadowing/{IDS['shadowing']}"
ANSWER = f"{LESSON}question/X99-1"
PERSONAL = "My own number is 943 476 5919"
RECORD = {
    "on_day": "12", "on_month": "11", "on_year": "2026", "whom": "a senior coordinator",
    "answer-0": "The parent spoke first.", "answer-1": "Wait longer.",
}  # fmt: skip


@pytest.fixture
def world() -> CouncilWorld:
    """One council with a lesson that has every activity, an item for it and a task."""
    world = council_world()
    SumFactory(council=world.council, code="X99-1")
    SumFactory(council=world.council, code="X3-1", title="Count the weeks")
    EditionFactory(task__council=world.council, task__code="AT2")
    activity_lesson(world.council)
    return world


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    return signed_in(world.people["starter"])


def text_of(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(response.content.decode().split())


def step(choice: str = "", way: str = "") -> str:
    said = f"&choice={choice}" if choice else ""
    return f"{LESSON}?scenario={IDS['scenario']}&way={way}{said}"


def test_a_scenario_is_walked_step_by_step_and_nothing_is_kept(client: Client) -> None:
    first = text_of(client, LESSON)
    assert "A parent rings." in first and "She asks when." not in first and "Because of" not in first
    second = text_of(client, step("0"))
    assert "Because of Listen" in second and "She asks when." in second and "Step 2" in second
    assert "She rings again." not in second and 'name="way" value="0"' in second
    assert text_of(client, step("0")).count("Because of") == 1
    end = text_of(client, step("1", "0"))
    assert "1 of 2 choices went well" in end and "Because of Say soon" in end
    assert "See what comes of it" not in end and "Walk it again" in end
    assert "Choose what you would do" in text_of(client, step(way="0"))
    assert "A parent rings." in text_of(client, step("77", "made.up"))


def test_a_reflection_is_mine_until_i_share_it(world: CouncilWorld, client: Client) -> None:
    manager = signed_in(world.people["manager"])
    assert client.post(REFLECT, {"text": "I will ask what helps"}).status_code == 302
    page = text_of(client, LESSON)
    assert "I will ask what helps" in page and "Only you can see it" in page
    assert "I will ask what helps" not in text_of(manager, "/learn/shared/")
    for _ in range(2):
        client.post(REFLECT, {"text": "I will ask what helps", "shared": "on"})
    assert SharedReflection.objects.count() == 1
    assert "Your manager can see it" in text_of(client, LESSON)
    assert "I will ask what helps" in text_of(manager, "/learn/shared/")
    client.post(REFLECT, {"text": "Changed my mind", "shared": "on"})
    assert "Changed my mind" in text_of(manager, "/learn/shared/")
    client.post(REFLECT, {"text": "Changed my mind"})
    assert "Changed my mind" not in text_of(manager, "/learn/shared/")
    assert Reflection.objects.get().text == "Changed my mind"


def test_a_reflection_for_the_buddy_is_not_shown_to_the_manager(world: CouncilWorld, client: Client) -> None:
    manager = signed_in(world.people["manager"])
    for _ in range(2):
        client.post(REFLECT, {"text": "I will ask what helps", "with_buddy": "on"})
    assert ReflectionForBuddy.objects.get().text == "I will ask what helps"
    assert "I will ask what helps" not in text_of(manager, "/learn/shared/")
    assert "Your buddy can see it" in text_of(client, LESSON)
    client.post(REFLECT, {"text": "I will ask what helps"})
    assert not ReflectionForBuddy.objects.exists()


def test_only_those_who_lead_the_person_see_what_was_shared(world: CouncilWorld) -> None:
    SharedReflectionFactory(reflection__person=world.people["stranger"], text="From another team")
    SharedReflectionFactory(reflection__person=world.people["starter"], text="From this team")
    ShadowingRecordFactory(person=world.people["stranger"], whom="a tribunal officer")
    page = text_of(signed_in(world.people["manager"]), "/learn/shared/")
    assert "From this team" in page and "From another team" not in page and "a tribunal officer" not in page
    for name in ("coordinator", "colleague", "qa", "head", "pdl"):
        answer = signed_in(world.people[name]).get("/learn/shared/")
        assert "From this team" not in answer.content.decode(), name


@pytest.mark.parametrize("text", [PERSONAL, ""])
def test_words_that_are_not_kept_stay_on_the_page_and_in_no_message(client: Client, text: str) -> None:
    page = text_of(client, REFLECT, {"text": text, "shared": "on"})
    assert "There is a problem" in page and not Reflection.objects.exists()
    if text:
        assert page.count("943 476 5919") == 1, "in the box and nowhere else"
        assert "looks as if it had a name" in page


def test_a_shadowing_record(world: CouncilWorld, client: Client) -> None:
    for _ in range(2):
        assert client.post(SHADOW, RECORD).status_code == 302
    record = ShadowingRecord.objects.get()
    assert record.answers[1] == {"question": "What will you do?", "answer": "Wait longer."}
    page = text_of(client, LESSON)
    assert "The parent spoke first." in page and "You, your buddy and your manager can see it" in page
    client.post(SHADOW, {**RECORD, "answer-1": "Ask first."})
    record.refresh_from_db()
    assert record.answers[1]["answer"] == "Ask first."
    assert "The parent spoke first." in text_of(signed_in(world.people["manager"]), "/learn/shared/")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on_year": "2099"}, "this is still to come"),
        ({"on_year": "1999"}, "Check the year"),
        ({"whom": ""}, "Say whom you watched"),
        ({"answer-0": PERSONAL}, "looks as if it had a name"),
        ({"answer-1": ""}, "Answer this: What will you do?"),
    ],
)
def test_a_record_that_is_not_in_order(client: Client, change: dict[str, str], words: str) -> None:
    page = text_of(client, SHADOW, {**RECORD, **change})
    assert words in page and "There is a problem" in page and not ShadowingRecord.objects.exists()
    assert "Wait longer." in page or "answer-1" in change


def sent_from(page: str) -> dict[str, str]:
    key, drawn = (re.search(f'name="{name}" value="([^"]+)"', page) for name in ("key", "drawn"))
    numbers = re.search(r"What is (\d+) \+ (\d+)\?", page)
    assert key and drawn and numbers
    return {"key": key[1], "drawn": drawn[1], "X99-1-sum": str(int(numbers[1]) + int(numbers[2]))}


def test_a_question_is_marked_at_once_and_kept_as_practice(client: Client) -> None:
    page = text_of(client, LESSON)
    right = sent_from(page)
    assert "answer this" in text_of(client, ANSWER, {**right, "X99-1-sum": ""})
    for _ in range(2):
        answer = client.post(ANSWER, right)
        assert answer.status_code == 302 and answer["Location"] == f"{LESSON}#question-X99-1"
    attempt = Attempt.objects.get()
    assert (attempt.points, attempt.of) == (1, 1)
    after = text_of(client, LESSON)
    assert "Count on from the first number" in after and "Try it again" in after
    assert "What is 3" in text_of(client, f"{LESSON}?question=X99-1")
    client.post(f"{MODULE}again")
    assert "Count on from the first number" not in text_of(client, LESSON)


def test_an_exercise_shows_my_last_result_and_a_task_where_it_stands(
    world: CouncilWorld, client: Client
) -> None:
    page = text_of(client, LESSON)
    assert 'href="/practise/X99/X3-1/"' in page and "Count the weeks" in page
    assert 'href="/tasks/AT2/"' in page and "Not begun" in page
    item = SumFactory._meta.model.objects.get(item__code="X3-1")
    AttemptFactory(person=world.people["starter"], version=item)
    AttemptFactory(person=world.people["colleague"], version=item, answer={"sum": "4"})
    edition = EditionFactory._meta.model.objects.get(task__code="AT2")
    SubmissionFactory(person=world.people["starter"], edition=edition, state="passed")
    page = text_of(client, LESSON)
    assert "0 of 1" in page and "Signed off" in page


def test_what_is_no_longer_in_use_is_left_out_in_words(world: CouncilWorld, client: Client) -> None:
    SumFactory._meta.model.objects.update(state="retired")
    EditionFactory._meta.model.objects.update(audience=["R99"])
    page = text_of(client, LESSON)
    assert "are being worked on" in page and "AT2 is not open to you at the moment" in page
    assert client.post(ANSWER, {}).status_code == 404


@pytest.mark.parametrize("path", [REFLECT, SHADOW, ANSWER])
def test_nothing_is_sent_by_visitors_guests_or_to_what_is_not_there(
    world: CouncilWorld, client: Client, path: str
) -> None:
    assert Client().post(path).status_code == 302
    assert signed_in(world.people["partner"]).post(path).status_code == 404
    assert client.get(path).status_code == 405
    assert client.post(f"{path}x", {"text": "Hello"}).status_code == 404
    other = REFLECT.replace(IDS["reflection"], IDS["shadowing"])
    assert client.post(other, {"text": "Hello"}).status_code == 404


def test_queries_do_not_grow_and_the_page_is_light(
    world: CouncilWorld, client: Client, django_assert_max_num_queries: Any
) -> None:
    me = world.people["starter"]

    def count() -> int:
        client.get(LESSON)
        with django_assert_max_num_queries(30) as seen:
            page = client.get(f"{LESSON}?again=1")  # never kept
        assert len(page.content) < 100_000
        return len(seen)

    client.post(REFLECT, {"text": "I will ask what helps", "shared": "on"})
    client.post(SHADOW, RECORD)
    versions = list(SumFactory._meta.model.objects.all())
    for version in versions:
        AttemptFactory(person=me, version=version)
    one = count()
    for version in versions * 3:
        AttemptFactory(person=me, version=version)
    assert count() == one


def test_the_list_of_what_was_shared_takes_as_many_queries_for_three(
    world: CouncilWorld, django_assert_max_num_queries: Any
) -> None:
    manager = signed_in(world.people["manager"])

    def count() -> int:
        with django_assert_max_num_queries(15) as seen:
            manager.get("/learn/shared/")
        return len(seen)

    manager.get("/learn/shared/")
    for name in ("starter", "coordinator", "colleague"):
        SharedReflectionFactory(reflection__person=world.people[name])
        ShadowingRecordFactory(person=world.people[name])
        if name == "starter":
            one = count()
    assert count() == one
