"""The hub as visitors, partners and staff find it: light, whole in its address, and never at a loss."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import Council
from courses.bookings.queries import places_of
from courses.sessions.models import Reserve, Seats, Session
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.learning import small_module
from tests.factories.library import hub, note, open_module, resource
from tests.factories.sessions import BookingFactory, ReserveFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    council: Council = CouncilFactory()
    hub(council, look_for=["senco: my part in a review", "time limits"], intro="Come and learn.")
    return council


def page(client: Client, address: str = "/hub/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def review(council: Council, **fields: Any) -> Any:
    return TopicFactory(council=council, title="Annual reviews that change the plan", **fields)


def test_a_visitor_sees_sessions_notes_and_resources_without_an_account(
    client: Client, council: Council
) -> None:
    session = open_session(topic=review(council), places=18)
    note(council, title="Who sends what around a review")
    html = page(client)
    assert "1 session" in html and "18 places left" in html and f"/hub/sessions/{session.pk}/" in html
    assert "Who sends what around a review" in html and "Come and learn." in html
    assert "time limits" in html and "my part in a review" not in html


def test_the_page_is_small_with_everything_on_it(client: Client, council: Council) -> None:
    topic = review(council)
    for _ in range(40):
        open_session(topic=topic)
    for number in range(12):
        note(council, f"note-{number}")
        resource(council, f"resource-{number}")
    html = page(client)
    assert len(html) < 40_000 and "<img" not in html and "40 sessions" in html
    assert "All 24 to read and use" in html


def test_misspelt_words_find_and_say_what_they_found(client: Client, council: Council) -> None:
    open_session(topic=review(council))
    html = page(client, "/hub/?q=anual+reveiw")
    assert "1 session on “anual reveiw”" in html and "<b>annual review</b>" in html
    assert "exact=1" in html
    assert "Nothing fits." in page(client, "/hub/?q=anual+reveiw&exact=1")


def test_when_there_is_nothing_it_says_what_to_do(client: Client, council: Council) -> None:
    topic = review(council)
    html = page(client, "/hub/?q=xqzvw&chosen=1")
    assert "Nothing fits." in html and f"/hub/topics/{topic.code}/" in html and "ask to be told" in html
    html = page(client, "/hub/?q=annual+review")
    assert "Without a date yet" in html and f"/hub/topics/{topic.code}/" in html


def test_ticks_narrow_and_stay_in_every_link(client: Client, council: Council) -> None:
    topic = review(council, audiences=["senco"])
    open_session(topic=topic)
    open_session(topic=topic, mode="room")
    open_session(topic=review(council, audiences=["health"]))
    html = page(client, "/hub/?q=annual+review&for=senco&where=room&chosen=1")
    assert "1 session on" in html and "order=closest" in html and "where=room" in html
    assert "Online (1)" in html and "In person (1)" in html


def test_a_bad_date_is_said_and_kept(client: Client, council: Council) -> None:
    html = page(client, "/hub/?from=someday")
    assert "write the date like" in html and 'value="someday"' in html
    assert "<title>Error: " in html


def test_a_partner_finds_their_audience_ticked_and_their_places(client: Client, council: Council) -> None:
    booking = BookingFactory(
        session=open_session(topic=review(council)),
        person=PartnerFactory(council=council, role="P01"),
    )
    open_session(topic=review(council, audiences=["health"]))
    client.force_login(booking.person)
    html = page(client)
    assert "You have 1 place" in html and "Change" in html and "1 session" in html
    assert "You see what is for you." in html and "my part in a review" in html
    assert "2 sessions" in page(client, "/hub/?chosen=1")


def test_offers_are_counted_in_the_navigation(client: Client, council: Council) -> None:
    booking = BookingFactory(
        session=open_session(topic=review(council)),
        person=PartnerFactory(council=council, role="P01"),
        state="offered",
        offer_until=timezone.now() + datetime.timedelta(hours=4),
    )
    client.force_login(booking.person)
    html = page(client)
    assert "A place is offered" in html and '<span class="ac-count">1' in html
    assert [word in html for word in ("My bookings", "Practice notes", "Resources")] == [True] * 3


def test_topics_of_the_council_stay_inside(client: Client, council: Council) -> None:
    open_session(topic=review(council, internal=True))
    note(council, "inside", title="Only for staff here", open_to="staff")
    note(council, "partners", title="For partners here", open_to="partners")
    html = page(client)
    assert "No session" in html and "Only for staff" not in html and "For partners here" not in html
    client.force_login(PartnerFactory(council=council, role="P01"))
    html = page(client, "/hub/?chosen=1")
    assert "For partners here" in html and "Only for staff" not in html
    client.force_login(StaffFactory(council=council))
    html = page(client)
    assert "1 session" in html and "Only for staff" in html


def test_another_councils_things_are_not_here(client: Client, council: Council) -> None:
    other = CouncilFactory()
    open_session(topic=review(other))
    note(other, "theirs", title="Theirs alone")
    client.force_login(StaffFactory(council=council))
    html = page(client)
    assert "No session" in html and "Theirs alone" not in html


def test_the_shelves_list_their_own_kind(client: Client, council: Council) -> None:
    note(council, title="A note here")
    resource(council, title="A template here")
    notes, resources = page(client, "/hub/notes/"), page(client, "/hub/resources/")
    assert "A note here" in notes and "A template here" not in notes
    assert "A template here" in resources and "A note here" not in resources
    assert "1 page" in notes and "sessions" not in notes.split("<main", 1)[1].split("Look", 1)[0]


def test_a_session_that_has_begun_is_gone(client: Client, council: Council) -> None:
    open_session(topic=review(council), starts_at=timezone.now() - datetime.timedelta(minutes=1))
    assert "No session" in page(client)


def fill_up(council: Council, topic: Any, *, sessions: int, notes: int, resources: int) -> None:
    """So many more of each, every session with places kept for one group."""
    day = timezone.now() + datetime.timedelta(days=3)
    made = Session.objects.bulk_create(
        Session(
            council=council, topic=topic, state="open", made_at=day,
            starts_at=day + datetime.timedelta(minutes=n), ends_at=day + datetime.timedelta(minutes=n + 60),
        )
        for n in range(sessions)
    )  # fmt: skip
    seats = Seats.objects.bulk_create(Seats(session=one, mode="online", places=5) for one in made)
    Reserve.objects.bulk_create(
        Reserve(seats=one, audience="senco", places=2, until=day - datetime.timedelta(hours=1))
        for one in seats
    )
    for number in range(notes):
        note(council, f"more-{number}")
    for number in range(resources):
        resource(council, f"more-resource-{number}")


def test_400_sessions_and_140_resources_take_as_many_queries_as_one(client: Client, council: Council) -> None:
    """A year of sessions and the shelf as it ships, for everybody who reads it."""
    topic = review(council)
    first = open_session(topic=topic)
    ReserveFactory(seats=first.seats.get())
    note(council)
    resource(council)
    open_module(small_module(council)[0])
    partner, staff = PartnerFactory(council=council, role="P01"), StaffFactory(council=council)
    for person in (partner, staff):
        BookingFactory(session=first, person=person)

    def queries() -> dict[tuple[str, str], int]:
        found = {}
        for reader, person in (("visitor", None), ("partner", partner), ("staff", staff)):
            if person is not None:
                client.force_login(person)
            for address in ("/hub/", "/hub/?q=annual+review&chosen=1", "/hub/resources/"):
                page(client, address)
                with CaptureQueriesContext(connection) as seen:
                    page(client, address)
                found[reader, address] = len(seen)
        client.logout()
        return found

    few = queries()
    fill_up(council, topic, sessions=400, notes=15, resources=139)
    for session in Session.objects.filter(topic=topic).exclude(pk=first.pk).order_by("pk")[:12]:
        BookingFactory(session=session, person=partner)
        BookingFactory(session=session, person=staff)
    assert queries() == few
    assert few["visitor", "/hub/"] <= 16 and max(few.values()) <= 32


def test_kept_places_are_free_for_those_for_whom_they_are_kept(client: Client, council: Council) -> None:
    """Each reader finds on the card what the booking page would give them."""
    session = open_session(topic=review(council), places=6)
    ReserveFactory(seats=session.seats.get(), audience="senco", places=4)
    senco = PartnerFactory(council=council, role="P01")
    BookingFactory.create_batch(2, session=session)
    assert "Full" in page(client)
    for person, said, button in (
        (senco, "4 places left", "Book<"),
        (PartnerFactory(council=council, role="P08"), "Full", "Join the wait<"),
    ):
        client.force_login(person)
        html = page(client, "/hub/?chosen=1")
        assert said in html and button in html
        places = places_of([session], person)[session.pk]
        assert f"{places.free} places left" in html or places.is_full


def test_places_kept_for_a_school_are_its_peoples(client: Client, council: Council) -> None:
    session = open_session(topic=review(council), places=3)
    mate = PartnerFactory(council=council, role="P01")
    school = mate.affiliations.get().organisation
    ReserveFactory(seats=session.seats.get(), audience="", organisation=school, places=3)
    client.force_login(mate)
    assert "3 places left" in page(client)
    client.force_login(PartnerFactory(council=council, role="P01"))
    assert "Full" in page(client)
    Reserve.objects.update(until=timezone.now())
    assert "3 places left" in page(client)


def test_the_index_is_made_once_for_every_edition(
    client: Client, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    from home.hub.queries import catalogue

    made: list[int] = []
    real = catalogue.build_index
    monkeypatch.setattr(catalogue, "build_index", lambda rows: made.append(1) or real(rows))
    cache.clear()
    first = note(council, title="First words")
    page(client, "/hub/?q=words")
    page(client, "/hub/?q=other")
    assert len(made) == 1
    first.title = "Newest sayings"
    first.save_revision().publish()
    assert "Newest sayings" in page(client, "/hub/?q=sayings&chosen=1") and len(made) == 2
