"""What pages read about places and bookings, in as many queries for many as for one."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.bookings.queries import bookings_looked_after, bookings_of, clashes, my_bookings, places_of
from courses.sessions.models import Session
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.sessions import BookingFactory, NeedFactory, ReserveFactory, open_session

pytestmark = pytest.mark.django_db


def queries(act: object) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()  # type: ignore[operator]
    return len(captured)


def test_places_are_those_that_this_person_can_have() -> None:
    session = open_session(places=3)
    ReserveFactory(seats=session.seats.get(), audience="senco", places=2)
    BookingFactory(session=session, state="waiting", turn=1)
    senco, therapist = (PartnerFactory(council=session.council, role=role) for role in ("P01", "P08"))
    assert places_of([session], senco)[session.pk].free == 3
    assert places_of([session], therapist)[session.pk].free == 1
    nobody = places_of([session], None)[session.pk]
    assert (nobody.free, nobody.waiting, nobody.is_full, nobody.state) == (1, 1, False, "")
    mine = BookingFactory(session=session, person=senco)
    assert places_of([session], senco)[session.pk].booking_id == mine.pk


def test_many_sessions_cost_as_much_as_one() -> None:
    sessions = [open_session() for _ in range(5)]
    actor = PartnerFactory(council=sessions[0].council)
    assert queries(lambda: places_of(sessions[:1], actor)) == queries(lambda: places_of(sessions, actor))


def test_my_bookings_say_where_in_the_queue_and_hide_the_link() -> None:
    session = open_session(places=1, link="https://meet.example/secret")
    BookingFactory(session=session, state="waiting", turn=1)
    person = PartnerFactory(council=session.council)
    BookingFactory(session=session, state="waiting", turn=2, person=person)
    [line] = my_bookings(person)
    assert (line.turn, line.link, line.own, line.can_cancel, line.can_hand_on) == (2, "", True, True, False)
    assert my_bookings(person, past=True) == []


def test_many_bookings_cost_as_much_as_one() -> None:
    person = PartnerFactory()
    one, *rest = [open_session(topic__council=person.council) for _ in range(4)]
    BookingFactory(session=one, person=person, state="waiting", turn=1)
    assert len(my_bookings(person)) == 1  # what somebody holds is read once
    few = queries(lambda: my_bookings(person))
    for session in rest:
        BookingFactory(session=session, person=person, state="waiting", turn=1)
    assert (queries(lambda: my_bookings(person)), len(my_bookings(person))) == (few, 4)


def test_a_coordinator_reads_those_of_their_people_and_a_colleague_does_not() -> None:
    session = open_session()
    coordinator = PartnerFactory(council=session.council)
    coordinator.affiliations.update(coordinates=True)
    colleague = PartnerFactory(organisation=coordinator.affiliations.get().organisation)
    BookingFactory(session=session, person=colleague)
    BookingFactory(session=session)
    assert [line.person_id for line in bookings_looked_after(coordinator)] == [colleague.pk]
    assert bookings_looked_after(colleague) == []


def test_the_desk_reads_everybody_in_order_and_what_they_need() -> None:
    session = open_session(places=5)
    second, first = (BookingFactory(session=session, state="waiting", turn=turn) for turn in (2, 1))
    held = NeedFactory(booking=BookingFactory(session=session), access="Lift").booking
    desk = StaffFactory(council=session.council, role="R23")
    found = bookings_of(desk, session)
    assert [(one.pk, one.access) for one in found] == [(held.pk, "Lift"), (first.pk, ""), (second.pk, "")]
    assert [one.pk for one in bookings_of(first.person, session)] == [first.pk]


def test_other_bookings_at_the_same_time_are_shown() -> None:
    session = open_session()
    person = PartnerFactory(council=session.council)
    other = open_session(topic__council=session.council, starts_at=session.starts_at)
    later = open_session(topic__council=session.council, starts_at=session.ends_at)
    for one in (session, other, later):
        BookingFactory(session=one, person=person)
    assert [clash.session_id for clash in clashes([person], session)] == [other.pk]
    Session.objects.filter(pk=other.pk).update(ends_at=timezone.now() + datetime.timedelta(days=90))
    assert len(clashes([person], later)) == 1
