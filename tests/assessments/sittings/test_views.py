"""What each person gets from the pages of papers: who sees what, without script, constant queries."""

from __future__ import annotations

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.sittings.models import Paper, PaperResult, SavedAnswer, Sitting
from tests.assessments.sittings.conftest import Hall
from tests.assessments.sittings.visiting import begun, fields, send, signed_in, text_of
from tests.factories.sittings import ExtraTimeFactory, PaperFactory, PaperResultFactory

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
