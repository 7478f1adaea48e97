"""Marking who came: by list, by code, on the spot; with a history and nothing twice."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from courses.bookings.models import Booking
from courses.registers.actions import add_walk_in, mark_people, say_here
from courses.registers.models import Attendance
from courses.registers.rules.times import ABSENT, PRESENT, TAKE_BACK, Mark, mark_from_times
from courses.registers.tokens import session_of, token_of
from courses.sessions.models import Session
from tests.factories.academy import (
    CouncilFactory,
    OrganisationFactory,
    PartnerFactory,
    StaffFactory,
    TeamFactory,
)
from tests.factories.registers import AttendanceFactory, running_session
from tests.factories.sessions import BookingFactory, TrainerFactory, open_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    return running_session(places=3)


@pytest.fixture
def desk(session: Session) -> User:
    return StaffFactory(team=TeamFactory(council=session.council), role="R15")


def mark(session: Session, by: User, marks: dict[int, Mark], *, rest: bool = False) -> int:
    return mark_people(session=session, marks=marks, by=by, at=timezone.now(), rest=rest)


def test_one_tap_marks_somebody_and_the_history_says_who_did(session: Session, desk: User) -> None:
    booking = BookingFactory(session=session)
    assert mark(session, desk, {booking.pk: PRESENT}) == 1
    row = Attendance.objects.get()
    assert (row.came, row.minutes, row.marked_by, row.how) == (True, 90, desk, "list")
    entry = Entry.objects.get(noun="attendance")
    assert entry.about == booking.person and entry.by == desk and "as there" in entry.words


def test_the_same_mark_again_changes_nothing(session: Session, desk: User) -> None:
    booking = BookingFactory(session=session)
    mark(session, desk, {booking.pk: PRESENT})
    assert mark(session, desk, {booking.pk: PRESENT}) == 0
    assert Entry.objects.filter(noun="attendance").count() == 1


def test_a_correction_keeps_both_in_the_history_and_a_mark_can_be_taken_back(
    session: Session, desk: User
) -> None:
    booking = BookingFactory(session=session)
    late = session.starts_at + datetime.timedelta(minutes=30)
    mark(session, desk, {booking.pk: ABSENT})
    mark(session, desk, {booking.pk: Mark(came=True, arrived_at=late)})
    assert Attendance.objects.get().minutes == 60
    mark(session, desk, {booking.pk: TAKE_BACK})
    row = Attendance.objects.get()
    assert (row.came, row.minutes, row.arrived_at, row.changes) == (None, 0, None, 3)
    verbs = Entry.objects.filter(noun="attendance").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["mark", "correct", "take_back"]


def test_everybody_else_came_leaves_alone_what_is_marked(session: Session, desk: User) -> None:
    first, second, third = BookingFactory.create_batch(3, session=session)
    BookingFactory(session=session, state="cancelled")
    mark(session, desk, {first.pk: ABSENT})
    assert mark(session, desk, {second.pk: TAKE_BACK}, rest=True) == 1
    came = dict(Attendance.objects.values_list("booking_id", "came"))
    assert came == {first.pk: False, third.pk: True}


def test_who_has_no_place_is_not_marked(session: Session, desk: User) -> None:
    gone = BookingFactory(session=session, state="cancelled")
    elsewhere = BookingFactory()
    assert mark(session, desk, {gone.pk: PRESENT, elsewhere.pk: PRESENT}) == 0


def test_times_outside_the_session_are_refused(session: Session, desk: User) -> None:
    booking = BookingFactory(session=session)
    with pytest.raises(Refused, match="between"):
        mark(session, desk, {booking.pk: Mark(came=True, arrived_at=session.ends_at + datetime.timedelta(1))})
    late, early = session.starts_at + datetime.timedelta(minutes=60), session.starts_at
    with pytest.raises(Refused, match="left before"):
        mark(session, desk, {booking.pk: Mark(came=True, arrived_at=late, left_at=early)})


def test_the_register_opens_half_an_hour_before(desk: User) -> None:
    soon = running_session(minutes_ago=-31, topic__council=desk.council)
    with pytest.raises(Refused, match="half an hour"):
        mark(soon, desk, {})
    assert mark(running_session(minutes_ago=-29, topic__council=desk.council), desk, {}) == 0
    with pytest.raises(Refused, match="not taking place"):
        mark(running_session(topic__council=desk.council, state="cancelled"), desk, {})


def test_only_who_runs_or_leads_it_keeps_the_register(session: Session) -> None:
    trainer = PartnerFactory(organisation=OrganisationFactory(council=session.council))
    with pytest.raises(Refused, match="Only people"):
        mark(session, trainer, {})
    TrainerFactory(session=session, person=trainer)
    assert mark(session, trainer, {}) == 0
    with pytest.raises(Refused):
        mark(session, StaffFactory(team=TeamFactory(council=session.council), role="R10"), {})


def test_the_database_refuses_times_of_somebody_who_did_not_come() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(came=False, minutes=0, arrived_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(came=False, minutes=10)


class TestHere:
    """I am here."""

    def test_somebody_marks_themselves_and_a_double_click_is_harmless(self, session: Session) -> None:
        booking = BookingFactory(session=session)
        first = say_here(session=session, by=booking.person, at=timezone.now())
        again = say_here(session=session, by=booking.person, at=timezone.now())
        assert first.pk == again.pk and again.changes == 1
        assert (again.came, again.arrived_at, again.how) == (True, None, "code")

    def test_late_is_worked_out_from_the_time(self, session: Session) -> None:
        booking = BookingFactory(session=session)
        at = session.starts_at + datetime.timedelta(minutes=25)
        row = say_here(session=session, by=booking.person, at=at)
        assert row.arrived_at == at and row.minutes == 65

    def test_ten_minutes_are_not_late(self) -> None:
        session = running_session()
        ten = session.starts_at + datetime.timedelta(minutes=10)
        assert mark_from_times(session, ten) == PRESENT
        assert mark_from_times(session, ten + datetime.timedelta(seconds=1)).arrived_at is not None

    def test_it_works_from_half_an_hour_before_until_the_end(self) -> None:
        session = running_session()
        booking = BookingFactory(session=session)
        for at in (
            session.starts_at - datetime.timedelta(minutes=31),
            session.ends_at + datetime.timedelta(seconds=1),
        ):
            with pytest.raises(Refused, match="half an hour"):
                say_here(session=session, by=booking.person, at=at)
        assert say_here(session=session, by=booking.person, at=session.ends_at).came

    def test_nobody_without_a_place_is_marked(self, session: Session) -> None:
        BookingFactory(session=session)
        stranger = PartnerFactory(organisation=OrganisationFactory(council=session.council))
        with pytest.raises(Refused, match="do not have a place"):
            say_here(session=session, by=stranger, at=timezone.now())
        assert not Attendance.objects.exists()

    def test_a_token_cannot_be_made_up(self, session: Session) -> None:
        token = token_of(session.pk)
        assert session_of(token) == session.pk
        assert session_of(f"{session.pk + 1}:{token.split(':')[1]}") is None
        assert session_of(str(session.pk)) is None


class TestWalkIns:
    """Somebody came without a place."""

    def add(self, session: Session, by: User, person: User, **more: object) -> Booking:
        said = {"one_more": False, "key": uuid.uuid4(), "mode": "online", "email": person.email} | more
        return add_walk_in(session=session, by=by, at=timezone.now(), **said)  # type: ignore[arg-type]

    def guest(self, session: Session) -> User:
        return PartnerFactory(organisation=OrganisationFactory(council=session.council))

    def test_a_free_place_is_taken_and_they_are_marked(self, session: Session, desk: User) -> None:
        person, key = self.guest(session), uuid.uuid4()
        booking = self.add(session, desk, person, key=key)
        assert self.add(session, desk, person, key=key) == booking
        seats = session.seats.get()
        assert (seats.taken, booking.state, booking.attendance.came) == (1, "confirmed", True)
        assert booking.organisation == person.affiliations.get().organisation

    def test_over_the_number_somebody_says_that_there_is_room(self, session: Session, desk: User) -> None:
        BookingFactory.create_batch(3, session=session)
        person = self.guest(session)
        with pytest.raises(Refused, match="Every place is taken"):
            self.add(session, desk, person)
        self.add(session, desk, person, one_more=True)
        seats = session.seats.get()
        assert (seats.places, seats.taken) == (4, 4)
        assert Entry.objects.filter(verb="one_more", by=desk).count() == 1

    def test_whoever_waited_keeps_their_booking(self, session: Session, desk: User) -> None:
        waiting = BookingFactory(session=session, state="waiting", turn=1)
        assert self.add(session, desk, waiting.person).pk == waiting.pk
        assert session.seats.get().taken == 1

    def test_who_has_a_place_is_on_the_list(self, session: Session, desk: User) -> None:
        booking = BookingFactory(session=session)
        with pytest.raises(Refused, match="has a place already"):
            self.add(session, desk, booking.person)

    def test_nobody_of_another_council_nobody_unknown_and_no_guest_at_an_internal_topic(
        self, session: Session, desk: User
    ) -> None:
        for person in (PartnerFactory(council=CouncilFactory()), User(email="no@no.example")):
            with pytest.raises(Refused, match="Nobody with this address"):
                self.add(session, desk, person)
        session.topic.internal = True
        session.topic.save()
        with pytest.raises(Refused, match="Nobody with this address"):
            self.add(session, desk, self.guest(session))
        assert session.seats.get().taken == 0


def test_the_count_of_seats_never_falls_apart(desk: User) -> None:
    session = open_session(
        places=1, topic__council=desk.council, starts_at=timezone.now() - datetime.timedelta(minutes=3)
    )
    offered = BookingFactory(session=session, state="offered", offer_until=timezone.now())
    TestWalkIns().add(session, desk, offered.person)
    assert (session.seats.get().taken, session.seats.get().places) == (1, 1)
