"""Reminders: the right moment across clock changes and holidays, once, and never for what is past."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from academy.law.pack import current_pack
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.bookings.actions.planning import plan_session
from courses.bookings.actions.reminders import plan_reminders, send_reminders
from courses.bookings.rules.reminders import days_before, is_in_time, on_the_morning
from courses.sessions.models import Session
from tests.factories.sessions import BookingFactory, open_session

DAY, HOUR = datetime.timedelta(days=1), datetime.timedelta(hours=1)


def wall(*parts: int) -> datetime.datetime:
    """A moment as the clock on the wall in London shows it."""
    return timezone.make_aware(datetime.datetime(*parts))  # type: ignore[misc]


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("starts", "before", "morning"),
    [
        (wall(2026, 10, 23, 16), utc(2026, 10, 21, 8), utc(2026, 10, 23, 7)),  # all in summer time
        (
            wall(2026, 10, 26, 16),
            utc(2026, 10, 22, 8),
            utc(2026, 10, 26, 8),
        ),  # Monday after
        (wall(2026, 10, 28, 16), utc(2026, 10, 26, 9), utc(2026, 10, 28, 8)),  # all in winter time
        (wall(2027, 3, 30, 16), utc(2027, 3, 24, 9), utc(2027, 3, 30, 7)),  # over Easter and into summer
        (wall(2027, 3, 31, 8, 30), utc(2027, 3, 25, 9), utc(2027, 3, 31, 6, 30)),  # an early start
        (wall(2026, 11, 30, 13), utc(2026, 11, 26, 9), utc(2026, 11, 30, 8)),  # a Monday: Thursday
    ],
)
def test_the_moments_by_hand(
    starts: datetime.datetime, before: datetime.datetime, morning: datetime.datetime
) -> None:
    assert days_before(starts, current_pack().calendar) == before
    assert on_the_morning(starts) == morning


def test_a_reminder_never_comes_after_the_start_and_the_first_not_beside_the_second() -> None:
    starts, table = wall(2026, 10, 26, 16), current_pack().calendar
    in_time = {"starts_at": starts, "table": table}
    assert is_in_time("days_before", at=wall(2026, 10, 25, 9), **in_time)
    assert not is_in_time("days_before", at=wall(2026, 10, 26, 8), **in_time)
    assert is_in_time("morning", at=wall(2026, 10, 26, 15, 59), **in_time)
    assert not is_in_time("morning", at=starts, **in_time)


@pytest.fixture
def session(db: None) -> Session:
    """Online, on the Monday after the clocks went back."""
    starts = wall(2026, 10, 26, 16)
    return open_session(starts_at=starts, ends_at=starts + HOUR, link="https://meet.example/monday", places=9)


def book(session: Session, at: datetime.datetime, **more: Any) -> Any:
    return BookingFactory(session=session, made_at=at, settled_at=at, **more)


def plan(session: Session, at: datetime.datetime) -> None:
    with transaction.atomic():
        plan_session(session, at)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Does what is due at a moment, as if it were now."""

    def work(at: datetime.datetime) -> list[str]:
        mail.outbox.clear()
        monkeypatch.setattr(timezone, "now", lambda: at)
        do_due_jobs(at=at, topics=["session_reminder", "message_posted"])
        return sorted(letter.to[0] for letter in mail.outbox)

    return work


def test_everybody_with_a_place_is_reminded_once_each_time(session: Session, clock: Any) -> None:
    early = book(session, wall(2026, 10, 1, 12))
    book(session, wall(2026, 10, 1, 12), state="waiting", turn=1)
    book(session, wall(2026, 10, 1, 12), state="cancelled")
    plan(session, wall(2026, 10, 1, 12))
    plan(session, wall(2026, 10, 2, 12))
    assert clock(wall(2026, 10, 22, 8, 59)) == []
    assert clock(wall(2026, 10, 22, 9)) == [early.person.email]
    assert clock(wall(2026, 10, 22, 9, 5)) == []
    late = book(session, wall(2026, 10, 25, 20))
    assert clock(wall(2026, 10, 26, 7, 59)) == []
    assert clock(wall(2026, 10, 26, 8)) == sorted([early.person.email, late.person.email])
    assert all("https://meet.example/monday" in letter.body for letter in mail.outbox)
    assert all("Monday 26 October 2026, 4pm to 5pm" in letter.body for letter in mail.outbox)


def test_who_has_just_booked_is_not_reminded_of_it(session: Session, clock: Any) -> None:
    plan(session, wall(2026, 10, 1, 12))
    book(session, wall(2026, 10, 21, 18))
    assert clock(wall(2026, 10, 22, 9)) == []


def test_a_session_that_moved_has_new_reminders_and_drops_the_old(session: Session, clock: Any) -> None:
    person = book(session, wall(2026, 10, 1, 12)).person
    plan(session, wall(2026, 10, 1, 12))
    session.starts_at, session.ends_at = wall(2026, 11, 3, 10), wall(2026, 11, 3, 11)
    session.save()
    plan(session, wall(2026, 10, 5, 12))
    assert clock(wall(2026, 10, 26, 12)) == []
    assert clock(wall(2026, 10, 30, 9)) == [person.email]
    assert clock(wall(2026, 11, 3, 8)) == [person.email]


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_session_that_is_off_or_over_reminds_nobody(session: Session, clock: Any, state: str) -> None:
    book(session, wall(2026, 10, 1, 12))
    plan(session, wall(2026, 10, 1, 12))
    Session.objects.update(state=state)
    assert clock(wall(2026, 10, 22, 9)) == clock(wall(2026, 10, 26, 8)) == []


def test_work_that_was_late_reminds_nobody_of_what_is_past(session: Session, clock: Any) -> None:
    book(session, wall(2026, 10, 1, 12))
    plan(session, wall(2026, 10, 1, 12))
    assert clock(session.starts_at) == []
    assert not Message.objects.exists()
    assert set(Job.objects.filter(topic="session_reminder").values_list("state", flat=True)) == {"done"}


def test_a_letter_that_waited_until_the_start_is_dropped(session: Session, clock: Any) -> None:
    book(session, wall(2026, 10, 1, 12))
    plan(session, wall(2026, 10, 1, 12))
    do_due_jobs(at=wall(2026, 10, 26, 8), topics=["session_reminder"])
    assert Message.objects.get().state == "due"
    assert clock(session.starts_at) == []
    assert Message.objects.get().state == "dropped"


def test_in_person_there_is_nothing_to_send_on_the_morning(db: None, clock: Any) -> None:
    starts = wall(2026, 10, 28, 16)
    session = open_session(mode="room", starts_at=starts, ends_at=starts + HOUR)
    person = book(session, wall(2026, 10, 1, 12)).person
    plan(session, wall(2026, 10, 1, 12))
    assert clock(wall(2026, 10, 26, 9)) == [person.email]
    assert clock(wall(2026, 10, 28, 8)) == []


def test_moments_that_are_past_are_not_planned(session: Session) -> None:
    with transaction.atomic():
        plan_reminders(session, wall(2026, 10, 23, 12))
    (job,) = Job.objects.filter(topic="session_reminder")
    assert job.payload["which"] == "morning"


def test_the_same_reminder_is_told_once_however_often_the_work_is_done(session: Session) -> None:
    for _ in range(3):
        book(session, wall(2026, 10, 1, 12))
    again = {"session_id": session.pk, "starts_at": session.starts_at.isoformat()}
    for _ in range(2):
        assert send_reminders(which="days_before", at=wall(2026, 10, 22, 9), **again) == 3
    assert Message.objects.count() == 3
