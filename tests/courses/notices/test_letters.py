"""A letter from words: text and HTML alike, nothing smuggled in, and one click to end what may be ended."""

from __future__ import annotations

import datetime
import re
import uuid
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.work.registry import Letter
from courses.notices.actions import change_words, end_messages
from courses.notices.drawing import as_text, fill, fill_line
from courses.notices.kinds import KINDS
from courses.notices.models import Silence
from courses.notices.queries import compose_notice
from tests.factories.academy import PartnerFactory, StaffFactory

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.datetime(2026, 11, 3, 10, 0))
VALUES = {
    "topic": "Annual reviews <b>that</b> change & stay",
    "when": "Thursday 3 December 2026, 4pm to 5:30pm",
    "where": "Online",
    "join": "https://meet.example/a?b=1&c=2",
    "link": "https://academy.example/hub/bookings/7/",
}


def letter(code: str = "booking_booked", person: User | None = None, **more: str) -> Letter:
    reader: User = person or PartnerFactory(given_name="Lindsay")
    found = compose_notice(council=reader.council, code=code, values={**VALUES, **more}, person=reader)
    assert found is not None
    return found


def words_in(html: str) -> str:
    """The words of HTML without its head and marks."""
    body = html.split("<body")[1].split(">", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_text_and_html_say_the_same() -> None:
    found = letter()
    assert found.subject == "You have a place: Annual reviews <b>that</b> change & stay"
    assert "Dear Lindsay," in found.body
    assert "See your booking:\nhttps://academy.example/hub/bookings/7/" in found.body
    html = words_in(found.html)
    for line in found.body.splitlines():
        if line and not line.startswith(("See your booking:", VALUES["link"])):
            assert " ".join(line.split()) in html
    assert html.count("See your booking") == 1


def test_values_are_escaped_in_html_and_plain_in_text() -> None:
    found = letter()
    assert "<b>that</b>" not in found.html
    assert "&lt;b&gt;that&lt;/b&gt; change &amp; stay" in found.html
    assert 'href="https://meet.example/a?b=1&amp;c=2"' in found.html
    assert "<b>that</b> change & stay" in found.body


def test_html_brings_its_own_styles_and_loads_nothing() -> None:
    html = letter().html
    assert "<table" not in html
    assert not re.search(r"<(img|script|link|iframe|form)|url\(|@import|<style", html)
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {
        "https://meet.example",
        "https://academy.example",
    }


def test_a_line_with_nothing_to_say_is_left_out() -> None:
    found = letter(join="", access="")
    assert "Join online" not in found.body
    assert "Getting in" not in found.body
    assert "Before you come" not in found.body
    assert "\n\n\n" not in found.body
    assert "Join online" in letter().body


def test_a_value_is_put_in_once_and_stays_on_its_line() -> None:
    assert (
        fill_line("About {topic}", {"topic": "a\r\nBcc: x {when}", "when": "now"}) == "About a Bcc: x {when}"
    )
    (only,) = fill("{topic}", {"topic": "one\n\n{link}\n\ntwo", "link": "https://x.example"})
    assert only.button == ""
    assert as_text([only], "Go") == "one {link} two"


def test_a_council_reads_its_own_words() -> None:
    lead: User = StaffFactory(role="R15", given_name="Robin")
    change_words(
        code="booking_booked", subject="Yours: {topic}", body="Hi {first_name}\n\n{topic} {when}\n\n{link}",
        seen=0, key=uuid.uuid4(), by=lead, at=NOW,
    )  # fmt: skip
    assert letter(person=lead).body.startswith("Hi Robin\n\nAnnual reviews")
    assert letter().subject.startswith("You have a place")


def test_news_about_a_booking_cannot_be_ended() -> None:
    found = letter()
    assert found.headers == {}
    assert "stop" not in found.body.lower()


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.silence])
def test_what_may_be_ended_says_how_and_in_the_header(code: str) -> None:
    found = letter(code)
    (stop,) = re.findall(r"http\S+/messages/stop/\S+", found.body)
    assert found.headers == {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert f'href="{stop}"' in found.html


def stop_path(found: Letter) -> str:
    (path,) = re.findall(r"(/messages/stop/[^>]+)>", found.headers["List-Unsubscribe"])
    return str(path)


def test_one_click_of_a_mail_program_ends_them_without_signing_in() -> None:
    reader: User = PartnerFactory()
    path = stop_path(letter("topic_has_date", reader))
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert compose_notice(council=reader.council, code="topic_has_date", values=VALUES, person=reader)
    answer = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert b"You get no more of these e-mails" in answer.content
    quiet = compose_notice(council=reader.council, code="topic_has_date", values=VALUES, person=reader)
    assert quiet is None
    assert letter("booking_thanks", reader).body, "another kind still comes"
    other: User = PartnerFactory(council=reader.council)
    assert letter("topic_has_date", other).body, "somebody else still gets them"


def test_ending_can_be_taken_back_and_is_kept_once() -> None:
    reader: User = PartnerFactory()
    path = stop_path(letter("booking_thanks", reader))
    client = Client()
    for _ in range(2):
        client.post(path)
    assert Silence.objects.get().wanted
    answer = client.post(path, {"again": "1"})
    assert b"You get these e-mails again" in answer.content
    assert not Silence.objects.get().wanted
    assert letter("booking_thanks", reader).body


def test_a_forged_link_ends_nothing() -> None:
    reader: User = PartnerFactory()
    path = stop_path(letter("booking_thanks", reader))
    for wrong in (path[:-3] + "abc/", reverse("messages_stop", args=["x"])):
        assert Client().post(wrong).status_code == 404
    assert not Silence.objects.exists()


def test_only_known_kinds_can_be_ended() -> None:
    with pytest.raises(ValueError, match="cannot be ended"):
        end_messages(person=PartnerFactory(), kind="bookings", at=NOW)
