"""The pages of rules and dates: who sees them, what they say, what they refuse and what they cost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from academy.law import pack as law
from home.navigation import PLACES
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db
PACK = law.current_pack()


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def client(world: World) -> Client:
    """The coordinator, signed in."""
    client = Client()
    client.force_login(world.home.people["coordinator"])
    return client


def read(client: Client, path: str, **query: object) -> str:
    """The page's words, without marks and with single spaces."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]*>", " ", answer.content.decode().split("<main", 1)[1])
    return re.sub(r"\s+", " ", text)


def when(name: str, day: int, month: int, year: int) -> dict[str, int]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


RULE = reverse("law_rule", args=["TR-05"])
TIMELINE = reverse("law_timeline")


def test_guests_find_nothing_and_strangers_are_sent_to_sign_in(world: World) -> None:
    guest = Client()
    guest.force_login(world.home.people["partner"])
    for path in ("/law/", RULE, TIMELINE):
        assert guest.get(path).status_code == 404
        assert Client().get(path).url.startswith("/account/login/")


def test_everybody_who_may_come_in_finds_the_way(client: Client) -> None:
    assert ("Rules and dates", "/law/") in {(label, url) for label, url, _ in PLACES}
    assert 'href="/law/"' in client.get("/law/").content.decode()


def test_the_shelves_hold_everything(client: Client) -> None:
    page = client.get("/law/").content.decode()
    for code in PACK.rules:
        assert f'href="/law/rules/{code}/"' in page
    for topic in PACK.topics:
        shelf = client.get("/law/", {"topic": topic}).content.decode()
        for key, held in PACK.references.items():
            assert (f'id="{key}"' in shelf) == (held.topic == topic)
    words = read(client, "/law/")
    assert "law as at" in words and "1 November 2026" in words
    assert read(client, "/law/", topic="reform").count("Proposal, not law") == 2
    for dispute in PACK.disputes:
        assert dispute.point in words


def test_the_shelves_by_topic(client: Client) -> None:
    words = read(client, "/law/", topic="review")
    assert "Setting's report" in words.replace("&#x27;", "'") and "Children in need" not in words
    assert "How many sections a plan has" in read(client, "/law/", topic="plan")
    assert client.get("/law/", {"topic": "money"}).status_code == 404


@pytest.mark.parametrize("code", PACK.rules)
def test_every_rule_has_a_page_with_a_counted_example(client: Client, code: str) -> None:
    words = read(client, reverse("law_rule", args=[code]))
    rule = PACK.rules[code]
    assert "A counting example" in words and "Work out a date" in words
    assert re.search(r"= \d+ \w+ 20\d\d|so (day|the last day)", words)
    assert ("Not settled" in words) == bool(rule.questions)
    assert ("Where public sources disagree" in words) == bool(PACK.disputes_on(code))
    assert ("still to check" in words) == (not rule.is_checked)


def test_an_unknown_rule_is_not_found(client: Client) -> None:
    assert client.get("/law/rules/TR-99/").status_code == 404


def test_a_rule_works_out_a_date(client: Client) -> None:
    words = read(client, RULE, **when("draft_served", 23, 3, 2027))
    assert "Your date" in words and "Tuesday 6 April 2027" in words
    assert "23 March is day 1, so day 15 is 6 April 2027." in words
    assert "Your date" not in read(client, RULE)


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ((30, 2, 2027), "There is no 30 February 2027: that month has 28 days."),
        ((1, 13, 2027), "There is no month 13"),
        ((1, 1, 27), "The year 27 cannot be right"),
        (("x", 1, 2027), "write the date in figures"),
        (("", 1, 2027), "give the day too"),
        (("", "", ""), "Give at least one date to count from"),
        ((1, 1, 20277), "write it in figures"),
    ],
)
def test_an_impossible_date_is_refused_at_its_place(client: Client, parts: tuple, error: str) -> None:
    answer = client.get(RULE, when("draft_served", *parts))
    page = answer.content.decode()
    assert answer.status_code == 200 and "<title>Error: " in page
    assert page.count(error) == 2
    assert 'href="#id_draft_served"' in page and 'id="id_draft_served"' in page
    assert "Your date" not in page
    assert f'value="{parts[2]}"' in page or parts[2] == ""


def test_a_timeline_from_what_happened(client: Client) -> None:
    query = {"topic": "assessment", **when("request_received", 7, 9, 2026)}
    words = read(client, TIMELINE, **query)
    for date in ("Monday 19 October 2026", "Monday 28 December 2026", "Monday 25 January 2027"):
        assert date in words
    assert "Thu 24 Dec 2026" in words
    assert "28 December 2026 is a bank holiday" in words


def test_a_timeline_with_an_exception(client: Client) -> None:
    query = {
        "topic": "assessment",
        "ground": "school_closed",
        **when("request_received", 1, 6, 2026),
        **when("from", 22, 7, 2026),
        **when("back", 3, 9, 2026),
        **when("asked", 20, 7, 2026),
    }
    words = read(client, TIMELINE, **query)
    assert "It was shut for 43 days; 28 are needed." in words
    assert "The date stays 19 October 2026" in words
    short = read(client, TIMELINE, **{**query, "ground": "staff_shortage"})
    assert "The clock does not stop." in short and "It was shut for" not in short


def test_an_exception_asks_for_what_it_needs(client: Client) -> None:
    query = {"topic": "assessment", "ground": "absent", **when("request_received", 1, 6, 2026)}
    page = client.get(TIMELINE, query).content.decode()
    assert page.count("Give a date for: first day away.") == 2
    assert 'href="#id_from"' in page and "The dates" not in page


def test_dates_out_of_order_are_refused_at_their_place(client: Client) -> None:
    query = {"topic": "review", **when("review_meeting", 9, 11, 2026), **when("plan_made", 10, 11, 2026)}
    page = client.get(TIMELINE, query).content.decode()
    assert page.count("9 November 2026 is too early") == 2 and 'href="#id_review_meeting"' in page


def test_every_kind_of_case_has_a_form(client: Client) -> None:
    for topic in {event.topic for event in PACK.events.values()}:
        page = client.get(TIMELINE, {"topic": topic}).content.decode()
        for key, event in PACK.events.items():
            assert (f'name="{key}_day"' in page) == (event.topic == topic)
    assert client.get(TIMELINE, {"topic": "reform"}).status_code == 404


def test_pages_of_law_ask_little_of_the_database(client: Client, django_assert_max_num_queries) -> None:
    for path in ("/law/", RULE, TIMELINE):
        with django_assert_max_num_queries(10):
            client.get(path)
