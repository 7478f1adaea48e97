"""One's own calendar at a secret address: who reads it, what stands in it, and when it is dead."""

from __future__ import annotations

import datetime
import re
import uuid
from typing import Any

import pytest
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Entry
from home.calendars.actions import end_feed, renew_feed
from home.calendars.models import CalendarFeed
from home.calendars.queries import person_at
from tests.factories.academy import PartnerFactory
from tests.factories.cohorts import BuddyPairFactory, MemberFactory
from tests.factories.sessions import BookingFactory, TopicFactory, open_session
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def person(world: CouncilWorld) -> User:
    return world.people["partner"]


def address(person: User, key: uuid.UUID | None = None) -> str:
    return f"/calendar/{renew_feed(by=person, key=key or uuid.uuid4(), at=AT)}.ics"


def events(path: str) -> list[Any]:
    """The events of the file, as a second library reads it."""
    answer = Client().get(path)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return list(getattr(vobject.readOne(answer.content.decode()), "vevent_list", []))


def booked(person: User, title: str = "Annual reviews", **fields: Any) -> Any:
    topic = TopicFactory(council=person.council, title=title)
    session = open_session(topic=topic, link="https://meet.example/a", **fields.pop("when", {}))
    return BookingFactory(session=session, person=person, **fields)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_places_and_offers_stand_in_it_and_nothing_else(person: User) -> None:
    booked(person)
    booked(person, "Offered", state="offered", offer_until=AT + datetime.timedelta(hours=3), turn=1)
    booked(person, "Waits", state="waiting", turn=1)
    booked(person, "Cancelled", state="cancelled")
    booked(person, "Called off", when={"state": "cancelled"})
    booked(person, "Long ago", when={"starts_at": AT - datetime.timedelta(days=90), "state": "held"})
    booked(PartnerFactory(council=person.council), "Of somebody else")
    found = {one.summary.value: one for one in events(address(person))}
    assert set(found) == {"Annual reviews", "Offered"}
    assert found["Offered"].status.value == "TENTATIVE" and "meet.example" not in str(found["Offered"])
    assert found["Annual reviews"].location.value == "Online" and "meet.example" not in str(found)
    assert "/hub/bookings/" in found["Annual reviews"].url.value


def test_it_names_nobody(world: CouncilWorld, person: User) -> None:
    other = PartnerFactory(council=person.council, given_name="Zuleika", family_name="Quill")
    booking = booked(person, deputy=other)
    BookingFactory(session=booking.session, person=other)
    file = Client().get(address(person)).content.decode()
    for name in ("Zuleika", "Quill", other.email, person.email, person.family_name, "ATTENDEE"):
        assert name not in file


def test_a_starter_finds_the_weeks_and_gates_without_the_name_of_the_buddy(world: CouncilWorld) -> None:
    starter, buddy = world.people["starter"], world.people["senior"]
    member = MemberFactory(person=starter, joins_on=timezone.localdate() - datetime.timedelta(days=3))
    pair = BuddyPairFactory(member=member, buddy=buddy)
    pair.meetings.create(starts_at=AT + datetime.timedelta(days=1))
    found = [one.summary.value for one in events(address(starter))]
    assert "Gate 1" in found and "Induction, week 1" in found and "Meet your buddy" in found
    assert buddy.given_name not in Client().get(address(starter)).content.decode()


def test_a_new_address_kills_the_old_one(person: User) -> None:
    old = address(person)
    new = address(person)
    assert Client().get(old).status_code == 404 and Client().get(new).status_code == 200
    end_feed(by=person, at=AT)
    end_feed(by=person, at=AT)
    assert Client().get(new).status_code == 404
    assert Entry.objects.filter(about=person, noun="calendarfeed").count() == 3


def test_the_same_form_twice_is_one_address_and_an_old_form_brings_none_back(person: User) -> None:
    key = uuid.uuid4()
    first = address(person, key)
    assert address(person, key) == first and CalendarFeed.objects.get().turn == 1
    address(person)
    assert address(person, key) != first
    assert Client().get(first).status_code == 404


def test_only_a_hash_is_kept(person: User) -> None:
    secret = renew_feed(by=person, key=uuid.uuid4(), at=AT)
    row = CalendarFeed.objects.values_list().get()
    assert len(secret) == 64 and secret not in [str(value) for value in row]
    assert secret not in " ".join(Entry.objects.values_list("words", flat=True))


def test_it_ends_when_the_person_leaves(person: User) -> None:
    path = address(person)
    assert Client().get(path).status_code == 200
    person.affiliations.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert Client().get(path).status_code == 404
    assert person_at("0" * 64) is None


def test_a_program_that_has_the_newest_gets_a_short_answer(person: User) -> None:
    booking, path = booked(person), address(person)
    answer = Client().get(path)
    mark = answer["ETag"]
    again = Client().get(path, headers={"if-none-match": mark})
    assert again.status_code == 304 and again.content == b"" and again["ETag"] == mark
    booking.session.starts_at += datetime.timedelta(hours=1)
    booking.session.ends_at += datetime.timedelta(hours=1)
    booking.session.save()
    assert Client().get(path, headers={"if-none-match": mark}).status_code == 200
    assert "max-age" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"


def test_who_asks_very_often_is_asked_to_wait(person: User, settings: Any) -> None:
    settings.CALENDARS_A_MINUTE = 2
    path = address(person)
    codes = [Client(REMOTE_ADDR="10.9.8.7").get(path).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_queries_stay_the_same(person: User) -> None:
    path = address(person)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            events(path)
        return len(seen)

    booked(person)
    few = count()
    for number in range(6):
        booked(person, f"Another {number}")
    assert count() == few


@pytest.mark.parametrize(("who", "mine", "other"), [("partner", "/hub/", "/me/"), ("head", "/me/", "/hub/")])
def test_the_address_is_shown_once(world: CouncilWorld, who: str, mine: str, other: str) -> None:
    client = signed_in(world.people[who])
    assert client.get(f"{other}calendar/").status_code == 404
    page = client.get(f"{mine}calendar/")
    made = client.post(f"{mine}calendar/", {"key": page.context["form"]["key"].value()})
    found = re.search(r"/calendar/([0-9a-f]{64})\.ics", made.content.decode())
    assert found and Client().get(found[0]).status_code == 200
    later = client.get(f"{mine}calendar/").content.decode()
    assert found[1] not in later and "Make a new address" in later
    client.post(f"{mine}calendar/", {"off": "1"})
    assert Client().get(found[0]).status_code == 404
    assert client.post(f"{mine}calendar/", {"key": "made up"}).status_code == 200
    assert not CalendarFeed.objects.exists()
