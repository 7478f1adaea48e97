"""The desk's pages: a look first, words kept when refused, versions and the way back."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.people.models import User
from courses.notices.kinds import KINDS, our_words
from courses.notices.models import Wording
from courses.notices.queries.desk import message_lines
from tests.factories.academy import StaffFactory

pytestmark = pytest.mark.django_db
URL = "/sessions/messages/booking_booked/"
BODY = "Dear {first_name},\n\nWe look forward to it: {topic}, {when}.\n\n{link}"


@pytest.fixture
def lead() -> User:
    found: User = StaffFactory(role="R15", given_name="Robin")
    return found


@pytest.fixture
def desk(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def said(**more: Any) -> dict[str, Any]:
    return {"subject": "Yours: {topic}", "body": BODY, "seen": 0, "key": str(uuid.uuid4()), **more}


def test_the_list_names_every_message_and_whose_words_it_has(desk: Client) -> None:
    desk.post(URL, said())
    page = desk.get("/sessions/messages/").content.decode()
    for kind in KINDS.values():
        assert reverse("message", args=[kind.code]) in page
    assert page.count("Your words since") == 1


def test_the_list_costs_the_same_however_many_versions(desk: Client, lead: User) -> None:
    with CaptureQueriesContext(connection) as few:
        message_lines(actor=lead)
    for number in range(12):
        desk.post(URL, said(seen=number))
    with CaptureQueriesContext(connection) as many:
        message_lines(actor=lead)
    assert Wording.objects.count() == 12
    assert len(few) == len(many)


def test_a_look_shows_a_made_up_booking_and_saves_nothing(desk: Client) -> None:
    page = desk.post(URL, said(look="1")).content.decode()
    assert "What you typed, not saved yet" in page
    assert "We look forward to it: Annual reviews that change the plan, Thursday 3 December 2026" in page
    assert "Dear Robin," in page
    assert not Wording.objects.exists()


def test_saved_words_are_a_version_with_who_and_when(desk: Client) -> None:
    assert desk.post(URL, said()).status_code == 302
    page = desk.get(URL).content.decode()
    assert "Your words, version 1" in page
    assert "Robin" in page
    assert desk.post(f"{URL}ours/", {"seen": 1, "key": uuid.uuid4()}).status_code == 302
    page = desk.get(URL).content.decode()
    assert "Version 2: back to our words" in page
    assert our_words("booking_booked")[0].split(":")[0] in page


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (BODY + "\n\n{until}", "does not know {until}"),
        (BODY.replace("{link}", "Come"), "{link} must stand in it"),
        (BODY + "\n\nRing 01632 960 123.", "looks as if it had a name, a number or an address in it"),
    ],
)
def test_what_is_refused_is_said_at_the_field_and_stays(desk: Client, body: str, words: str) -> None:
    answer = desk.post(URL, said(body=body))
    page = answer.content.decode()
    assert words in page
    assert body.splitlines()[-1] in page
    assert "Error: " in page
    assert not Wording.objects.exists()


def test_words_over_somebody_elses_are_refused_and_kept(desk: Client) -> None:
    desk.post(URL, said())
    page = desk.post(URL, said(subject="Mine: {topic}")).content.decode()
    assert "Somebody changed this message" in page
    assert "Mine: {topic}" in page
    assert Wording.objects.count() == 1


def test_the_mail_as_it_is_sent_has_its_own_policy_and_no_script(desk: Client) -> None:
    answer = desk.get(f"{URL}html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "Join online here" in answer.content.decode()
    assert "unsafe-inline" not in desk.get(URL).headers["Content-Security-Policy"]


def test_an_unknown_message_is_not_there(desk: Client) -> None:
    assert desk.get("/sessions/messages/nothing/").status_code == 404
    assert desk.post("/sessions/messages/nothing/ours/", {"seen": 0, "key": uuid.uuid4()}).status_code == 404
    assert desk.post(f"{URL}ours/", {}).status_code == 404
