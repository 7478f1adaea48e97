"""What a device may keep of a lesson: the same for everybody, and nothing of a person."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.pages.models import ModulePage
from courses.progress.models import LessonProgress
from courses.progress.queries import releases
from tests.factories.learning import EXERCISE_ID, small_module
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db
MODULE = "/learn/practice/pm-01/"
FIRST, LAST = f"{MODULE}first-steps/", f"{MODULE}check-yourself/"
MINE = "My very own version of the line."


@pytest.fixture
def world() -> CouncilWorld:
    world = council_world()
    small_module(world.council)
    return world


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def body(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_a_copy_has_the_lesson_and_nobody_in_it(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    client = signed_in(person)
    client.get(FIRST)
    client.post(f"{FIRST}rewrite/{EXERCISE_ID}", {"text": MINE})
    assert MINE in body(client, FIRST)
    copy = body(client, f"{FIRST}copy")
    assert "You are offline. This is the page as of" in copy and "data-remember" in copy
    for word in (
        MINE,
        person.get_full_name(),
        person.initials,
        "csrfmiddlewaretoken",
        "data-person",
        "Sign out",
    ):
        assert word not in copy, word
    assert "This part needs a connection." in body(client, f"{LAST}copy")


def test_two_people_get_the_same_copy_and_fetching_it_opens_no_lesson(world: CouncilWorld) -> None:
    pages = {
        body(signed_in(world.people[who]), f"{FIRST}copy").split("<body")[1] for who in ("coordinator", "pdl")
    }
    assert len(pages) == 1
    assert not LessonProgress.objects.exists()


def test_what_there_is_to_keep(world: CouncilWorld) -> None:
    told = signed_in(world.people["starter"]).get(f"{MODULE}copies").json()
    assert told["url"] == MODULE and [lesson["url"] for lesson in told["lessons"]] == [FIRST, LAST]
    assert told["lessons"][0]["copy"] == f"{FIRST}copy"
    assert "/learn/kept/" in told["shell"] and all(path.startswith("/") for path in told["shell"])


@pytest.mark.parametrize("path", [f"{FIRST}copy", f"{MODULE}copies", "/learn/kept/"])
def test_copies_are_for_council_staff_and_their_own_council(world: CouncilWorld, path: str) -> None:
    assert Client().get(path).status_code == 302
    assert signed_in(world.people["partner"]).get(path).status_code == 404
    if path != "/learn/kept/":
        stranger = second_council().people["coordinator"]
        assert signed_in(stranger).get(path).status_code == 404


def test_a_week_that_has_not_come_cannot_be_kept(
    world: CouncilWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(world.people["starter"])
    ModulePage.objects.update(week=4)
    monkeypatch.setattr(releases._DESK, "weeks", lambda actor: {4: datetime.date(2027, 1, 4)})
    for path in (f"{FIRST}copy", f"{MODULE}copies"):
        assert client.get(path).status_code == 404, path
    assert "data-keeps" not in body(client, MODULE)


def test_the_list_names_nobody(world: CouncilWorld) -> None:
    person = world.people["coordinator"]
    page = body(signed_in(person), "/learn/kept/")
    assert "sign out when you leave" in page and person.get_full_name() not in page


def test_the_worker_answers_below_learn_and_says_what_it_is() -> None:
    answer = Client().get("/learn/worker.js")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/javascript"
    assert answer["Cache-Control"] == "no-cache" and "worker-src 'self'" in answer["Content-Security-Policy"]
    assert b"addEventListener('fetch'" in answer.content


def test_fetching_a_module_costs_the_same_for_any_number_of_lessons(world: CouncilWorld) -> None:
    client, counts = signed_in(world.people["coordinator"]), []
    for path in (f"{FIRST}copy", f"{LAST}copy"):
        client.get(path)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_say_whose_they_are_in_a_word_that_tells_nothing(world: CouncilWorld) -> None:
    first, second = world.people["coordinator"], world.people["colleague"]
    words = {body(signed_in(one), MODULE).split('data-person="')[1].split('"')[0] for one in (first, second)}
    assert len(words) == 2 and all(len(word) == 16 for word in words)
    assert "data-person" not in body(Client(), reverse("account_login"))


def test_signing_out_empties_the_device_and_an_ended_session_does_not(world: CouncilWorld) -> None:
    client = signed_in(world.people["coordinator"])
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.post(reverse("account_logout"))
    assert "Clear-Site-Data" not in client.post(f"{FIRST}rewrite/{EXERCISE_ID}", {"text": MINE})


@pytest.mark.parametrize(
    ("came", "back"),
    [
        (f"http://testserver{FIRST}?again=1", f"{FIRST}%3Fagain%3D1".replace("/", "%2F")),
        ("https://elsewhere.example/learn/", f"{FIRST}read"),
        ("", f"{FIRST}read"),
        ("http://testserver//elsewhere.example/", f"{FIRST}read"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_its_page(world: CouncilWorld, came: str, back: str) -> None:
    headers = {"HTTP_REFERER": came} if came else {}
    answer = Client().post(f"{FIRST}read", **headers)
    assert answer["Location"] == f"{reverse('account_login')}?next={back}"
