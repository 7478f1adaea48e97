"""Saving by script, two tabs, and the deadline, as the pages of a sitting meet them."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.sittings.models import SavedAnswer, Sitting
from assessments.sittings.rules import GRACE
from tests.assessments.sittings.conftest import Hall
from tests.assessments.sittings.visiting import begun, fields, send, signed_in, text_of

MINUTE = datetime.timedelta(minutes=1)


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
