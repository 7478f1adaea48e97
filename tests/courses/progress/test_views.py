"""What each kind of person gets from the pages of learning: constant queries, no scripts needed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from courses.pages.models import ModulePage
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from tests.factories.competencies import CompetencyFactory, EvidenceFactory
from tests.factories.courses import AssignmentFactory, CompletionFactory, module_page
from tests.factories.learning import EXERCISE_ID, small_module
from tests.factories.worlds import CouncilWorld, council_world, second_council

pytestmark = pytest.mark.django_db
MODULE = "/learn/practice/pm-01/"
FIRST, LAST = f"{MODULE}first-steps/", f"{MODULE}check-yourself/"
ASKED = "Provision was below good in this audit"


@pytest.fixture
def world() -> CouncilWorld:
    """One council with one module of two lessons."""
    world = council_world()
    small_module(world.council)
    CompetencyFactory(domain__framework__council=world.council)
    return world


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    return signed_in(world.people["coordinator"])


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


PATHS = ["/learn/", "/learn/practice/", MODULE, FIRST, LAST]
POSTS = [
    f"{MODULE}again",
    f"{FIRST}read",
    f"{LAST}check",
    f"{FIRST}rewrite/{EXERCISE_ID}",
    f"{FIRST}rewrite/{EXERCISE_ID}/judge",
]


@pytest.mark.parametrize("path", PATHS)
def test_visitors_go_to_sign_in_and_guests_find_nothing(world: CouncilWorld, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    assert signed_in(world.people["partner"]).get(path).status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_nothing_can_be_sent_by_visitors_and_guests(world: CouncilWorld, path: str) -> None:
    assert Client().post(path).status_code == 302
    assert signed_in(world.people["partner"]).post(path).status_code == 404
    assert signed_in(world.people["coordinator"]).get(path).status_code == 405
    assert not LessonProgress.objects.exists()


def test_addresses_that_lead_nowhere(client: Client) -> None:
    for path in (
        "/learn/other/",
        "/learn/practice/pm-99/",
        "/learn/other/pm-01/",
        f"{MODULE}nothing/",
        f"{FIRST}extra/",
    ):
        assert client.get(path).status_code == 404, path
    for path in (
        f"{FIRST}check",
        f"{FIRST}rewrite/none",
        f"{FIRST}rewrite/none/judge",
        "/learn/practice/pm-99/again",
    ):
        assert client.post(path).status_code == 404, path


def test_a_second_councils_modules_never_show(client: Client) -> None:
    second = second_council()
    module_page(second.council, "PM-77", slug="pm-77", title="Canary of Brackenshire")
    assert "Canary" not in text_of(client, "/learn/")
    assert client.get("/learn/practice/pm-77/").status_code == 404
    theirs = signed_in(second.people["coordinator"])
    assert "Canary" in text_of(theirs, "/learn/practice/pm-77/")


def test_a_module_that_is_not_published_does_not_show(client: Client) -> None:
    ModulePage.objects.update(live=False)
    assert "Module PM-01" not in text_of(client, "/learn/")
    assert client.get(MODULE).status_code == 404 and client.get(FIRST).status_code == 404


def test_the_module_page_says_what_why_and_how_long(world: CouncilWorld, client: Client) -> None:
    AssignmentFactory(finding__audit__writer=world.people["coordinator"])
    page = text_of(client, MODULE)
    for words in ("What this module is for", "Why you have this.", ASKED, "30 min", "Edition 1", "LR-01"):
        assert words in page, words
    assert "Start: First steps" in page and "Your manager sees that you have finished" in page
    other = text_of(signed_in(world.people["colleague"]), MODULE)
    assert "Why you have this" not in other


def test_opening_a_lesson_is_kept_once(client: Client) -> None:
    text_of(client, FIRST)
    text_of(client, FIRST)
    assert LessonProgress.objects.count() == 1
    assert "Go on: First steps" in text_of(client, MODULE)


def test_the_whole_way_through_a_module(world: CouncilWorld, client: Client) -> None:
    answer = client.post(f"{FIRST}read")
    assert answer["Location"] == LAST
    assert "question-1" in text_of(client, LAST) and "Pass the check to finish" in text_of(client, LAST)
    wrong = {"key": str(uuid.uuid4()), "question-1": "q1-b", "question-2": "q2-a", "question-3": ["q3-a"]}
    assert client.post(f"{LAST}check", wrong)["Location"] == f"{LAST}#check"
    page = text_of(client, LAST)
    assert "0 of 3 right" in page and "You need 2 to pass" in page and "About answer b" in page
    assert "About answer c" not in page and "question-1" not in page
    assert "question-1" in text_of(client, f"{LAST}?again=1")
    right = {"key": str(uuid.uuid4()), "question-1": "q1-a", "question-2": "q2-b", "question-3": ["q3-c"]}
    client.post(f"{LAST}check", right)
    page = text_of(client, LAST)
    assert "2 of 3 right" in page and "It is in your record" in page
    done = Completion.objects.get()
    assert (done.person, done.score) == (world.people["coordinator"], "2 of 3")
    assert "You finished this on" in text_of(client, MODULE)
    assert client.post(f"{MODULE}again")["Location"] == FIRST
    assert "Start" not in text_of(client, MODULE) and "Go on: First steps" in text_of(client, MODULE)


def test_saying_read_on_a_lesson_with_a_check_is_refused_in_words(client: Client) -> None:
    answer = client.post(f"{LAST}read", follow=True)
    assert "Pass the check on this page to finish the lesson" in answer.content.decode()
    assert not LessonProgress.objects.filter(finished_at__isnull=False).exists()


def test_a_question_without_an_answer_is_named_and_costs_no_try(client: Client) -> None:
    answer = client.post(
        f"{LAST}check", {"key": str(uuid.uuid4()), "question-1": "q1-a", "question-2": "zzz"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200 and not CheckAttempt.objects.exists()
    assert "<title>Error: " in page
    assert "Choose an answer to question 2" in page and "Choose an answer to question 3" in page
    assert "Choose an answer to question 1" not in page
    assert client.post(f"{LAST}check", {"key": "no key"}).status_code == 200


def test_a_rewrite_is_private_and_shows_the_good_answer_after_judging(
    world: CouncilWorld, client: Client
) -> None:
    send, judge = f"{FIRST}rewrite/{EXERCISE_ID}", f"{FIRST}rewrite/{EXERCISE_ID}/judge"
    assert "A teacher leads a group of four" not in text_of(client, FIRST)
    assert "Write your version before you save it" in client.post(send, {"text": " "}).content.decode()
    refused = client.post(judge, {"met": ["line-1"]}, follow=True).content.decode()
    assert "Write and save your version first" in refused
    assert (
        client.post(send, {"text": "A teacher <b>leads</b>"})["Location"] == f"{FIRST}#rewrite-{EXERCISE_ID}"
    )
    page = text_of(client, FIRST)
    assert "A teacher &lt;b&gt;leads" in page and "What do you find in your version?" in page
    client.post(judge, {"met": ["line-1", "line-3"]})
    page = text_of(client, FIRST)
    assert "2 of 3 parts found" in page and "A good answer must have: <b>How often</b>" in page
    assert "A teacher leads a group of four" in page
    client.post(judge, {"met": ["nobody"]})
    assert Rewrite.objects.get().met == ["line-1", "line-3"]
    for who in ("manager", "pdl", "colleague"):
        assert "&lt;b&gt;leads" not in text_of(signed_in(world.people[who]), FIRST)


def test_a_saved_rewrite_shows_words_to_look_at_and_numbers_nobody_gave(
    world: CouncilWorld, client: Client
) -> None:
    send = f"{FIRST}rewrite/{EXERCISE_ID}"
    ModulePage.objects.update(criteria=["F4"])
    assert "to look at" not in text_of(client, FIRST)
    client.post(send, {"text": "A teacher gives <i>regular</i> support, four times a week for 25 minutes."})
    page = text_of(client, FIRST)
    assert (
        "1 word to look at" in page and 'look-word">regular</b> (frequency). How often, and by whom?' in page
    )
    assert "“support” is right here: who and how much are said." in page
    assert "Not in the advice: <b>four times a week</b>" in page and "it is not legal proof" in page
    client.post(send, {"text": "A teacher gives it three times a week for 25 minutes."})
    page = text_of(client, FIRST)
    assert "No words to look at" in page and "None was invented" in page
    client.post(send, {"text": "A teacher gives it."})
    assert "There is no number in your version yet" in text_of(client, FIRST)
    ModulePage.objects.update(criteria=["E1"])
    cache.clear()
    assert "There is no number in your version yet" not in text_of(client, FIRST)


def test_looking_at_the_words_of_a_rewrite_asks_the_database_nothing_more(
    world: CouncilWorld, client: Client, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        client.get(FIRST)
        with django_assert_max_num_queries(20) as seen:
            client.get(f"{FIRST}?again=1")  # never kept
        return len(seen)

    client.post(f"{FIRST}rewrite/{EXERCISE_ID}", {"text": "Regular support"})
    without = count()
    assert "words to look at" not in text_of(client, FIRST)
    ModulePage.objects.update(criteria=["F4"])
    cache.clear()
    assert "2 words to look at" in text_of(client, FIRST)
    assert count() == without


def test_the_catalogue_has_what_is_asked_first_and_where_i_stand(world: CouncilWorld, client: Client) -> None:
    me = world.people["coordinator"]
    module_page(world.council, "PM-02", title="SMART outcomes", slug="pm-02", criteria=["E1"])
    AssignmentFactory(finding__audit__writer=me)
    CompletionFactory(person=me, module_code="PM-02")
    page = text_of(client, "/learn/")
    assert (
        "2 modules" in page and "1 done" in page and page.index("Asked of you") < page.index("SMART outcomes")
    )
    assert ASKED in page and "By Monday 16 November" in page and "Done 10 November 2026" in page
    assert "answers E1" in page
    other = text_of(signed_in(world.people["colleague"]), "/learn/practice/")
    assert "Nothing is asked of you" in other and "Done " not in other


def make_more(world: CouncilWorld, numbers: range) -> None:
    me = world.people["coordinator"]
    for number in numbers:
        code = f"PM-{number + 30}"
        module_page(world.council, code, slug=code.lower())
        CompletionFactory(person=me, module_code=code)
        EvidenceFactory(person=me, source_key=f"key-{number}")


@pytest.mark.parametrize("path", ["/learn/", MODULE, FIRST, LAST])
def test_the_number_of_queries_does_not_grow(
    world: CouncilWorld, client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(20) as seen:
            client.get(path)
        return len(seen)

    client.get(path)
    make_more(world, range(1))
    one = count()
    make_more(world, range(1, 5))
    assert count() == one


def test_a_module_page_takes_few_queries_once_it_is_warm(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(MODULE)
    with django_assert_max_num_queries(13):
        client.get(MODULE)


def test_a_new_edition_shows_at_once(world: CouncilWorld, client: Client) -> None:
    cache.clear()
    assert "Plain words" in text_of(client, FIRST)
    page = ModulePage.objects.get(council=world.council).get_children().get(slug="first-steps").specific
    page.body = [("text", "<p>Newer words</p>")]
    page.save_revision().publish()
    fresh = text_of(client, FIRST)
    assert "Newer words" in fresh and "Plain words" not in fresh and "Edition 2" in fresh
