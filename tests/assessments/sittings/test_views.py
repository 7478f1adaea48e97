"""What each person gets from the pages of papers: who sees what, without script, constant queries."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from assessments.sittings.actions import judge_answer
from assessments.sittings.models import ExtraTime, Judgement, Paper, PaperResult, SavedAnswer, Sitting
from assessments.sittings.rules import GRACE
from tests.assessments.sittings.conftest import Hall
from tests.factories.sittings import NINE, ExtraTimeFactory, PaperFactory, PaperResultFactory, stocked

MINUTE = datetime.timedelta(minutes=1)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, **more: Any) -> str:
    response = client.get(path, follow=True, **more)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


@pytest.fixture
def client(hall: Hall) -> Client:
    return signed_in(hall.person)


def begun(hall: Hall, **fields: Any) -> Sitting:
    return hall.start(hall.paper(**fields), at=timezone.now())


def send(client: Client, sitting: Sitting, body: Any) -> Any:
    path = reverse("sitting_save", args=[sitting.pk])
    data = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return client.post(path, data, content_type="application/json")


def fields(word: str, base: int = 0, tab: str = "t") -> list[list[str]]:
    return [["word", word], ["sitting-base", str(base)], ["sitting-tab", tab]]


# Sitting


def test_a_paper_from_the_list_to_the_result_without_script(hall: Hall, client: Client) -> None:
    paper = hall.paper(intro="Read this first.", title="Law check", competencies=["C5.4"])
    assert "Law check" in text_of(client, "/sittings/") and "80% to pass" in text_of(client, "/sittings/")
    start = text_of(client, f"/sittings/papers/{paper.pk}/")
    for words in ("Read this first.", "30 min", "2 items", "after 2 days", "Your manager sees whether"):
        assert words in start, words
    page = client.post(f"/sittings/papers/{paper.pk}/", follow=True)
    sitting = Sitting.objects.get()
    first, second = (f"/sittings/{sitting.pk}/{n}/" for n in (1, 2))
    assert page.redirect_chain[-1][0] == first
    words = [slot.shown["word"] for slot in sitting.slots.all()]
    assert f"Write {words[0]}" in page.content.decode() and "30 minutes left" in page.content.decode()
    answer = client.post(first, {"word": words[0], "sitting-base": "0", "sitting-go": "next"})
    assert answer["Location"] == second
    client.post(second, {"word": "no", "sitting-flag": "1", "sitting-go": "before"})
    check = text_of(client, f"/sittings/{sitting.pk}/check/")
    assert "Every item has an answer" in check and "You wanted to come back" in check
    assert client.get(f"/sittings/{sitting.pk}/")["Location"].endswith("/check/")
    result = client.post(f"/sittings/{sitting.pk}/hand-in/", follow=True).content.decode()
    day = timezone.localdate() + datetime.timedelta(days=2)
    assert "Not yet. You need 80% to pass." in result and "1 of 2 points" in result and "50%" in result
    assert f"You can sit it again from {day:%A} {day.day} {day:%B}" in result
    item = text_of(client, second)
    assert "You said: <b>no</b>" in item and words[1] in item and "It is the word." in item
    assert "Reg" in item
    listed = text_of(client, "/sittings/")
    assert "Not yet passed on" in listed and "You can sit it again from" in listed
    client.post(f"/sittings/{sitting.pk}/hand-in/")
    assert Sitting.objects.count() == 1 and PaperResult.objects.count() == 1


def test_going_on_is_at_the_first_item_without_an_answer(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    hall.save(sitting, 1, "x", timezone.now())
    other_device = signed_in(hall.person)
    assert other_device.get(f"/sittings/{sitting.pk}/")["Location"] == f"/sittings/{sitting.pk}/2/"
    assert 'value="x"' in text_of(other_device, f"/sittings/{sitting.pk}/1/")
    page = text_of(other_device, f"/sittings/papers/{sitting.paper_id}/")
    assert "Go on where you were" in page


def test_an_item_without_an_answer_can_be_passed_over(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    assert client.post(f"/sittings/{sitting.pk}/1/", {"sitting-go": "next"}).status_code == 302
    assert "2 items have no answer yet" in text_of(client, f"/sittings/{sitting.pk}/check/")
    assert not SavedAnswer.objects.exists()


@pytest.mark.parametrize("who", ["manager", "pdl", "colleague", "senior", "admin"])
def test_nobody_else_comes_near_a_sitting(hall: Hall, who: str) -> None:
    sitting = begun(hall)
    other = signed_in(hall.world.people[who])
    for path in ("", "1/", "check/"):
        assert other.get(f"/sittings/{sitting.pk}/{path}").status_code == 404, path
    for path in ("1/", "hand-in/", "1/bring-back/"):
        assert other.post(f"/sittings/{sitting.pk}/{path}").status_code == 404, path
    assert send(other, sitting, {"position": 1, "fields": fields("x")}).status_code == 404
    sitting.refresh_from_db()
    assert sitting.state == "open" and not SavedAnswer.objects.exists()


def test_places_that_are_not_there(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    for path in (f"/sittings/{sitting.pk}/9/", "/sittings/99999/", "/sittings/papers/99999/"):
        assert client.get(path).status_code == 404
    draft = PaperFactory(council=hall.council, state="draft")
    other = PaperFactory(council=hall.council, audience=["R15"], title="For leads")
    for paper in (draft, other):
        assert client.get(f"/sittings/papers/{paper.pk}/").status_code == 404
        assert client.post(f"/sittings/papers/{paper.pk}/").status_code == 404
    assert "For leads" not in text_of(client, "/sittings/")


def test_feedback_comes_when_the_paper_says(hall: Hall, client: Client) -> None:
    told = {"end": True, "closed": False, "result": False}
    for feedback, tells in told.items():
        sitting = begun(hall, feedback=feedback)
        hall.answer_all(sitting, right=1, at=timezone.now())
        page = client.post(f"/sittings/{sitting.pk}/hand-in/", follow=True).content.decode()
        assert ("Open an item to see what was right" in page) is tells, feedback
        assert (client.get(f"/sittings/{sitting.pk}/1/").status_code == 200) is tells
    paper = Paper.objects.get(feedback="closed")
    paper.state = "closed"
    paper.save()
    sitting = Sitting.objects.get(paper=paper)
    assert "It is the word." in text_of(client, f"/sittings/{sitting.pk}/1/")


def test_checking_each_answer(hall: Hall, client: Client) -> None:
    sitting = begun(hall, feedback="each")
    page = client.post(
        f"/sittings/{sitting.pk}/1/", {"word": "no", "sitting-go": "check"}, follow=True
    ).content.decode()
    assert "You said: <b>no</b>" in page and 'name="word"' not in page
    client.post(f"/sittings/{sitting.pk}/1/", {"word": "other"})
    assert hall.slot(sitting, 1).answer == {"word": "no"}
    page = client.post(f"/sittings/{sitting.pk}/2/", {"sitting-go": "check"}, follow=True).content.decode()
    assert "Answer first, then check it." in page


def test_the_trap_is_named_whatever_the_feedback(hall: Hall, client: Client) -> None:
    sitting = begun(hall, feedback="result")
    hall.answer_all(sitting, at=timezone.now())
    hall.save(sitting, 2, "trap", timezone.now(), base=1)
    page = client.post(f"/sittings/{sitting.pk}/hand-in/", follow=True).content.decode()
    assert "You wrote trap." in page and "must not happen in this work" in page


def test_open_law_shows_the_law_and_a_closed_paper_does_not(hall: Hall, client: Client) -> None:
    for open_law in (True, False):
        sitting = begun(hall, open_law=open_law)
        page = text_of(client, f"/sittings/{sitting.pk}/1/")
        assert ("What the law says" in page) is open_law


# Saving by script


def test_a_save_says_its_number_and_time(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    told = send(client, sitting, {"position": 1, "fields": fields("a")}).json()
    assert told["number"] == 1 and re.fullmatch(r"\d\d:\d\d", told["at"])
    assert "other" not in told and "late" not in told
    slot = hall.slot(sitting, 1)
    assert slot.answer == {"word": "a"} and not slot.flagged
    send(client, sitting, {"position": 1, "fields": [*fields("a"), ["sitting-flag", "1"]]})
    assert hall.slot(sitting, 1).flagged


def test_two_tabs_are_told_and_the_other_answer_can_be_brought_back(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    send(client, sitting, {"position": 1, "fields": fields("first", tab="one")})
    told = send(client, sitting, {"position": 1, "fields": fields("second", tab="two")}).json()
    assert told["number"] == 2 and re.fullmatch(r"\d\d:\d\d", told["other"])
    page = text_of(client, f"/sittings/{sitting.pk}/1/")
    assert "Another answer to this item" in page and "<dd>first</dd>" in page and 'value="second"' in page
    page = client.post(f"/sittings/{sitting.pk}/1/bring-back/", {"number": "1"}, follow=True).content.decode()
    assert "The other answer counts now" in page and "Another answer to this item" not in page
    assert hall.slot(sitting, 1).answer == {"word": "first"} and hall.slot(sitting, 1).saved.count() == 3
    for number in ("99", "x", ""):
        path = f"/sittings/{sitting.pk}/1/bring-back/"
        assert client.post(path, {"number": number}).status_code == 404


def test_two_tabs_without_script(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    path = f"/sittings/{sitting.pk}/1/"
    client.post(path, {"word": "first", "sitting-base": "0"})
    answer = client.post(path, {"word": "second", "sitting-base": "0"})
    assert answer["Location"] == f"{path}#other"
    assert "Use that answer" in text_of(client, path)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"position": "1", "fields": []}',
        '{"position": 1, "fields": [["word", 3]]}',
        '{"position": 1, "fields": [["word"]]}',
        '{"position": -1, "fields": []}',
        '{"position": 1, "fields": 7}',
        "[" * 5000,
        b"\xff\xfe",
        json.dumps({"position": 1, "fields": [["a", "b"]] * 1001}),
    ],
)
def test_what_is_no_save_is_refused_and_changes_nothing(hall: Hall, client: Client, body: Any) -> None:
    sitting = begun(hall)
    assert send(client, sitting, body).status_code == 400
    assert not SavedAnswer.objects.exists()


def test_a_save_without_a_session_or_a_place_is_told(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    assert send(Client(), sitting, {"position": 1, "fields": fields("a")}).status_code == 401
    assert send(client, sitting, {"position": 77, "fields": fields("a")}).status_code == 404
    assert client.get(reverse("sitting_save", args=[sitting.pk])).status_code == 405
    guest = signed_in(hall.world.people["partner"])
    assert send(guest, sitting, {"position": 1, "fields": fields("a")}).status_code == 404


def test_a_save_takes_few_queries(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    send(client, sitting, {"position": 1, "fields": fields("a")})
    with CaptureQueriesContext(connection) as queries:
        send(client, sitting, {"position": 1, "fields": fields("ab", base=1)})
    plain = [
        q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(plain) <= 8, plain
    assert not [sql for sql in plain if "UPDATE" in sql and "session" in sql]


# The deadline


def overdue(sitting: Sitting, by: datetime.timedelta) -> None:
    sitting.due_at = timezone.now() - by
    sitting.save()


def test_any_look_at_an_overdue_sitting_hands_it_in(hall: Hall, client: Client) -> None:
    for path in ("/sittings/{}/", "/sittings/{}/1/", "/sittings/{}/check/", "/sittings/"):
        sitting = begun(hall)
        overdue(sitting, GRACE + MINUTE)
        text_of(client, path.format(sitting.pk))
        sitting.refresh_from_db()
        assert sitting.state == "marked", path


def test_in_the_grace_an_answer_counts_and_after_it_is_told(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    overdue(sitting, MINUTE)
    assert "late" not in send(client, sitting, {"position": 1, "fields": fields("a")}).json()
    answer = client.post(f"/sittings/{sitting.pk}/2/", {"word": "b", "sitting-go": "time-up"})
    assert answer["Location"] == f"/sittings/{sitting.pk}/"
    sitting.refresh_from_db()
    assert sitting.state == "marked" and hall.slot(sitting, 2).answer == {"word": "b"}
    told = send(client, sitting, {"position": 1, "fields": fields("late", base=1)}).json()
    assert "handed in" in told["late"]
    page = client.post(f"/sittings/{sitting.pk}/1/", {"word": "later"}, follow=True).content.decode()
    assert "it does not count" in page and "2 answers arrived after" in page


def test_a_page_cannot_hand_in_before_the_time_is_up(hall: Hall, client: Client) -> None:
    sitting = begun(hall)
    client.post(f"/sittings/{sitting.pk}/1/", {"word": "b", "sitting-go": "time-up"})
    sitting.refresh_from_db()
    assert sitting.state == "open"


def test_what_looks_personal_is_pointed_at_and_not_repeated(hall: Hall, client: Client) -> None:
    sitting = begun(hall, kind="test-essay")
    hall.save(sitting, 1, "Ring the family on 07700 900123 tonight", timezone.now())
    page = text_of(client, f"/sittings/{sitting.pk}/check/")
    assert "a phone number" in page and "07700" not in page


# Marking and results


def test_markers_see_answers_without_names_and_never_their_own(hall: Hall) -> None:
    hall.sit(hall.paper(kind="test-essay"))
    row = Judgement.objects.first()
    assert row is not None
    marker = signed_in(hall.world.people["senior"])
    name = hall.person.get_full_name()
    queue = text_of(marker, "/sittings/marking/")
    page = text_of(marker, f"/sittings/marking/{row.pk}/")
    assert "2 answers wait" in queue and name not in queue + page and hall.person.email not in page
    refused = marker.post(f"/sittings/marking/{row.pk}/", {"line-0": "2"}).content.decode()
    assert "Choose a level for: Complete" in refused
    refused = marker.post(
        f"/sittings/marking/{row.pk}/", {"line-0": "2", "line-1": "2", "words": "Ring 07700 900123"}
    ).content.decode()
    assert "Say it without" in refused and Judgement.objects.filter(judged_at__isnull=True).count() == 2
    for row in Judgement.objects.all():
        said = {"line-0": "2", "line-1": "1", "words": "Clear and kind."}
        assert "Thank you" in marker.post(f"/sittings/marking/{row.pk}/", said, follow=True).content.decode()
    sitting = Sitting.objects.get()
    assert "Clear and kind." in text_of(signed_in(hall.person), f"/sittings/{sitting.pk}/1/")
    again = marker.post(f"/sittings/marking/{row.pk}/", said, follow=True).content.decode()
    assert "marked already" in again
    Sitting.objects.update(person=hall.world.people["senior"])
    assert marker.get(f"/sittings/marking/{row.pk}/").status_code == 404


def test_managers_see_passed_or_not_yet_and_nothing_else(hall: Hall) -> None:
    sitting = hall.sit(hall.paper(title="Law check"), right=1)
    manager = signed_in(hall.world.people["manager"])
    page = text_of(manager, "/sittings/results/")
    assert hall.person.get_full_name() in page and "Not yet" in page and "Law check" in page
    assert "50" not in re.sub(r"<[^>]*>", "", page.split("<main")[1].split("</main")[0])
    other = text_of(signed_in(hall.world.people["other_manager"]), "/sittings/results/")
    assert hall.person.get_full_name() not in other
    for who in ("pdl", "coordinator", "head", "admin"):
        assert signed_in(hall.world.people[who]).get("/sittings/results/").status_code == 404
    assert manager.get(f"/sittings/{sitting.pk}/").status_code == 404


# Setting papers


TERMS = {
    "code": "AT1", "title": "Law check", "intro": "", "assessed": "yes", "pass_per_cent": "80",
    "minutes": "30", "wait_days": "2", "most_sittings": "0", "feedback": "end", "shuffle": "on",
    "competencies": "c5.4", "lines": "2", "line-1-count": "3", "line-1-competency": "C5.4",
    "line-1-difficulty": "2", "line-2-count": "",
}  # fmt: skip


def test_a_paper_is_made_refused_for_a_thin_bank_and_opened(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    page = pdl.post("/papers/new/", TERMS, follow=True).content.decode()
    paper = Paper.objects.get()
    assert "It needs 3 of C5.4 usual, and the bank has 0 reviewed." in page
    assert paper.competencies == ["C5.4"] and paper.lines.get().difficulty == 2
    assert "cannot fill" in pdl.post(f"/papers/{paper.pk}/open/", follow=True).content.decode()
    stocked(hall.council, 3)
    assert "The paper is open." in pdl.post(f"/papers/{paper.pk}/open/", follow=True).content.decode()
    refused = pdl.get(f"/papers/{paper.pk}/change/", follow=True).content.decode()
    assert "Close it before you change it" in refused
    pdl.post(f"/papers/{paper.pk}/close/")
    pdl.post(f"/papers/{paper.pk}/change/", {**TERMS, "title": "New title"})
    paper.refresh_from_db()
    assert (paper.state, paper.title) == ("closed", "New title")
    pdl.post(f"/papers/{paper.pk}/open/")
    hall.sit(Paper.objects.get())
    pdl.post(f"/papers/{paper.pk}/close/")
    page = pdl.post(f"/papers/{paper.pk}/change/", TERMS).content.decode()
    assert "Somebody has sat this paper" in page
    listed = text_of(pdl, "/papers/")
    assert "New title" in listed and hall.person.get_full_name() not in listed


def test_what_one_item_counts_is_chosen_for_each_line_and_said_to_everybody(hall: Hall) -> None:
    stocked(hall.council, 1)
    stocked(hall.council, 1, kind="test-essay")
    lines = {"line-1-worth": "points", "line-2-count": "1", "line-2-worth": "3", "line-2-kind": "test-essay"}
    given = {**TERMS, "line-1-count": "1", "line-1-kind": "test-echo", **lines}
    page = signed_in(hall.pdl).post("/papers/new/", given, follow=True).content.decode()
    paper = Paper.objects.get()
    assert [line.worth for line in paper.lines.all()] == [None, 3]
    words = "Items count differently: 3 points and its own points."
    assert words in page and '<td data-label="One counts">its own points</td>' in page
    change = signed_in(hall.pdl).get(f"/papers/{paper.pk}/change/").content.decode()
    assert '<option value="points" selected>' in change and '<option value="3" selected>' in change
    signed_in(hall.pdl).post(f"/papers/{paper.pk}/open/")
    client = signed_in(hall.person)
    assert words in text_of(client, f"/sittings/papers/{paper.pk}/")
    sitting = hall.sit(Paper.objects.get())
    for row in Judgement.objects.filter(slot__sitting=sitting):
        judge_answer(judgement=row, levels=[1, 0], words="", by=hall.world.people["senior"], at=NINE)
    result = text_of(client, f"/sittings/{sitting.pk}/")
    assert words in result and "0.75 of 3" in result
    place = sitting.slots.get(kind="test-essay").position
    item = text_of(client, f"/sittings/{sitting.pk}/{place}/")
    assert "1 of 4 points. In this paper that counts 0.75 of 3." in item


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": ""}, "Give the paper a code"),
        ({"pass_per_cent": "101"}, "less than or equal to 100"),
        ({"competencies": "C99.9"}, "the framework has no C99.9"),
        ({"line-1-count": ""}, "Say in at least one line"),
        ({"line-1-count": "-1"}, "greater than or equal to 1"),
        (
            {"opens_at": "2026-12-01 09:00", "closes_at": "2026-11-01 09:00"},
            "choose a time after the opening",
        ),
        ({"lines": "999999999999"}, "Say in at least one line"),
    ],
)
def test_a_paper_that_is_not_in_order_is_shown_again(hall: Hall, change: dict[str, str], words: str) -> None:
    given = {**TERMS, **change}
    if "lines" in change:
        given["line-1-count"] = ""
    page = signed_in(hall.pdl).post("/papers/new/", given).content.decode()
    assert words in page and not Paper.objects.exists()


def test_one_more_line_loses_nothing_and_a_code_is_used_once(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    page = pdl.post("/papers/new/", {**TERMS, "title": "", "add-line": "1"}).content.decode()
    assert "line-3-count" in page and 'value="AT1"' in page and "There is a problem" not in page
    pdl.post("/papers/new/", TERMS)
    assert "a paper with this code already" in pdl.post("/papers/new/", TERMS).content.decode()
    assert Paper.objects.count() == 1


def test_another_councils_paper_is_not_there(hall: Hall) -> None:
    foreign = PaperFactory()
    pdl = signed_in(hall.pdl)
    assert pdl.get(f"/papers/{foreign.pk}/").status_code == 404
    for verb in ("open", "close", "change"):
        assert pdl.post(f"/papers/{foreign.pk}/{verb}/").status_code == 404
    assert signed_in(hall.person).get("/papers/").status_code == 404


# Extra time


def test_extra_time_is_given_and_ended(hall: Hall) -> None:
    pdl = signed_in(hall.pdl)
    day = {"starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2026"}
    page = pdl.post("/sittings/extra-time/", {"email": "nobody@x.example", "per_cent": "25", **day})
    assert "Nobody here has this e-mail" in page.content.decode()
    said = {"email": hall.person.email.upper(), "per_cent": "25", **day}
    assert (
        hall.person.get_full_name() in pdl.post("/sittings/extra-time/", said, follow=True).content.decode()
    )
    assert "already" in pdl.post("/sittings/extra-time/", said).content.decode()
    row = ExtraTime.objects.get()
    assert signed_in(hall.world.people["manager"]).get("/sittings/extra-time/").status_code == 404
    pdl.post(f"/sittings/extra-time/{row.pk}/end/")
    row.refresh_from_db()
    assert row.ends_on == timezone.localdate()


# Queries


def counted(client: Client, path: str) -> int:
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_lists_cost_the_same_for_many(hall: Hall) -> None:
    world = hall.world.people
    hall.sit(hall.paper(kind="test-essay"))
    PaperResultFactory(person=hall.person)
    ExtraTimeFactory(person=hall.person)
    pages = {
        "/sittings/": hall.person,
        "/papers/": hall.pdl,
        "/sittings/marking/": hall.pdl,
        "/sittings/results/": world["manager"],
        "/sittings/extra-time/": hall.pdl,
    }
    before = {path: counted(signed_in(who), path) for path, who in pages.items()}
    for name in ("colleague", "starter"):
        hall.person = world[name]
        hall.sit(hall.paper(kind="test-essay"))
        PaperResultFactory(person=world[name])
        ExtraTimeFactory(person=world[name])
    assert {path: counted(signed_in(who), path) for path, who in pages.items()} == before


def test_an_item_costs_the_same_in_a_long_paper(hall: Hall, client: Client) -> None:
    short = begun(hall, lines=[{"count": 1}])
    long = begun(hall, items=20, lines=[{"count": 20}])
    for path in ("/sittings/{}/1/", "/sittings/{}/check/"):
        assert counted(client, path.format(short.pk)) == counted(client, path.format(long.pk))
    for sitting in (short, long):
        hall.answer_all(sitting, at=timezone.now())
        client.post(f"/sittings/{sitting.pk}/hand-in/")
    for path in ("/sittings/{}/", "/sittings/{}/1/"):
        assert counted(client, path.format(short.pk)) == counted(client, path.format(long.pk))
