"""A booking as an invitation: what a calendar program enters, moves and strikes out."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import vobject

from courses.bookings.models import Booking
from courses.bookings.queries.calendars import entry_of, invite_file
from tests.factories.sessions import BookingFactory, VenueFactory, open_session

pytestmark = pytest.mark.django_db


def read(booking: Booking) -> Any:
    """The invitation as a second library reads it."""
    invitation = invite_file(booking)
    assert invitation is not None
    file = vobject.readOne(invitation.file.decode())
    assert file.method.value == invitation.method
    return file


def online(**fields: Any) -> Booking:
    return BookingFactory(session=open_session(link="https://meet.example/a"), **fields)


def test_who_has_a_place_is_invited_with_the_link() -> None:
    booking = online()
    event = read(booking).vevent
    assert event.summary.value == booking.session.topic.title
    assert event.dtstart.value == booking.session.starts_at.replace(microsecond=0)
    assert event.attendee.value == f"mailto:{booking.person.email}"
    assert event.location.value == "https://meet.example/a"
    assert event.description.value.startswith("Join: https://meet.example/a")
    assert event.url.value.endswith(f"/hub/bookings/{booking.pk}/")


@pytest.mark.parametrize("state", ["waiting", "asked", "offered", "declined", "passed_over"])
def test_who_has_no_place_gets_no_invitation_and_no_link(state: str) -> None:
    booking = online()
    booking.state = state
    assert invite_file(booking) is None
    assert "meet.example" not in repr(entry_of(booking))


def test_a_room_says_where_it_is_and_how_to_get_in() -> None:
    venue = VenueFactory(name="Millbrook Centre", address="1 Mill Lane", access="Level entrance")
    session = open_session(mode="room", venue=venue, room="Room 2", topic__council=venue.council)
    event = read(BookingFactory(session=session)).vevent
    assert event.location.value == "Room 2, Millbrook Centre, 1 Mill Lane"
    assert event.description.value.startswith("Level entrance")


def test_a_change_moves_the_entry_and_keeps_its_name() -> None:
    booking = online()
    before = read(booking).vevent
    booking.session.changes += 1
    booking.session.starts_at += datetime.timedelta(days=1)
    booking.session.ends_at += datetime.timedelta(days=1)
    after = read(booking)
    assert after.method.value == "REQUEST" and after.vevent.uid.value == before.uid.value
    assert int(after.vevent.sequence.value) == int(before.sequence.value) + 1
    assert after.vevent.dtstart.value - before.dtstart.value == datetime.timedelta(days=1)


@pytest.mark.parametrize("state", ["cancelled", "handed_on"])
def test_who_gives_a_place_up_has_it_struck_out(state: str) -> None:
    booking = online()
    before = read(booking).vevent
    booking.state = state
    after = read(booking)
    assert after.method.value == "CANCEL" and after.vevent.status.value == "CANCELLED"
    assert after.vevent.uid.value == before.uid.value
    assert int(after.vevent.sequence.value) > int(before.sequence.value)
    assert "meet.example" not in after.serialize()


def test_a_cancelled_session_is_struck_out_for_all_who_had_a_place() -> None:
    booking = online()
    booking.session.state = "cancelled"
    assert read(booking).method.value == "CANCEL"
    booking.state = "waiting"
    assert invite_file(booking) is None


def test_two_people_have_entries_of_their_own() -> None:
    first = online()
    second = BookingFactory(session=first.session)
    assert read(first).vevent.uid.value != read(second).vevent.uid.value
