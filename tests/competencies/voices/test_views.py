"""The pages of feedback: asking, printing links, the form without an account, and what shows."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Look
from competencies.voices.models import FeedbackRound, Voice
from tests.factories.academy import StaffFactory
from tests.factories.voices import FeedbackLinkFactory, FeedbackRoundFactory, VoiceFactory, lay_competencies

pytestmark = pytest.mark.django_db
TOKEN = "ab3de-fg4hj-km5np-qr6st"
FORM = f"/feedback/{TOKEN}/"


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def person() -> User:
    found = StaffFactory()
    lay_competencies(found)
    return found


@pytest.fixture
def asked(person: User) -> FeedbackRound:
    row: FeedbackRound = FeedbackRoundFactory(person=person)
    FeedbackLinkFactory(round=row, token=TOKEN)
    return row


def sent(**about: object) -> dict[str, object]:
    last = timezone.localdate() + datetime.timedelta(days=20)
    return {
        "key": str(uuid.uuid4()),
        "codes": ["C3.1"],
        "closes_on_day": last.day,
        "closes_on_month": last.month,
        "closes_on_year": last.year,
        "most": 10,
        **about,
    }


def test_somebody_asks_families_and_prints_links(person: User) -> None:
    client = signed_in(person)
    assert "Ask families" in client.get("/me/voices/").content.decode()
    answer = client.post(f"/people/{person.pk}/voices/new/families/", sent())
    row = FeedbackRound.objects.get()
    assert answer["Location"] == f"/voices/{row.pk}/"
    assert "Not enough yet" in client.get(answer["Location"]).content.decode()
    form = {"key": str(uuid.uuid4()), "count": 3}
    page = client.post(f"/voices/{row.pk}/links/", form).content.decode()
    tokens = re.findall(r"<strong[^>]*>([a-z2-9]{5}(?:-[a-z2-9]{5}){3})</strong>", page)
    assert len(set(tokens)) == 3
    assert tokens[0] in client.post(f"/voices/{row.pk}/links/", form).content.decode()
    assert row.links.count() == 3
    assert Client().get(f"/feedback/{tokens[0]}/").status_code == 200


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"codes": []}, "Choose at least one thing to hear about"),
        ({"most": 2}, "How many answers at most: write 3 or more"),
        ({"closes_on_year": 2019}, "Last day: choose a day within the next 90 days."),
        ({"closes_on_day": ""}, "Last day for answers: give the day too."),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_the_rest_stays(
    person: User, about: dict[str, object], words: str
) -> None:
    page = signed_in(person).post(f"/people/{person.pk}/voices/new/families/", sent(most=17) | about)
    assert page.status_code == 200
    body = page.content.decode()
    assert words in body
    assert body.count(words) == 2
    assert 'value="17"' in body or "most" in about
    assert not FeedbackRound.objects.exists()


def test_too_many_links_is_said_at_the_field(person: User, asked: FeedbackRound) -> None:
    page = signed_in(person).post(f"/voices/{asked.pk}/links/", {"key": str(uuid.uuid4()), "count": 90})
    body = page.content.decode()
    assert body.count("How many links: you can make 59 more in this round.") == 2
    assert 'value="90"' in body


def test_a_family_answers_without_an_account(asked: FeedbackRound) -> None:
    client = Client()
    page = client.get(FORM)
    body = page.content.decode()
    assert "I understood what they told me." in body
    assert "Who will see it?" in body
    assert "Please do not write any names" in body
    assert asked.person.given_name not in body
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"  # with no-referrer browsers send no origin, and no form
    answer = client.post(FORM, {"first": "4", "third": "2", "comment": "They rang back."}, follow=True)
    assert answer.redirect_chain == [(FORM, 302)]
    assert "Thank you" in answer.content.decode()
    assert "sessionid" not in client.cookies
    voice = Voice.objects.get()
    assert (voice.answers, voice.on) == ((4, None, 2, None, None), timezone.localdate())


def test_a_link_works_once(asked: FeedbackRound) -> None:
    for value in ("4", "1"):
        Client().post(FORM, {"first": value})
    assert Voice.objects.get().first == 4
    assert "We have your answers" in Client().get(FORM).content.decode()


@pytest.mark.parametrize(
    "comment",
    [
        "Tommy Atkinson was seen late",
        "Ring me on 07700 900123",
        "We live at SG14 1AB",
        "Born 3 May 2015",
        "Write to mum@example.org",
    ],
)
def test_personal_data_is_refused_at_the_field_without_saying_what(
    asked: FeedbackRound, comment: str
) -> None:
    page = Client().post(FORM, {"first": "4", "comment": comment})
    body = page.content.decode()
    assert body.count("Anything else: this looks as if it had a name, a number or an address in it.") == 2
    assert body.count(comment) == 1  # in the box alone: what was typed stays
    assert not Voice.objects.exists()
    assert not asked.links.get().used


def test_the_name_of_somebody_who_works_here_is_personal_too(asked: FeedbackRound) -> None:
    StaffFactory(council=asked.person.council, given_name="Ysolde", family_name="Quarrington")
    page = Client().post(FORM, {"first": "4", "comment": "I liked Ysolde Quarrington a lot"})
    assert "Please take it out" in page.content.decode()
    assert not Voice.objects.exists()


def test_an_empty_form_asks_for_one_answer(asked: FeedbackRound) -> None:
    body = Client().post(FORM, {}).content.decode()
    assert "Choose an answer for one sentence or more, or write a few words." in body
    assert not Voice.objects.exists()


def test_a_closed_round_says_so_kindly(asked: FeedbackRound) -> None:
    FeedbackRound.objects.update(state="short", closed_on=timezone.localdate())
    for answer in (Client().get(FORM), Client().post(FORM, {"first": "4"})):
        assert answer.status_code == 200
        assert "You have done nothing wrong" in answer.content.decode()
    assert not Voice.objects.exists()


def test_an_unknown_link_is_404_in_kind_words() -> None:
    answer = Client().get("/feedback/nothing-like-it/")
    assert answer.status_code == 404
    assert "We do not know this link" in answer.content.decode()


def test_staff_do_not_answer_for_families(asked: FeedbackRound) -> None:
    client = signed_in(StaffFactory())
    assert "signed in as a member of staff" in client.get(FORM).content.decode()
    client.post(FORM, {"first": "4"})
    assert not Voice.objects.exists()


def test_a_code_from_paper_leads_to_the_form() -> None:
    assert Client().post("/feedback/", {"code": f" {TOKEN} "})["Location"] == FORM
    assert "write the code from your slip" in Client().post("/feedback/", {"code": ""}).content.decode()


def test_asking_very_often_is_slowed_down(asked: FeedbackRound, settings: Any) -> None:
    settings.VOICES_A_MINUTE = 2
    cache.clear()
    statuses = [Client().get(FORM).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = Client().post(FORM, {"first": "4"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert not Voice.objects.exists()
    cache.clear()


def test_nothing_shows_before_the_third_voice_and_the_end(person: User, asked: FeedbackRound) -> None:
    client, secret = signed_in(person), "They always rang back in the end"
    for count in (1, 2, 3):
        VoiceFactory(round=asked, comment=secret)
        body = client.get(f"/voices/{asked.pk}/").content.decode()
        assert secret not in body
        assert ("Not enough yet" in body) is (count < 3)
        assert "They rang back" not in client.get("/me/voices/").content.decode()
    client.post(f"/voices/{asked.pk}/close/")
    body = client.get(f"/voices/{asked.pk}/").content.decode()
    assert body.count(secret) == 3
    assert "What 3 families said" in body
    assert "Evidence for C3.1 and C3.2" in body


def test_a_round_closed_with_two_voices_says_that_they_are_deleted(
    person: User, asked: FeedbackRound
) -> None:
    VoiceFactory.create_batch(2, round=asked)
    client = signed_in(person)
    assert "is deleted, and nobody reads it" in client.get(f"/voices/{asked.pk}/close/").content.decode()
    body = client.post(f"/voices/{asked.pk}/close/", follow=True).content.decode()
    assert "Too few people answered" in body
    assert not Voice.objects.exists()


def test_a_peer_finds_nothing_and_the_manager_reads_along(asked: FeedbackRound) -> None:
    team = asked.person.posts.get().team
    peer, manager = StaffFactory(team=team), StaffFactory(team=team, role="R10")
    pages = [f"/voices/{asked.pk}/", f"/people/{asked.person_id}/voices/", f"/voices/{asked.pk}/close/"]
    assert {signed_in(peer).get(page).status_code for page in pages} == {404}
    assert signed_in(peer).post(f"/voices/{asked.pk}/close/").status_code == 404
    assert {signed_in(manager).get(page).status_code for page in pages} == {200}
    assert str(asked.person) in signed_in(manager).get("/voices/").content.decode()
    assert signed_in(peer).get("/voices/").status_code == 404
    assert not Look.objects.exists()


def test_a_manager_who_reads_what_was_said_is_in_the_history(person: User) -> None:
    asked = FeedbackRoundFactory(person=person, state="closed", voices=3)
    manager = StaffFactory(team=person.posts.get().team, role="R10")
    for reader in (person, manager):
        assert "What 3 families said" in signed_in(reader).get(f"/voices/{asked.pk}/").content.decode()
    look = Look.objects.get()
    assert (look.actor, look.person) == (manager, person)


def test_the_public_form_is_small(asked: FeedbackRound) -> None:
    assert len(Client().get(FORM).content) < 20_000
