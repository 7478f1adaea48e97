"""The letter: only for who asked, on their day, once, and ended by a link without signing in."""

from __future__ import annotations

import datetime
import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from academy.people.models import Post, User
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.retrieval import actions, queries
from courses.retrieval.models import Nudge
from tests.factories.academy import AbsenceFactory, StaffFactory
from tests.factories.retrieval import NOON, make_card, make_nudge
from tests.factories.statistics import make_item

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def person() -> User:
    """Somebody with one question that is due and a letter on Thursdays."""
    found: User = StaffFactory()
    make_card(found, make_item(found.council, "Q-1"))
    make_nudge(found)
    return found


def tend(person: User, at: datetime.datetime = NOON) -> int:
    sent = actions.tend_keeping(council_id=person.council_id, at=at)
    do_due_jobs(at=at, topics=["message_posted"])
    return sent


def test_a_letter_says_what_is_due_and_how_to_end_it(person: User) -> None:
    assert tend(person) == 1
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == [person.email]
    assert "1 question would be good to look at again" in letter.body
    assert "/me/keep/" in letter.body
    stop = re.search(r"http\S+/keep/stop/\S+", letter.body)
    assert stop is not None
    assert letter.extra_headers["List-Unsubscribe"] == f"<{stop[0]}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["Message-ID"].startswith("<message-")


def test_it_goes_once_a_day_and_once_a_week(person: User) -> None:
    assert [tend(person), tend(person), tend(person, NOON + DAY), tend(person, NOON + 6 * DAY)] == [
        1,
        0,
        0,
        0,
    ]
    assert tend(person, NOON + 7 * DAY) == 1
    assert len(mail.outbox) == 2


def test_nobody_gets_one_who_did_not_ask(person: User) -> None:
    other = StaffFactory(council=person.council)
    make_card(other, make_item(person.council, "Q-2"))
    assert tend(person) == 1
    actions.set_nudge(day=None, by=person, at=NOON)
    assert tend(person, NOON + 7 * DAY) == 0


def test_none_goes_while_somebody_is_away_or_nothing_is_due(person: User) -> None:
    away = AbsenceFactory(person=person, starts_on=NOON.date(), ends_on=None)
    assert tend(person) == 0
    away.delete()
    person.cards.update(due_at=NOON + DAY)
    assert tend(person) == 0
    person.cards.update(due_at=NOON)
    assert tend(person) == 1


def test_a_wish_that_ended_before_the_letter_went_ends_the_letter(person: User) -> None:
    actions.tend_keeping(council_id=person.council_id, at=NOON)
    actions.set_nudge(day=None, by=person, at=NOON)
    do_due_jobs(at=NOON, topics=["message_posted"])
    assert mail.outbox == []
    assert Message.objects.get().state == "dropped"


def test_who_has_left_gets_none(person: User) -> None:
    Post.objects.filter(person=person).update(ends_on=NOON.date() - DAY)
    tend(person)
    assert mail.outbox == []


def test_asking_for_it_plans_the_next_day_and_the_day_plans_the_one_after() -> None:
    person = StaffFactory()
    actions.set_nudge(day=2, by=person, at=NOON)
    actions.set_nudge(day=4, by=person, at=NOON)
    assert Nudge.objects.get().day == 4
    (job,) = Job.objects.filter(topic="keep_day")
    assert job.due_at == datetime.datetime(2026, 11, 27, 7, tzinfo=datetime.UTC)
    do_due_jobs(at=job.due_at, topics=["keep_day"])
    assert Job.objects.filter(topic="keep_day", state="due").count() == 1
    actions.set_nudge(day=None, by=person, at=NOON)
    do_due_jobs(at=job.due_at + DAY, topics=["keep_day"])
    assert not Job.objects.filter(topic="keep_day", state="due").exists()


@pytest.mark.parametrize("day", [5, 6, -1])
def test_no_letter_comes_at_the_weekend(day: int) -> None:
    from academy.kit.refusals import Refused

    with pytest.raises(Refused):
        actions.set_nudge(day=day, by=StaffFactory(), at=NOON)


def test_the_link_ends_it_without_signing_in_and_looking_does_not(person: User) -> None:
    path = f"/keep/stop/{queries.token_of(person.keeping_nudge)}/"
    client = Client(enforce_csrf_checks=True)
    asked = client.get(path).content.decode()
    assert "End the reminders?" in asked
    assert person.given_name not in asked
    assert Nudge.objects.get().wanted
    done = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert "have ended" in done.content.decode()
    assert not Nudge.objects.get().wanted
    assert client.post(path).status_code == 200
    assert tend(person) == 0


@pytest.mark.parametrize("token", ["made-up", "1", "MQ:1abc:xyz"])
def test_a_link_that_we_did_not_sign_ends_nothing(person: User, token: str) -> None:
    assert Client().post(f"/keep/stop/{token}/").status_code == 404
    assert Nudge.objects.get().wanted
