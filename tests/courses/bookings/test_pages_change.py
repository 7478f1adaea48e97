"""The pages on which a booking is read and changed."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import Council, Organisation, User
from courses.bookings import registry
from courses.bookings.models import Booking, Need
from courses.sessions.models import Material
from tests.courses.bookings.test_pages import signed_in, text_of, topic_session
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory, TeamFactory
from tests.factories.sessions import BookingFactory, NeedFactory, TopicFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(name="Ashdown Primary", sector="School")


@pytest.fixture
def council(school: Organisation) -> Council:
    return school.council


@pytest.fixture
def senco(school: Organisation) -> User:
    person = PartnerFactory(organisation=school, given_name="Sarah", family_name="Penrose")
    person.affiliations.update(coordinates=True)
    return person


@pytest.fixture
def colleague(school: Organisation) -> User:
    return PartnerFactory(organisation=school, given_name="Daniel", family_name="Osei")


def booked(council: Council, person: User, **fields: Any) -> Booking:
    """A booking as the pages make it: for the organisation that the person comes from."""
    session = fields.pop("session", None) or topic_session(council, link="https://meet.example/a")
    place = person.affiliations.first()
    organisation = place.organisation if place else None
    return BookingFactory(session=session, person=person, organisation=organisation, **fields)


def address(booking: Booking, page: str = "") -> str:
    return f"/hub/bookings/{booking.pk}/{page}"


def again(booking: Booking) -> Booking:
    booking.refresh_from_db()
    return booking


# Reading


def test_with_a_place_one_reads_how_to_get_in(council: Council, senco: User) -> None:
    booking = booked(council, senco)
    Material.objects.create(session=booking.session, when="before", title="The outline", url="/o/")
    Material.objects.create(session=booking.session, when="after", title="The slides", url="/s/")
    page = text_of(signed_in(senco), address(booking))
    assert "https://meet.example/a" in page and "The outline" in page and "The slides" not in page
    assert "calendar file" in page
    venue = VenueFactory(council=council, name="Millbrook", address="1 Mill Lane", access="A lift")
    session = topic_session(council, mode="room", venue=venue, room="Room 2")
    page = text_of(signed_in(senco), address(booked(council, senco, session=session)))
    for words in ("Millbrook", "1 Mill Lane", "A lift", "Room 2"):
        assert words in page


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("waiting", {"turn": 1}),
        ("asked", {}),
        ("offered", {"offer_until": timezone.now() + datetime.timedelta(hours=3), "turn": 1}),
        ("cancelled", {}),
        ("passed_over", {}),
    ],
)
def test_without_a_place_no_link_no_file_and_nothing_to_read(
    council: Council, senco: User, state: str, more: dict[str, Any]
) -> None:
    booking = booked(council, senco, state=state, **more)
    Material.objects.create(session=booking.session, when="before", title="The outline", url="/o/")
    client = signed_in(senco)
    page = text_of(client, address(booking))
    assert "meet.example" not in page and "The outline" not in page
    assert client.get(address(booking, "calendar.ics")).status_code == 404


def test_what_is_to_keep_comes_afterwards(council: Council, senco: User) -> None:
    past = timezone.now() - datetime.timedelta(days=2)
    booking = booked(council, senco, session=topic_session(council, starts_at=past, state="held"))
    Material.objects.create(session=booking.session, when="after", title="The slides", url="/s/")
    client = signed_in(senco)
    page = text_of(client, address(booking))
    assert "The slides" in page and "Cancel" not in page
    assert booking.session.topic.title in text_of(client, "/hub/bookings/")


def test_the_list_says_where_each_booking_stands(council: Council, senco: User) -> None:
    coming = booked(council, senco)
    waits = booked(council, senco, state="waiting", turn=7)
    BookingFactory(session=waits.session, state="waiting", turn=3)
    offered = booked(
        council, senco, state="offered", turn=1, offer_until=timezone.now() + datetime.timedelta(hours=2)
    )
    ended = booked(council, senco, state="cancelled")
    page = text_of(signed_in(senco), "/hub/bookings/")
    assert "Waiting, 2nd" in page and "Take the place" in page and "Answer before" in page
    for one in (coming, waits, offered, ended):
        assert one.session.topic.title in page


def test_what_is_to_come_is_booked_and_what_is_over_had_a_place(council: Council, senco: User) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=9)
    over = topic_session(
        council, starts_at=long_ago, ends_at=long_ago + datetime.timedelta(hours=1), state="held"
    )
    booked(council, senco, session=over)
    booked(council, senco)
    coming, _, past = text_of(signed_in(senco), "/hub/bookings/").partition("Past and ended")
    assert "Booked" in coming and "Had a place" not in coming
    assert "Had a place" in past and "Booked" not in past


def test_a_coordinator_reads_bookings_of_the_school(council: Council, senco: User, colleague: User) -> None:
    theirs = booked(council, colleague)
    elsewhere = booked(council, PartnerFactory(council=council))
    client = signed_in(senco)
    assert theirs.session.topic.title not in text_of(client, "/hub/bookings/")
    page = text_of(client, "/hub/bookings/?whose=all")
    assert "Daniel Osei" in page and theirs.session.topic.title in page
    assert address(elsewhere) not in client.get("/hub/bookings/?whose=all").content.decode()
    assert "Daniel Osei" in text_of(client, f"/hub/bookings/?whose={colleague.pk}")
    assert "Booking of Daniel Osei" in text_of(client, address(theirs))
    assert client.get(address(elsewhere)).status_code == 404
    own = text_of(signed_in(colleague), "/hub/bookings/?whose=all")
    assert "Whose bookings" not in own and theirs.session.topic.title in own


def test_bookings_cost_the_same_number_of_queries(council: Council, senco: User) -> None:
    client = signed_in(senco)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/hub/bookings/").status_code == 200
        return len(seen)

    booked(council, senco)
    booked(council, senco, state="waiting", turn=1)
    count()
    few = count()
    for number in range(8):
        booked(council, senco)
        booked(council, senco, state="waiting", turn=number + 2)
    assert count() == few


def test_what_was_booked_in_one_go_is_shown_to_who_booked(
    council: Council, senco: User, colleague: User
) -> None:
    booking = booked(council, colleague, booked_by=senco)
    path = f"/hub/bookings/booked/{booking.party}/"
    assert "Daniel Osei" in text_of(signed_in(senco), path)
    assert signed_in(colleague).get(path).status_code == 404
    assert signed_in(senco).get(f"/hub/bookings/booked/{uuid.uuid4()}/").status_code == 404


def test_strangers_find_nothing(council: Council, senco: User, colleague: User) -> None:
    booking = booked(council, senco)
    for person in (colleague, PartnerFactory(council=council), PartnerFactory()):
        for page in ("", "cancel/", "hand-on/", "deputy/", "until/", "needs/", "calendar.ics"):
            assert signed_in(person).get(address(booking, page)).status_code == 404, page
        for page in ("accept/", "refuse/"):
            assert signed_in(person).post(address(booking, page)).status_code == 404
    assert Client().get(address(booking)).status_code == 302


# Changing


def test_cancelling_asks_first(council: Council, senco: User) -> None:
    booking, client = booked(council, senco), signed_in(senco)
    page = text_of(client, address(booking, "cancel/"))
    assert "No charge is written down" in page and again(booking).state == "confirmed"
    page = text_of(client, address(booking, "cancel/"), {})
    assert "takes it out" in page and again(booking).state == "cancelled"
    assert "Book again" in page


def test_cancelling_late_says_the_charge(council: Council, senco: User) -> None:
    soon = timezone.now() + datetime.timedelta(hours=20)
    topic = TopicFactory(council=council, absence_charge=2500)
    booking = booked(council, senco, session=topic_session(council, topic=topic, starts_at=soon))
    client = signed_in(senco)
    assert "a charge of £25 is written down" in text_of(client, address(booking, "cancel/"))
    assert "£25 is written down" in text_of(client, address(booking, "cancel/"), {})
    assert again(booking).charge == 2500


def test_a_deputy_comes_instead_unless_said_otherwise(council: Council, senco: User, colleague: User) -> None:
    first, second = (booked(council, senco, deputy=colleague) for _ in range(2))
    client = signed_in(senco)
    page = text_of(client, address(first, "cancel/"), {})
    assert "Choose what happens with the place" in page and again(first).state == "confirmed"
    text_of(client, address(first, "cancel/"), {"place": "pass"})
    assert again(first).state == "handed_on" and first.taken_over_by.person == colleague
    text_of(client, address(second, "cancel/"), {"place": "give_up"})
    assert again(second).state == "cancelled"


def test_a_place_goes_to_a_colleague(council: Council, senco: User, colleague: User) -> None:
    booking, client = booked(council, senco), signed_in(senco)
    assert "Say who takes the place" in text_of(client, address(booking, "hand-on/"), {})
    assert "Your colleague has the place" in text_of(
        client, address(booking, "hand-on/"), {"person": colleague.pk}
    )
    assert again(booking).state == "handed_on" and booking.taken_over_by.person == colleague


def test_who_sees_no_list_of_colleagues_writes_the_address(
    council: Council, senco: User, colleague: User
) -> None:
    booking, client = booked(council, colleague), signed_in(colleague)
    page = text_of(client, address(booking, "hand-on/"))
    assert "Sarah" not in page
    for email in ("nobody@ashdown.example", PartnerFactory(council=council).email):
        page = text_of(client, address(booking, "hand-on/"), {"email": email})
        assert "No colleague has an account with this address" in page
    text_of(client, address(booking, "hand-on/"), {"email": senco.email})
    assert again(booking).taken_over_by.person == senco


def test_staff_hand_on_to_staff(council: Council) -> None:
    team = TeamFactory(council=council)
    person, other = StaffFactory(team=team), StaffFactory(team=team)
    booking, client = booked(council, person), signed_in(person)
    guest = PartnerFactory(council=council)
    assert "No colleague" in text_of(client, address(booking, "hand-on/"), {"email": guest.email})
    text_of(client, address(booking, "hand-on/"), {"email": other.email})
    assert again(booking).taken_over_by.person == other


def test_a_deputy_is_named_and_taken_back(council: Council, senco: User, colleague: User) -> None:
    booking, client = booked(council, senco), signed_in(senco)
    page = text_of(client, address(booking, "deputy/"), {"person": colleague.pk})
    assert "Daniel Osei comes" in page
    text_of(client, address(booking, "deputy/"), {})
    assert again(booking).deputy is None


def test_an_offer_is_taken_or_refused(council: Council, senco: User) -> None:
    until = timezone.now() + datetime.timedelta(hours=3)
    yes, no = (booked(council, senco, state="offered", turn=1, offer_until=until) for _ in range(2))
    client = signed_in(senco)
    assert client.get(address(yes, "accept/")).status_code == 405
    assert "You have the place" in text_of(client, address(yes, "accept/"), {})
    assert again(yes).state == "confirmed"
    text_of(client, address(no, "refuse/"), {})
    assert again(no).state != "confirmed"


def test_an_offer_that_ran_out_says_so(council: Council, senco: User) -> None:
    past = timezone.now() - datetime.timedelta(minutes=1)
    booking = booked(council, senco, state="offered", turn=1, offer_until=past)
    client = signed_in(senco)
    assert "The time to answer is over" in text_of(client, address(booking))
    assert "This offer has run out" in text_of(client, address(booking, "accept/"), {})
    assert again(booking).state == "offered"


def test_the_last_moment_is_changed(council: Council, senco: User) -> None:
    booking, client = booked(council, senco, state="waiting", turn=1), signed_in(senco)
    text_of(client, address(booking, "until/"), {"until": "evening"})
    evening = again(booking).not_after
    assert evening is not None and timezone.localtime(evening).hour == 18
    text_of(client, address(booking, "until/"), {"until": "start"})
    assert again(booking).not_after is None
    day = timezone.localdate(booking.session.starts_at).isoformat()
    said = {"until": "own", "own_day": day, "own_hour": "21"}
    if timezone.localtime(booking.session.starts_at).hour < 21:
        assert "before the session starts" in text_of(client, address(booking, "until/"), said)


def test_needs_are_seen_by_who_said_them_and_by_no_coordinator(
    council: Council, senco: User, colleague: User
) -> None:
    booking = booked(council, colleague)
    NeedFactory(booking=booking, access="A quiet corner")
    assert "A quiet corner" in text_of(signed_in(colleague), address(booking, "needs/"))
    page = text_of(signed_in(senco), address(booking, "needs/"))
    assert "A quiet corner" not in page and "not shown to you" in page
    text_of(signed_in(colleague), address(booking, "needs/"), {"access": "", "food": ""})
    assert not Need.objects.exists()
    page = text_of(signed_in(colleague), address(booking, "needs/"), {"access": "Call 07700 900123"})
    assert "looks as if it had a name, a number" in page and not Need.objects.exists()


# The file


def test_the_file_is_read_by_another_program(council: Council, senco: User) -> None:
    booking = booked(council, senco)
    answer = signed_in(senco).get(address(booking, "calendar.ics"))
    assert answer["Content-Type"].startswith("text/calendar")
    file = vobject.readOne(answer.content.decode())
    assert file.method.value == "PUBLISH"
    assert file.vevent.uid.value.startswith(f"booking-{booking.pk}@")
    assert file.vevent.location.value == "https://meet.example/a"
    assert not hasattr(file.vevent, "attendee")


# What parts above tell


def test_after_a_session_there_is_something_to_do(
    council: Council, senco: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def tell(*, booking_id: int, actor: User, at: datetime.datetime) -> list[registry.Afterwards]:
        asked.append((booking_id, actor))
        return [registry.Afterwards("Say what it was like", "/say/")]

    monkeypatch.setattr(registry, "AFTER", [tell])
    past = timezone.now() - datetime.timedelta(days=2)
    over = booked(council, senco, session=topic_session(council, starts_at=past, state="held"))
    client = signed_in(senco)
    assert 'href="/say/"' in client.get(address(over)).content.decode()
    client.get(address(booked(council, senco)))
    assert asked == [(over.pk, senco)]


def test_the_topic_says_what_people_said(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    session = topic_session(council)
    said = registry.Said(n=44, useful=35, quotes=("I rewrote our report",))
    monkeypatch.setattr(registry, "SAID", [lambda topic_id: said if topic_id == session.topic_id else None])
    page = text_of(Client(), f"/hub/topics/{session.topic.code}/")
    assert "44 people answered" in page and "35 found it useful" in page and "I rewrote our report" in page
    other = topic_session(council, topic=TopicFactory(council=council))
    assert "What people said" not in text_of(Client(), f"/hub/topics/{other.topic.code}/")
