"""Asking, handing out links, answering without an account, and what closing makes of it."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from competencies.evidence.models import Evidence
from competencies.voices.actions import (
    RoundDraft,
    close_round,
    give_voice,
    make_links,
    open_round,
    tend_rounds,
)
from competencies.voices.models import FeedbackLink, FeedbackRound, Voice
from tests.factories.academy import PostFactory, StaffFactory
from tests.factories.voices import FeedbackLinkFactory, FeedbackRoundFactory, VoiceFactory, lay_competencies

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 10, 10, 37, 12, tzinfo=datetime.UTC)
TODAY = NOW.date()
TOKEN = "ab3de-fg4hj-km5np-qr6st"
ALWAYS = {"first": 4, "second": 4, "third": 4, "fourth": 4, "fifth": 4}
NEVER = dict.fromkeys(ALWAYS, 1)


@pytest.fixture
def manager() -> User:
    return StaffFactory(role="R10")


@pytest.fixture
def person(manager: User) -> User:
    post = manager.posts.get()
    found = StaffFactory(team=post.team, manager=manager)
    lay_competencies(found)
    return found


def draft(**about: object) -> RoundDraft:
    usual = {
        "key": uuid.uuid4(),
        "audience": "families",
        "codes": ["C3.1", "C3.3"],
        "closes_on": TODAY + datetime.timedelta(days=28),
        "most": 12,
    }
    return RoundDraft(**{**usual, **about})  # type: ignore[arg-type]


def ask(person: User, **about: object) -> FeedbackRound:
    return open_round(person=person, draft=draft(**about), by=person, at=NOW)


def answer(asked: FeedbackRound, count: int, answers: dict[str, int] = ALWAYS, comment: str = "") -> None:
    for token in make_links(feedback_round=asked, key=uuid.uuid4(), count=count, by=asked.person, at=NOW):
        give_voice(token=token, answers=answers, comment=comment, on=TODAY)


def test_the_person_and_whoever_leads_them_ask(person: User, manager: User) -> None:
    assert ask(person).asked_by == person
    by_manager = open_round(
        person=person, draft=draft(audience="partners", codes=["C9.1"]), by=manager, at=NOW
    )
    assert by_manager.person == person


def test_nobody_else_asks(person: User) -> None:
    peer = StaffFactory(team=person.posts.get().team)
    other = StaffFactory(role="R10", council=person.council)
    for by in (peer, other):
        with pytest.raises(Refused) as refused:
            open_round(person=person, draft=draft(), by=by, at=NOW)
        assert refused.value.code == "who"


def test_the_same_form_twice_is_one_round(person: User) -> None:
    same = draft()
    first = open_round(person=person, draft=same, by=person, at=NOW)
    assert open_round(person=person, draft=same, by=person, at=NOW) == first
    assert Entry.objects.filter(noun="feedbackround").count() == 1


def test_one_round_an_audience_at_a_time(person: User) -> None:
    ask(person)
    with pytest.raises(Refused) as refused:
        ask(person)
    assert refused.value.code == "open"
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRoundFactory(person=person)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"codes": []}, "codes"),
        ({"codes": ["C9.1"]}, "codes"),
        ({"closes_on": TODAY}, "closes_on"),
        ({"closes_on": TODAY + datetime.timedelta(days=91)}, "closes_on"),
        ({"most": 2}, "most"),
        ({"most": 61}, "most"),
    ],
)
def test_a_round_that_cannot_be_is_refused(person: User, about: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(person, **about)
    assert refused.value.code == code


def test_links_are_kept_as_hashes_and_the_same_batch_gives_the_same(person: User) -> None:
    asked, key = ask(person), uuid.uuid4()
    tokens = make_links(feedback_round=asked, key=key, count=5, by=person, at=NOW)
    assert len(set(tokens)) == 5
    assert make_links(feedback_round=asked, key=key, count=5, by=person, at=NOW) == tokens
    kept = list(FeedbackLink.objects.values_list("token_hash", flat=True))
    assert len(kept) == 5
    assert not any(token in hashed for token in tokens for hashed in kept)
    assert make_links(feedback_round=asked, key=uuid.uuid4(), count=1, by=person, at=NOW)[0] not in tokens
    assert not [words for words in Entry.objects.values_list("words", flat=True) if tokens[0] in words]


def test_links_have_an_end(person: User) -> None:
    asked = ask(person)
    for count in (0, 61):
        with pytest.raises(Refused) as refused:
            make_links(feedback_round=asked, key=uuid.uuid4(), count=count, by=person, at=NOW)
        assert refused.value.code == "count"
    close_round(feedback_round=asked, by=person, at=NOW)
    with pytest.raises(Refused):
        make_links(feedback_round=asked, key=uuid.uuid4(), count=1, by=person, at=NOW)


def test_a_link_gives_one_voice_however_it_is_typed(person: User) -> None:
    asked = ask(person)
    FeedbackLinkFactory(round=asked, token=TOKEN)
    give_voice(token=TOKEN.upper().replace("-", " "), answers=ALWAYS, comment=" Kind ", on=TODAY)
    give_voice(token=TOKEN, answers=NEVER, comment="Again", on=TODAY)
    voice = Voice.objects.get()
    assert (voice.comment, voice.answers) == ("Kind", (4, 4, 4, 4, 4))


def test_a_voice_keeps_no_moment_no_address_and_no_way_back_to_its_link(person: User) -> None:
    before = Entry.objects.count()
    asked = ask(person)
    FeedbackLinkFactory(round=asked, token=TOKEN)
    entries, jobs = Entry.objects.count(), Job.objects.count()
    give_voice(token=TOKEN, answers=ALWAYS, comment="", on=TODAY)
    assert {field.name for field in Voice._meta.concrete_fields} == {
        "id", "round", "on", "first", "second", "third", "fourth", "fifth", "comment",
    }  # fmt: skip
    assert {field.name for field in FeedbackLink._meta.concrete_fields} == {
        "id",
        "round",
        "token_hash",
        "used",
    }
    assert isinstance(Voice.objects.get().pk, uuid.UUID)
    assert (Entry.objects.count(), Job.objects.count()) == (entries, jobs) != (before, 0)


@pytest.mark.parametrize("days", [-1, 29])
def test_outside_its_days_a_round_takes_nothing(person: User, days: int) -> None:
    asked = ask(person)
    FeedbackLinkFactory(round=asked, token=TOKEN)
    with pytest.raises(Refused) as refused:
        give_voice(token=TOKEN, answers=ALWAYS, comment="", on=TODAY + datetime.timedelta(days=days))
    assert refused.value.code == "closed"
    assert not Voice.objects.exists()


def test_a_full_round_takes_no_more_and_closes_in_the_night(person: User) -> None:
    asked = ask(person, most=3)
    tokens = make_links(feedback_round=asked, key=uuid.uuid4(), count=4, by=person, at=NOW)
    for token in tokens[:3]:
        give_voice(token=token, answers=ALWAYS, comment="", on=TODAY)
    with pytest.raises(Refused) as refused:
        give_voice(token=tokens[3], answers=ALWAYS, comment="", on=TODAY)
    assert refused.value.code == "closed"
    asked.refresh_from_db()
    assert asked.state == "open"
    assert tend_rounds(council_id=person.council_id, at=NOW) == 1
    asked.refresh_from_db()
    assert asked.state == "closed"


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        give_voice(token="nothing", answers=ALWAYS, comment="", on=TODAY)
    assert refused.value.code == "unknown"


def test_three_voices_become_one_row_of_evidence_a_competency(person: User) -> None:
    asked = ask(person)
    answer(asked, 5)
    close_round(feedback_round=asked, by=person, at=NOW)
    close_round(feedback_round=asked, by=person, at=NOW)
    rows = Evidence.objects.filter(person=person)
    assert sorted(rows.values_list("competency__code", "kind", "source_label", "source_key")) == [
        (code, "MSF", "Feedback from 5 families", f"feedback_round:{asked.pk}") for code in ("C3.1", "C3.3")
    ]
    assert {row.recorded_by for row in rows} == {None}
    assert rows.first().source_path == f"/voices/{asked.pk}/"  # type: ignore[union-attr]


def test_fewer_than_three_voices_are_deleted_unread(person: User) -> None:
    asked = ask(person)
    answer(asked, 2)
    closed = close_round(feedback_round=asked, by=person, at=NOW)
    assert closed.state == "short"
    assert not Voice.objects.exists()
    assert not Evidence.objects.exists()
    said = Entry.objects.filter(verb="close").get()
    assert "deleted" in said.words
    assert "2" not in said.words


def test_what_speaks_against_somebody_is_shown_but_is_no_evidence(person: User) -> None:
    asked = ask(person)
    answer(asked, 3, {**ALWAYS, "first": 1})
    close_round(feedback_round=asked, by=person, at=NOW)
    assert list(Evidence.objects.values_list("competency__code", flat=True)) == ["C3.3"]
    assert Voice.objects.count() == 3


def test_two_who_said_something_about_a_competency_are_too_few_for_it(person: User) -> None:
    asked = ask(person)
    answer(asked, 2)
    answer(asked, 1, {"third": 4})
    close_round(feedback_round=asked, by=person, at=NOW)
    assert list(Evidence.objects.values_list("competency__code", flat=True)) == ["C3.3"]


def test_a_good_sentence_does_not_cover_a_poor_one(person: User) -> None:
    asked = ask(person)
    answer(asked, 3, {**ALWAYS, "third": 2})
    close_round(feedback_round=asked, by=person, at=NOW)
    assert list(Evidence.objects.values_list("competency__code", flat=True)) == ["C3.1"]


def test_the_night_after_the_last_day_closes_a_round(person: User) -> None:
    asked = ask(person, closes_on=TODAY + datetime.timedelta(days=1))
    VoiceFactory.create_batch(3, round=asked)
    do_due_jobs(at=NOW + datetime.timedelta(days=1, hours=10))
    asked.refresh_from_db()
    assert asked.state == "open"
    do_due_jobs(at=NOW + datetime.timedelta(days=2, hours=10))
    asked.refresh_from_db()
    assert (asked.state, asked.closed_on) == ("closed", TODAY + datetime.timedelta(days=2))
    assert not Job.objects.filter(topic="voices_day", state="due").exists()


def test_nobody_else_closes_a_round(person: User) -> None:
    asked = ask(person)
    with pytest.raises(Refused):
        close_round(feedback_round=asked, by=StaffFactory(council=person.council), at=NOW)


def test_a_manager_who_moved_on_may_not_any_more(person: User, manager: User) -> None:
    asked = ask(person)
    manager.posts.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    PostFactory(person=manager, role="R10")
    person.posts.update(manager=None)
    with pytest.raises(Refused):
        close_round(feedback_round=asked, by=User.objects.get(pk=manager.pk), at=NOW)
