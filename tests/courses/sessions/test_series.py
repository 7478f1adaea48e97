"""A whole series in one act: its dates move or are cancelled together, and everybody is told once of all."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from academy.kit.refusals import Refused
from academy.kit.words import listed
from academy.law.pack import current_pack
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.bookings.models import Booking
from courses.sessions.actions import cancel_series, cancel_session, move_series, open_session, plan_sessions
from courses.sessions.models import Session, Topic
from courses.sessions.queries.pages import session_page
from courses.sessions.rules.planning import Plan
from courses.sessions.rules.repeats import note_days
from courses.sessions.rules.shifting import Shift
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.sessions import BookingFactory, TopicFactory, VenueFactory
from tests.factories.sessions import open_session as alone

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = datetime.timedelta(days=7)
HOUR = datetime.timedelta(hours=1)
REASON = "The trainer has left us"


@pytest.fixture
def boss() -> User:
    return StaffFactory(role="R15")


@pytest.fixture
def topic(boss: User) -> Topic:
    return TopicFactory(council=boss.council)


def moment(day: datetime.date, hour: int = 16) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))


def series_of(topic: Topic, by: User, *days: datetime.date, **more: Any) -> list[Session]:
    """An open series of dates at 4pm, an hour each."""
    rows = plan_sessions(
        plan=Plan(**({"topic": topic, "places": {"online": 20}} | more)),
        dates=[(moment(day), moment(day) + HOUR) for day in days], series="Three evenings",
        key=uuid.uuid4(), by=by, at=NOW,
    )  # fmt: skip
    return open_session(session=rows[0], by=by, at=NOW)


@pytest.fixture
def rows(topic: Topic, boss: User) -> list[Session]:
    first = timezone.localdate(NOW) + datetime.timedelta(days=14)
    return series_of(topic, boss, first, first + WEEK, first + 2 * WEEK)


def starts(rows: list[Session]) -> list[datetime.datetime]:
    found = Session.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    return [timezone.localtime(row.starts_at) for row in found]


def day_of(row: Session) -> datetime.date:
    return timezone.localdate(row.starts_at)


def book(rows: list[Session], **more: Any) -> list[Booking]:
    """One person in all of these dates."""
    person = PartnerFactory(council=rows[0].council)
    return [BookingFactory(session=row, seats=row.seats.get(), person=person, **more) for row in rows]


def told() -> list[Any]:
    do_due_jobs(at=NOW)
    do_due_jobs(at=NOW)
    return mail.outbox


class TestMoving:
    def test_all_dates_go_as_far_as_the_one_that_was_said(self, rows: list[Session], boss: User) -> None:
        before = starts(rows)
        shift = Shift(day=day_of(rows[1]) + WEEK)
        for _ in range(2):
            move_series(session=rows[1], shift=shift, by=boss, at=NOW)
        assert starts(rows) == [one + WEEK for one in before]
        assert [row.changes for row in Session.objects.order_by("pk")] == [1, 1, 1]
        assert Job.objects.filter(topic="series_moved").count() == 1
        assert Entry.objects.filter(verb="move").count() == 3

    def test_a_week_back_where_another_date_still_is(self, rows: list[Session], boss: User) -> None:
        before = starts(rows)
        move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) - WEEK), by=boss, at=NOW)
        assert starts(rows) == [one - WEEK for one in before]

    def test_another_time_of_day_keeps_days_and_length(self, rows: list[Session], boss: User) -> None:
        venue = VenueFactory(council=boss.council)
        shift = Shift(starts=datetime.time(9, 30), venue=venue, room="Oak", link="https://meet.example/x")
        days = [one.date() for one in starts(rows)]
        move_series(session=rows[0], shift=shift, by=boss, at=NOW)
        assert [(one.date(), one.hour, one.minute) for one in starts(rows)] == [(day, 9, 30) for day in days]
        for row in Session.objects.all():
            assert row.ends_at - row.starts_at == HOUR
            assert (row.venue, row.room, row.link) == (venue, "Oak", "https://meet.example/x")

    def test_what_is_not_said_stays_with_each_date(self, rows: list[Session], boss: User) -> None:
        Session.objects.filter(pk=rows[2].pk).update(
            starts_at=rows[2].starts_at + HOUR, ends_at=rows[2].ends_at + HOUR, room="Elm"
        )
        before = starts(rows)
        move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) + WEEK), by=boss, at=NOW)
        assert starts(rows) == [one + WEEK for one in before]
        assert Session.objects.get(pk=rows[2].pk).room == "Elm"

    def test_four_in_the_afternoon_stays_so_when_the_clocks_change(self, topic: Topic, boss: User) -> None:
        year = NOW.year + 1
        last = max(
            datetime.date(year, 3, day) for day in range(25, 32) if datetime.date(year, 3, day).weekday() == 6
        )
        rows = series_of(topic, boss, last - 2 * WEEK, last - WEEK)
        move_series(session=rows[0], shift=Shift(day=last), by=boss, at=NOW)
        assert [(one.hour, one.date()) for one in starts(rows)] == [(16, last), (16, last + WEEK)]

    def test_dates_that_are_over_or_cancelled_stay(self, rows: list[Session], boss: User) -> None:
        cancel_session(session=rows[1], reason=REASON, by=boss, at=NOW)
        Session.objects.filter(pk=rows[0].pk).update(
            state="held", starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR
        )
        before = starts(rows)
        (moved,) = move_series(session=rows[2], shift=Shift(day=day_of(rows[2]) + WEEK), by=boss, at=NOW)
        assert moved.pk == rows[2].pk
        assert starts(rows) == [before[0], before[1], before[2] + WEEK]

    def test_one_date_that_cannot_go_there_keeps_all(
        self, rows: list[Session], topic: Topic, boss: User
    ) -> None:
        alone(topic=topic, starts_at=rows[2].starts_at + WEEK, ends_at=rows[2].ends_at + WEEK)
        before = starts(rows)
        with pytest.raises(Refused, match="already has a date on"):
            move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) + WEEK), by=boss, at=NOW)
        with pytest.raises(Refused, match="still to come"):
            move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) - 3 * WEEK), by=boss, at=NOW)
        assert starts(rows) == before and not Job.objects.filter(topic="series_moved").exists()

    def test_not_of_a_date_alone_nor_by_anybody(self, rows: list[Session], topic: Topic, boss: User) -> None:
        with pytest.raises(Refused, match="no series"):
            move_series(session=alone(topic=topic), shift=Shift(), by=boss, at=NOW)
        with pytest.raises(Refused, match="run sessions"):
            move_series(session=rows[0], shift=Shift(), by=PartnerFactory(council=boss.council), at=NOW)


class TestTelling:
    def test_one_letter_names_all_dates_with_an_entry_for_each(self, rows: list[Session], boss: User) -> None:
        own = book(rows)
        waits = BookingFactory(session=rows[0], seats=rows[0].seats.get(), state="waiting", turn=1)
        move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) + WEEK), by=boss, at=NOW)
        letters = {letter.to[0]: letter for letter in told()}
        assert len(letters) == len(mail.outbox) == 2
        letter = letters[own[0].person.email]
        assert letter.subject == "Changed dates: Three evenings"
        for row in Session.objects.all():
            assert letter.body.count(f"{timezone.localtime(row.starts_at):%-d %B %Y}") == 1
        assert letter.body.count("Online") == 1, "the place that all share is said once"
        files = [part.as_string() for part in letter.attachments]
        assert len(files) == 3 and len({part.get_filename() for part in letter.attachments}) == 3
        for part, booking in zip(letter.attachments, own, strict=True):
            file = part.get_payload(decode=True).decode()
            assert part.get_content_type() == "text/calendar" and part.get_param("method") == "REQUEST"
            assert f"UID:booking-{booking.pk}@" in file and "SEQUENCE:2" in file
        one = letters[waits.person.email]
        assert one.subject.startswith("Changed: "), "who has one date reads the letter about one"
        assert one.attachments == []

    def test_a_date_says_where_its_reader_stands_if_that_is_no_place(
        self, rows: list[Session], boss: User
    ) -> None:
        own = book(rows[:2])
        Booking.objects.filter(pk=own[1].pk).update(state="waiting", turn=1)
        move_series(session=rows[0], shift=Shift(starts=datetime.time(9)), by=boss, at=NOW)
        (letter,) = told()
        assert letter.body.count("9am to 10am") == 2
        assert letter.body.count("10am (on the waiting list)") == 1
        assert letter.attachments == [] and len(letter.alternatives) == 2, "one entry is taken in by itself"

    def test_what_changed_again_before_it_was_sent_is_left_to_the_later_letter(
        self, rows: list[Session], boss: User
    ) -> None:
        book(rows)
        for weeks in (1, 2):
            move_series(session=rows[0], shift=Shift(day=day_of(rows[0]) + weeks * WEEK), by=boss, at=NOW)
        do_due_jobs(at=NOW, topics={"series_moved"})
        (letter,) = told()
        assert f"{timezone.localtime(rows[0].starts_at + 2 * WEEK):%-d %B %Y}" in letter.body
        assert sorted(Message.objects.values_list("state", flat=True)) == ["dropped", "sent"]

    def test_cancelled_in_one_letter_that_strikes_all_out(self, rows: list[Session], boss: User) -> None:
        own = book(rows)
        for _ in range(2):
            cancel_series(session=rows[1], reason=REASON, by=boss, at=NOW)
        (letter,) = told()
        assert letter.subject == "These dates are off: Three evenings"
        assert f"Why: {REASON}" in letter.body and "waiting list" not in letter.body
        files = [part.get_payload(decode=True).decode() for part in letter.attachments]
        assert [f"UID:booking-{one.pk}@" in file for one, file in zip(own, files, strict=True)] == [True] * 3
        assert all("METHOD:CANCEL" in file and "STATUS:CANCELLED" in file for file in files)
        assert not Booking.objects.exclude(state="cancelled").exists()
        assert {row.seats.get().taken for row in rows} == {0}


class TestCancelling:
    def test_only_what_is_still_to_come_and_once(self, rows: list[Session], boss: User) -> None:
        cancel_session(session=rows[1], reason="Another reason before", by=boss, at=NOW)
        Session.objects.filter(pk=rows[0].pk).update(
            state="held", starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR
        )
        (gone,) = cancel_series(session=rows[0], reason=REASON, by=boss, at=NOW)
        assert gone.pk == rows[2].pk
        assert cancel_series(session=rows[0], reason=REASON, by=boss, at=NOW) == []
        found = {row.pk: (row.state, row.why_cancelled) for row in Session.objects.all()}
        assert found[rows[0].pk] == ("held", "")
        assert found[rows[1].pk] == ("cancelled", "Another reason before")
        assert found[rows[2].pk] == ("cancelled", REASON)
        assert Job.objects.filter(topic="series_cancelled").count() == 1

    def test_a_reason_is_given(self, rows: list[Session], boss: User) -> None:
        with pytest.raises(Refused, match="Say why"):
            cancel_series(session=rows[0], reason="Ill", by=boss, at=NOW)
        assert not Session.objects.filter(state="cancelled").exists()

    def test_what_was_never_open_is_news_to_nobody(self, topic: Topic, boss: User) -> None:
        first = timezone.localdate(NOW) + datetime.timedelta(days=14)
        rows = series_of(topic, boss, first, first + WEEK)
        Session.objects.update(state="planned")
        move_series(session=rows[0], shift=Shift(day=first + WEEK), by=boss, at=NOW)
        cancel_series(session=rows[0], reason=REASON, by=boss, at=NOW)
        assert not Job.objects.filter(topic__startswith="series_").exists()


class TestPages:
    @pytest.fixture
    def desk(self, boss: User, client: Client) -> Client:
        client.force_login(boss)
        return client

    def test_moved_from_the_page_of_one_of_its_dates(self, desk: Client, rows: list[Session]) -> None:
        book(rows)
        address = reverse("desk_series_move", args=[rows[1].pk])
        shown = desk.get(address).content.decode()
        assert "3 dates still to come" in shown
        assert "1 person who booked or waits will be told once" in shown
        day = day_of(rows[1]) + WEEK
        said = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "starts": "9.15"}
        before = starts(rows)
        for _ in range(2):
            desk.post(address, said)
        assert [one.date() for one in starts(rows)] == [(one + WEEK).date() for one in before]
        assert {(one.hour, one.minute) for one in starts(rows)} == {(9, 15)}
        assert Job.objects.filter(topic="series_moved").count() == 1

    def test_a_date_that_comes_to_lie_on_a_holiday_says_so_while_it_is_to_come(
        self, desk: Client, rows: list[Session], boss: User
    ) -> None:
        christmas = datetime.date(NOW.year + 1, 12, 25)
        (day,) = note_days([christmas], current_pack().calendar)
        move_series(session=rows[0], shift=Shift(day=christmas), by=boss, at=NOW)
        page = session_page(actor=boss, pk=rows[1].pk, at=NOW)
        assert page is not None and day.notes and page.siblings[0].notes == day.notes
        shown = desk.get(reverse("desk_session", args=[rows[1].pk])).content.decode()
        assert capfirst(listed(list(day.notes))) in shown
        cancel_series(session=rows[0], reason=REASON, by=boss, at=NOW)
        page = session_page(actor=boss, pk=rows[1].pk, at=NOW)
        assert page is not None and not any(one.notes for one in page.siblings)

    def test_cancelled_and_each_date_says_so(self, desk: Client, rows: list[Session]) -> None:
        address = reverse("desk_series_cancel", args=[rows[0].pk])
        assert b"Say why in a few words" in desk.post(address, {"reason": "Ill"}).content
        desk.post(address, {"reason": REASON})
        page = desk.get(reverse("desk_session", args=[rows[1].pk])).content.decode()
        assert REASON in page and page.count("Cancelled") >= 3
        assert "Move all dates" not in page
        assert "has no date still to come." in desk.get(address).content.decode()

    def test_a_date_alone_has_no_such_page(self, desk: Client, topic: Topic) -> None:
        session = alone(topic=topic)
        for route in ("desk_series_move", "desk_series_cancel"):
            assert desk.get(reverse(route, args=[session.pk])).status_code == 404
