"""The pages on which places are booked and bookings changed, as their people meet them."""

from __future__ import annotations

import datetime
import html
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import Council, Organisation, User
from academy.work.models import Message
from courses.bookings.models import Booking, Need
from courses.sessions.models import Interest, Session
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory, TeamFactory
from tests.factories.sessions import (
    BookingFactory,
    ReserveFactory,
    SeatsFactory,
    SeriesFactory,
    SessionFactory,
    TopicFactory,
    TrainerFactory,
    VenueFactory,
    open_session,
)

pytestmark = pytest.mark.django_db
CHECK = "Check and book"


@pytest.fixture
def school(db: None) -> Organisation:
    return OrganisationFactory(name="Ashdown Primary", sector="School", email_domain="ashdown.example")


@pytest.fixture
def council(school: Organisation) -> Council:
    return school.council


@pytest.fixture
def senco(school: Organisation) -> User:
    """Looks after the people and places of the school."""
    person = PartnerFactory(organisation=school, given_name="Sarah", family_name="Penrose")
    person.affiliations.update(coordinates=True)
    return person


@pytest.fixture
def colleague(school: Organisation) -> User:
    return PartnerFactory(organisation=school, given_name="Daniel", family_name="Osei", role="P02")


def topic_session(council: Council, *, places: int = 20, mode: str = "online", **fields: Any) -> Session:
    topic = fields.pop("topic", None) or TopicFactory(council=council, title="Annual reviews")
    return open_session(places=places, mode=mode, topic=topic, **fields)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text_of(client: Client, path: str, data: Any = None) -> str:
    answer = client.get(path, follow=True) if data is None else client.post(path, data, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    words = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", answer.content.decode())
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)))


def place_of(session: Session, mode: str = "online") -> str:
    return f"{session.pk}-{mode}"


def book(client: Client, session: Session, **said: Any) -> str:
    """Both steps at once, as somebody who sends the second form."""
    said = {"step": "book", "place": place_of(session), "key": uuid.uuid4(), **said}
    return text_of(client, f"/hub/topics/{session.topic.code}/", said)


# What everybody reads


def test_everybody_reads_what_it_is_and_when(council: Council) -> None:
    venue = VenueFactory(council=council, name="Millbrook Centre", access="Captions and a lift")
    topic = TopicFactory(council=council, made_with="Alderwick Parent Carer Forum", audiences=["senco"])
    session = topic_session(council, topic=topic, mode="room", venue=venue, link="https://meet.example/a")
    TrainerFactory(session=session, name="Tom Hale", words="coordinator")
    page = text_of(Client(), f"/hub/topics/{topic.code}/")
    for words in (
        topic.title, topic.summary, topic.outcomes[0], "Tom Hale, coordinator", "Parent Carer Forum",
        "SENCO or inclusion lead", "Captions and a lift", "Free", "20 places left", "You sign in to book",
        "Join the learning hub", "Millbrook Centre",
    ):  # fmt: skip
        assert words in page, words
    assert "meet.example" not in page


def test_the_way_to_sign_in_leads_back_to_the_date(council: Council, senco: User) -> None:
    session = topic_session(council)
    answer = Client().get(f"/hub/sessions/{session.pk}/book/")
    assert answer["Location"].endswith(f"?next=/hub/sessions/{session.pk}/book/")
    answer = signed_in(senco).get(f"/hub/sessions/{session.pk}/book/")
    assert answer["Location"] == f"/hub/topics/{session.topic.code}/?date={session.pk}#book"
    assert Client().get(f"/hub/sessions/{session.pk}/")["Location"] == answer["Location"]


def test_internal_topics_and_other_councils_are_not_there(council: Council, senco: User) -> None:
    inner = topic_session(council, topic=TopicFactory(council=council, internal=True))
    foreign = topic_session(council, topic=TopicFactory())
    draft = topic_session(council, topic=TopicFactory(council=council, state="draft"))
    for client in (Client(), signed_in(senco)):
        for session in (inner, draft):
            assert client.get(f"/hub/topics/{session.topic.code}/").status_code == 404
            assert client.get(f"/hub/sessions/{session.pk}/").status_code == 404
    assert signed_in(senco).get(f"/hub/topics/{foreign.topic.code}/").status_code == 404
    staff = StaffFactory(team=TeamFactory(council=council))
    assert signed_in(staff).get(f"/hub/topics/{inner.topic.code}/").status_code == 200


def test_without_a_date_one_asks_to_be_told(council: Council, senco: User) -> None:
    topic = TopicFactory(council=council)
    assert "There is no date yet" in text_of(Client(), f"/hub/topics/{topic.code}/")
    client, path = signed_in(senco), f"/hub/topics/{topic.code}/"
    assert "Tell me when there is a date" in text_of(client, path)
    for _ in range(2):
        assert "as soon as there is a date" in text_of(client, f"{path}tell-me/", {})
    assert Interest.objects.get(closed_at=None).person == senco
    assert "will not hear" in text_of(client, f"{path}tell-me/", {"stop": "1"})
    assert not Interest.objects.filter(closed_at=None).exists()


def test_full_and_few_are_said(council: Council, senco: User) -> None:
    few = topic_session(council, places=3)
    full = topic_session(council, topic=few.topic, places=1)
    BookingFactory(session=full)
    BookingFactory(session=full, state="waiting", turn=1)
    page = text_of(Client(), f"/hub/topics/{few.topic.code}/")
    assert "3 places left" in page and "Full, 1 waiting" in page and "Join the wait" in page
    page = text_of(signed_in(senco), f"/hub/topics/{few.topic.code}/")
    assert "3 of 3 places left" in page and "Full: 1 of 1, 1 waiting" in page


def test_kept_places_are_free_for_whom_they_are_kept(council: Council, senco: User) -> None:
    session = topic_session(council, places=5)
    ReserveFactory(seats=session.seats.get(), audience="senco", places=5)
    assert "5 of 5 places left" in text_of(signed_in(senco), f"/hub/topics/{session.topic.code}/")
    other = PartnerFactory(council=council, role="P08")
    assert "Full: 5 of 5" in text_of(signed_in(other), f"/hub/topics/{session.topic.code}/")


def test_dates_cost_the_same_number_of_queries(council: Council, senco: User) -> None:
    topic = TopicFactory(council=council)
    client = signed_in(senco)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/hub/topics/{topic.code}/").status_code == 200
        return len(seen)

    topic_session(council, topic=topic)
    count()
    one = count()
    for _ in range(5):
        row = topic_session(council, topic=topic)
        SeatsFactory(session=row, mode="room", places=4)
        TrainerFactory(session=row)
    assert count() == one


# Booking


def test_one_place_in_two_steps(council: Council, school: Organisation) -> None:
    person = PartnerFactory(organisation=school)
    session = topic_session(council)
    client = signed_in(person)
    page = text_of(client, f"/hub/topics/{session.topic.code}/")
    assert "Book your place" in page and "First place" not in page
    said = {"step": "check", "place": place_of(session)}
    page = text_of(client, f"/hub/topics/{session.topic.code}/", said)
    assert CHECK in page and "Gets a place" in page and "Book 1 place" in page
    assert not Booking.objects.exists()
    assert "1 place booked" in book(client, session)
    booking = Booking.objects.get()
    assert (booking.person, booking.state, booking.booked_by) == (person, "confirmed", person)
    assert Message.objects.filter(person=person, template="booking_booked").count() == 1


def test_two_places_for_a_school(council: Council, senco: User, colleague: User) -> None:
    session = topic_session(council)
    client = signed_in(senco)
    assert "Book places for Ashdown Primary" in text_of(client, f"/hub/topics/{session.topic.code}/")
    said = {"first": senco.pk, "second": colleague.pk}
    path = f"/hub/topics/{session.topic.code}/"
    page = text_of(client, path, {"step": "check", "place": place_of(session), **said})
    assert "Sarah Penrose (you)" in page and "Daniel Osei" in page and "Book 2 places" in page
    assert "2 places booked" in book(client, session, **said)
    assert {one.person for one in Booking.objects.all()} == {senco, colleague}


def test_the_second_press_makes_nothing_new(council: Council, senco: User) -> None:
    session, client, key = topic_session(council), signed_in(senco), uuid.uuid4()
    for _ in range(2):
        assert "1 place booked" in book(client, session, first=senco.pk, key=key)
    assert "were there already" in book(client, session, first=senco.pk)
    assert Booking.objects.count() == 1


def test_the_key_is_made_by_the_server(council: Council, senco: User) -> None:
    session, client = topic_session(council), signed_in(senco)
    path = f"/hub/topics/{session.topic.code}/"
    keys = set()
    for _ in range(2):
        answer = client.post(path, {"step": "check", "place": place_of(session), "first": senco.pk})
        keys.add(answer.context["form"]["key"].value())
    assert len(keys) == 2
    page = book(client, session, first=senco.pk, key="mine")
    assert CHECK in page and not Booking.objects.exists()


def test_somebody_without_an_account_is_invited_and_booked(
    council: Council, school: Organisation, senco: User
) -> None:
    session, client = topic_session(council), signed_in(senco)
    new = {
        "first": senco.pk, "new_given": "Mary", "new_family": "Ito", "new_email": "mary@ashdown.example",
        "new_role": "P01",
    }  # fmt: skip
    path = f"/hub/topics/{session.topic.code}/"
    page = text_of(client, path, {"step": "check", "place": place_of(session), **new})
    assert "Mary Ito" in page and "Gets an account" in page and "Book 2 places" in page
    assert not User.objects.filter(email="mary@ashdown.example").exists()
    assert "2 places booked" in book(client, session, **new)
    mary = User.objects.get(email="mary@ashdown.example")
    assert mary.bookings.get().organisation == school
    page = book(client, session, **{**new, "new_email": "mary@elsewhere.example", "new_given": "Eve"})
    assert "not one of your organisation’s addresses" in page
    assert not User.objects.filter(given_name="Eve").exists()
    page = text_of(client, path, {"step": "check", "place": place_of(session), "new_given": "Half"})
    assert "write both names and the work e-mail address" in page


@pytest.mark.usefixtures("colleague")
def test_nobody_books_for_strangers(council: Council, senco: User, school: Organisation) -> None:
    session = topic_session(council)
    stranger = PartnerFactory(council=council)
    page = book(signed_in(senco), session, first=stranger.pk)
    assert CHECK not in page and "Select a valid choice" in page
    plain = PartnerFactory(organisation=school)
    book(signed_in(plain), session, first=senco.pk)
    assert [one.person for one in Booking.objects.all()] == [plain]


def test_a_date_is_chosen_from_the_list(council: Council, senco: User) -> None:
    session = topic_session(council)
    other = topic_session(council, topic=TopicFactory(council=council))
    path, client = f"/hub/topics/{session.topic.code}/", signed_in(senco)
    assert "Choose a date" in text_of(client, path, {"step": "check", "first": senco.pk})
    said = {"step": "check", "first": senco.pk, "place": place_of(other)}
    assert "Choose a date from the list" in text_of(client, path, said)


def test_a_clash_is_shown_and_not_refused(council: Council, senco: User) -> None:
    session = topic_session(council)
    busy = topic_session(
        council, topic=TopicFactory(council=council, title="Gathering views"), starts_at=session.starts_at
    )
    BookingFactory(session=busy, person=senco)
    path = f"/hub/topics/{session.topic.code}/"
    said = {"step": "check", "place": place_of(session), "first": senco.pk}
    page = text_of(signed_in(senco), path, said)
    assert "At that time you already have “Gathering views”" in page and "Book 1 place" in page


def test_a_full_session_says_the_turn_and_asks_until_when(
    council: Council, senco: User, colleague: User
) -> None:
    session = topic_session(council, places=1)
    BookingFactory(session=session, state="waiting", turn=4)
    client, path = signed_in(senco), f"/hub/topics/{session.topic.code}/"
    said = {"place": place_of(session), "first": senco.pk, "second": colleague.pk}
    page = text_of(client, path, {"step": "check", **said})
    assert "Gets a place" in page and "Joins the waiting list as 2nd" in page
    assert "6pm the day before" in page and "4 working hours" in page
    assert "Book 1 place and wait for 1 more" in page
    assert "Choose until when" in book(client, session, **said) and Booking.objects.count() == 1
    page = book(client, session, until="own", **said)
    assert "Choose the day and the time" in page and Booking.objects.count() == 1
    assert "1 place booked" not in page
    day = timezone.localdate(session.starts_at - datetime.timedelta(days=2))
    book(client, session, until="own", own_day=day.isoformat(), own_hour="9", **said)
    waiting = Booking.objects.get(person=colleague)
    assert waiting.state == "waiting"
    assert waiting.not_after == timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))


def test_six_the_evening_before_is_local_time(council: Council, senco: User) -> None:
    starts = timezone.make_aware(datetime.datetime(2031, 7, 10, 16))
    session = topic_session(council, places=1, starts_at=starts)
    BookingFactory(session=session)
    book(signed_in(senco), session, first=senco.pk, until="evening")
    booking = Booking.objects.get(person=senco)
    assert booking.not_after is not None
    assert timezone.localtime(booking.not_after).isoformat() == "2031-07-09T18:00:00+01:00"


def test_needs_are_kept_with_the_booking_and_go_through_the_gate(
    council: Council, senco: User, colleague: User
) -> None:
    session = topic_session(council, mode="room", venue=VenueFactory(council=council))
    client = signed_in(senco)
    said = {
        "place": place_of(session, "room"), "first": senco.pk, "second": colleague.pk,
        f"access_{senco.pk}": "A seat near the door", f"food_{colleague.pk}": "Vegan",
    }  # fmt: skip
    bad = {**said, f"access_{senco.pk}": "Ring me on 07700 900123"}
    page = book(client, session, **bad)
    assert "looks as if it had a name, a number or an address" in page and not Booking.objects.exists()
    book(client, session, **said)
    needs = {one.booking.person: (one.access, one.food) for one in Need.objects.all()}
    assert needs == {senco: ("A seat near the door", ""), colleague: ("", "Vegan")}
    assert "What you eat" not in book(signed_in(senco), topic_session(council))


def test_a_deputy_is_named_with_one_place(council: Council, senco: User, colleague: User) -> None:
    session = topic_session(council)
    book(signed_in(senco), session, first=senco.pk, deputy=colleague.pk)
    assert Booking.objects.get().deputy == colleague
    other = topic_session(council)
    page = book(signed_in(colleague), other, deputy_email="nobody@ashdown.example")
    assert "No colleague of yours has an account with this address" in page
    book(signed_in(colleague), other, deputy_email=senco.email.upper())
    assert Booking.objects.get(session=other).deputy == senco


def test_change_leads_back_with_what_was_chosen(council: Council, senco: User, colleague: User) -> None:
    session = topic_session(council)
    path = f"/hub/topics/{session.topic.code}/"
    said = {"step": "change", "place": place_of(session), "first": senco.pk, "second": colleague.pk}
    answer = signed_in(senco).post(path, said)
    assert answer.context["form"]["second"].value() == str(colleague.pk)
    assert b"What will happen" not in answer.content


def test_staff_who_need_a_yes_are_asked_about(council: Council) -> None:
    team = TeamFactory(council=council)
    person, manager = StaffFactory(team=team), StaffFactory(team=team, role="R10")
    session = topic_session(council, topic=TopicFactory(council=council, needs_approval=True))
    client, path = signed_in(person), f"/hub/topics/{session.topic.code}/"
    page = text_of(client, path, {"step": "check", "place": place_of(session)})
    assert "Their manager is asked first" in page and "Ask for 1 place" in page
    assert "No place yet" in book(client, session, until="start")
    booking = Booking.objects.get()
    desk = signed_in(manager)
    page = text_of(desk, "/hub/approvals/")
    assert person.get_full_name() in page and session.topic.title in page
    assert "Say why" in text_of(desk, f"/hub/approvals/{booking.pk}/decline/", {"reason": ""})
    assert "They have the place" in text_of(desk, f"/hub/approvals/{booking.pk}/approve/", {})
    booking.refresh_from_db()
    assert booking.state == "confirmed"
    assert "Nobody of your team asks" in text_of(desk, "/hub/approvals/")


def test_a_manager_says_no_with_a_reason(council: Council) -> None:
    team = TeamFactory(council=council)
    person, manager = StaffFactory(team=team), StaffFactory(team=team, role="R10")
    session = topic_session(council, topic=TopicFactory(council=council, needs_approval=True))
    book(signed_in(person), session, until="start")
    booking = Booking.objects.get()
    stranger = StaffFactory(team=TeamFactory(council=council), role="R10")
    for path in ("approve", "decline"):
        answer = signed_in(stranger).post(f"/hub/approvals/{booking.pk}/{path}/", {"reason": "No"})
        assert answer.status_code == 404
    text_of(signed_in(manager), f"/hub/approvals/{booking.pk}/decline/", {"reason": "Panel that day"})
    page = text_of(signed_in(person), f"/hub/bookings/{booking.pk}/")
    assert "Not agreed" in page and "Panel that day" in page
    assert signed_in(person).get("/hub/approvals/").status_code == 404


def test_a_series_shows_all_its_dates_before_it_is_booked(council: Council, senco: User) -> None:
    series = SeriesFactory(council=council)
    first = topic_session(council, series=series)
    second = topic_session(council, topic=first.topic, series=series)
    path = f"/hub/topics/{first.topic.code}/"
    answer = signed_in(senco).post(path, {"step": "check", "place": place_of(first), "first": senco.pk})
    assert len(answer.context["plan"].dates) == 2
    book(signed_in(senco), first, first=senco.pk)
    assert {one.session for one in Booking.objects.all()} == {first, second}


def test_a_session_that_is_not_open_cannot_be_chosen(council: Council, senco: User) -> None:
    later = timezone.now() + datetime.timedelta(days=1)
    session = topic_session(council, opens_at=later)
    page = text_of(signed_in(senco), f"/hub/topics/{session.topic.code}/")
    assert "Booking opens on" in page
    assert "Choose a date from the list" in book(signed_in(senco), session, first=senco.pk)
    assert SessionFactory(topic=session.topic, state="planned").pk
