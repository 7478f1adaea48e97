"""The desk in a client: what is typed stays, refusals stand at their field, and who sees what."""

from __future__ import annotations

import datetime
import json
import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from academy.work.models import Job
from courses.sessions.models import Reserve, Session, Topic, Venue
from home.navigation import build_shell
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory
from tests.factories.sessions import (
    BookingFactory,
    MaterialFactory,
    ReserveFactory,
    TopicFactory,
    TrainerFactory,
    VenueFactory,
    open_session,
)

pytestmark = pytest.mark.django_db
today = timezone.localdate


def boxes(name: str, day: datetime.date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def boss() -> User:
    return StaffFactory(role="R15")


@pytest.fixture
def desk(boss: User, client: Client) -> Client:
    client.force_login(boss)
    return client


@pytest.fixture
def topic(boss: User) -> Topic:
    return TopicFactory(council=boss.council)


def read(client: Client, route: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(route, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestDesk:
    def test_a_month_with_fill_and_waiting_and_what_needs_somebody(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic, places=1, minimum=5, decide_on=today())
        BookingFactory(session=session, seats=session.seats.get())
        BookingFactory(session=session, seats=session.seats.get(), state="waiting", turn=1)
        page = read(desk, "session_desk", month=f"{timezone.localtime(session.starts_at):%Y-%m}")
        assert "1 of 1 taken" in page and "1 waiting" in page
        assert "1 booked, 5 wanted: decide whether it runs" in page
        assert "Nobody leads it yet" in page or session.starts_at > timezone.now() + datetime.timedelta(14)

    def test_a_full_date_that_is_over_was_held(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic, places=1)
        BookingFactory(session=session, seats=session.seats.get())
        month = f"{timezone.localtime(session.starts_at):%Y-%m}"
        assert "Full" in read(desk, "session_desk", month=month)
        Session.objects.update(state="held")
        page = read(desk, "session_desk", month=month)
        assert "Full" not in page and "Held" in page

    @pytest.mark.parametrize(
        "query", [{"month": "never"}, {"month": "2020-01"}, {"state": "odd"}, {"page": "x"}]
    )
    def test_any_address_has_an_answer(self, desk: Client, query: dict[str, str]) -> None:
        assert "Open sessions" in read(desk, "session_desk", **query)

    def test_as_many_queries_for_one_as_for_twenty(self, desk: Client, topic: Topic) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                read(desk, "session_desk")
            return len(queries)

        start = timezone.now() + datetime.timedelta(hours=1)
        ends = start + datetime.timedelta(hours=1)
        open_session(topic=topic, starts_at=start, ends_at=ends)
        read(desk, "session_desk")
        one = count()
        for n in range(19):
            open_session(topic=topic, starts_at=start, ends_at=ends, room=f"Room {n}")
        assert count() == one


class TestTopics:
    SAID: dict[str, Any] = {
        "title": "Outcomes", "code": "outcomes", "summary": "You write three.", "minutes": "60",
        "outcomes": "Read one\n\nWrite one", "audiences": ["senco", "health"], "price": "12.50",
    }  # fmt: skip

    def test_made_changed_published(self, desk: Client) -> None:
        desk.post(reverse("desk_topic_make"), {**self.SAID, "key": str(uuid.uuid4())})
        row = Topic.objects.get()
        assert (row.outcomes, row.audiences, row.price) == (
            ["Read one", "Write one"],
            ["senco", "health"],
            1250,
        )
        assert "£12.50 a place" in read(desk, "desk_topic", row.code)
        assert 'value="12.50"' in read(desk, "desk_topic_change", row.code)
        desk.post(reverse("desk_topic_change", args=[row.code]), {**self.SAID, "title": "Good outcomes"})
        desk.post(reverse("desk_topic_publish", args=[row.code]))
        row.refresh_from_db()
        assert (row.title, row.state, row.code) == ("Good outcomes", "published", "outcomes")

    def test_what_is_wrong_is_said_at_its_place_and_what_was_typed_stays(self, desk: Client) -> None:
        answer = desk.post(
            reverse("desk_topic_make"),
            {**self.SAID, "key": str(uuid.uuid4()), "module_code": "pm-99", "before": "Ask 07700 900123"},
        ).content.decode()
        assert "looks as if it had a name" in answer and "Write one" in answer
        answer = desk.post(
            reverse("desk_topic_make"), {**self.SAID, "key": str(uuid.uuid4()), "module_code": "pm-99"}
        ).content.decode()
        assert "Not known here: PM-99." in answer
        assert not Topic.objects.exists()


class TestPlanning:
    def said(self, topic: Topic, **more: Any) -> dict[str, Any]:
        return {
            "key": str(uuid.uuid4()), "topic": topic.pk,
            **boxes("day", datetime.date(today().year + 1, 12, 16)), "starts": "4pm", "ends": "5.30pm",
            "online_places": "30", "closes": "day", "every": "week", "times": "3", "together": "separate",
            "leaders": "Tom Hale, coordinator",
        } | more  # fmt: skip

    def test_dates_are_shown_first_and_only_those_with_a_tick_are_made(
        self, desk: Client, topic: Topic
    ) -> None:
        said = self.said(topic)
        shown = desk.post(reverse("desk_plan"), said).content.decode()
        assert "Are these the dates?" in shown and not Session.objects.exists()
        keep = [f"{today().year + 1}-12-{day}" for day in (16, 30)]
        for _ in range(2):
            answer = desk.post(reverse("desk_plan"), {**said, "step": "make", "keep": keep})
        assert answer["Location"] == f"/sessions/?month={today().year + 1}-12"
        days = [timezone.localtime(row.starts_at) for row in Session.objects.all()]
        assert [(day.day, day.hour) for day in days] == [(16, 16), (30, 16)]
        assert Session.objects.first().trainers.get().words == "coordinator"  # type: ignore[union-attr]

    def test_holidays_are_pointed_out(self, desk: Client, topic: Topic) -> None:
        said = self.said(
            topic, **boxes("day", datetime.date(2026, 12, 18)), every="", times="", more="25/12/2026"
        )
        if datetime.date(2026, 12, 17) <= today():
            said |= boxes("day", datetime.date(2027, 12, 20)) | {"more": "25/12/2027"}
        assert "Christmas Day" in desk.post(reverse("desk_plan"), said).content.decode()

    def test_change_something_keeps_what_was_typed(self, desk: Client, topic: Topic) -> None:
        answer = desk.post(reverse("desk_plan"), {**self.said(topic), "step": "change"}).content.decode()
        assert "Tom Hale, coordinator" in answer and 'value="5.30pm"' in answer

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"starts": "teatime"}, "write a time such as 4pm"),
            ({"starts": "13pm"}, "write a time such as 4pm"),
            ({"online_places": ""}, "Give at least one place"),
            ({"online_places": "many"}, "give a number from 0 to 1000"),
            ({"room_places": "5"}, "Choose the venue"),
            ({"together": "together"}, "give a name"),
            ({"times": ""}, "How many dates in all: give a number"),
            ({"more": "tomorrow"}, "such as 14/1/2027"),
            ({"ends": "3pm"}, "ends before it begins"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, desk: Client, topic: Topic, more: dict[str, str], words: str
    ) -> None:
        assert words in desk.post(reverse("desk_plan"), self.said(topic, **more)).content.decode()
        assert not Session.objects.exists()


class TestSession:
    def test_moving_says_first_how_many_are_told(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic)
        BookingFactory(session=session, seats=session.seats.get())
        assert "1 person who booked or waits will be told once" in read(desk, "desk_session_move", session.pk)
        day = today() + datetime.timedelta(days=30)
        desk.post(
            reverse("desk_session_move", args=[session.pk]),
            {**boxes("day", day), "starts": "9:15", "ends": "10:15", "link": "https://meet.example/x"},
        )
        session.refresh_from_db()
        assert (timezone.localtime(session.starts_at).minute, session.changes) == (15, 1)

    def test_opened_decided_cancelled(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic, state="planned", minimum=3, decide_on=today())
        desk.post(reverse("desk_session_open", args=[session.pk]))
        desk.post(reverse("desk_session_go_ahead", args=[session.pk]))
        session.refresh_from_db()
        assert session.state == "open" and session.going_ahead_at is not None
        address = reverse("desk_session_cancel", args=[session.pk])
        assert b"Say why in a few words" in desk.post(address, {"reason": "Ill"}).content
        desk.post(address, {"reason": "The trainer is ill today"})
        page = read(desk, "desk_session", session.pk)
        assert "The trainer is ill today" in page
        assert "Booking opens" not in page and "Keep places" not in page

    def test_booking_times(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic)
        day = today() + datetime.timedelta(days=7)
        desk.post(
            reverse("desk_session_booking", args=[session.pk]),
            {**boxes("closes_on", day), "closes": "6pm", "minimum": "4", **boxes("decide_on", day)},
        )
        session.refresh_from_db()
        assert session.closes_at is not None and timezone.localtime(session.closes_at).hour == 18
        assert (session.minimum, session.decide_on) == (4, day)

    def test_who_leads_it_what_to_read_and_kept_places(self, desk: Client, boss: User, topic: Topic) -> None:
        session, guest = open_session(topic=topic), PartnerFactory(council=boss.council)
        address = reverse("desk_trainer_add", args=[session.pk])
        assert b"Nobody here has an account" in desk.post(
            address, {"name": "Dawn Achebe", "email": "nobody@school.example"}
        ).content  # fmt: skip
        desk.post(address, {"name": "Dawn Achebe", "words": "SENCO", "email": guest.email})
        desk.post(
            reverse("desk_material_add", args=[session.pk]),
            {"when": "before", "title": "Outline", "url": "https://academy.example/outline"},
        )
        school = OrganisationFactory(council=boss.council)
        desk.post(
            reverse("desk_keep", args=[session.pk]),
            {
                "mode": "online", "organisation": school.pk, "places": "4", "until": "noon",
                **boxes("until_on", today() + datetime.timedelta(days=5)),
            },
        )  # fmt: skip
        page = read(desk, "desk_session", session.pk)
        assert "Dawn Achebe" in page and "Outline" in page and "4 places online, 0 taken." in page
        assert school.name in page
        desk.post(reverse("desk_trainer_remove", args=[session.trainers.get().pk]))
        desk.post(reverse("desk_material_remove", args=[session.materials.get().pk]))
        assert not session.trainers.exists() and not session.materials.exists()
        assert Reserve.objects.get().organisation == school

    def test_more_places_and_places_that_are_kept_no_longer(self, desk: Client, topic: Topic) -> None:
        session = open_session(topic=topic, places=1)
        seats = session.seats.get()
        BookingFactory(session=session, seats=seats)
        BookingFactory(session=session, seats=seats, state="waiting", turn=1)
        address = reverse("desk_places", args=[session.pk])
        assert b"give a number from 1 to 1000" in desk.post(address, {"online": "0"}).content
        desk.post(address, {"online": "4", "room": ""})
        seats.refresh_from_db()
        assert (seats.places, seats.taken) == (4, 2)
        assert session.bookings.filter(state="offered").count() == 1
        assert desk.post(address, {"online": "1"}).context["form"].errors.keys() == {"online"}
        reserve = ReserveFactory(seats=seats, places=2)
        desk.post(reverse("desk_keep_end", args=[reserve.pk]))
        reserve.refresh_from_db()
        assert reserve.until <= timezone.now()
        assert Job.objects.filter(topic="reserve_ends").count() == 1

    def test_a_guest_who_leads_it_sees_this_page_and_nothing_to_press(
        self, client: Client, topic: Topic
    ) -> None:
        session = open_session(topic=topic, link="https://meet.example/x")
        guest = PartnerFactory(council=topic.council)
        TrainerFactory(session=session, person=guest)
        MaterialFactory(session=session)
        client.force_login(guest)
        page = read(client, "desk_session", session.pk)
        assert "https://meet.example/x" in page
        assert "Move" not in page and "Remove" not in page and "/sessions/topics/" not in page
        other = open_session(topic=topic)
        assert client.get(reverse("desk_session", args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "path", "label"),
    [
        ("R15", "/sessions/", "Sessions"),
        ("R15", "/sessions/reach/", "Sessions"),
        ("R15", "/law/", "Assess"),
        ("R23", "/sessions/topics/", "Sessions"),
        ("R12", "/sessions/reach/", "Loop"),
        ("R02", "/sessions/7/", ""),
        ("R02", "/law/rules/", "Rules and dates"),
    ],
)
def test_the_desk_is_a_place_of_its_own_for_those_who_run_it(role: str, path: str, label: str) -> None:
    places = build_shell(actor=StaffFactory(role=role), path=path).nav
    assert [place.label for place in places if place.current] == [label] * bool(label)
    assert "Rules and dates" in [place.label for place in places] or role == "R15", "it is on that desk"


def test_venues_are_added_and_changed(desk: Client, boss: User) -> None:
    said = {"name": "Alder House", "address": "12 Castle Street", "area": "Centre", "access": "Step-free"}
    desk.post(reverse("desk_venue_add"), {**said, "key": str(uuid.uuid4())})
    venue = Venue.objects.get()
    VenueFactory(council=boss.council, name="Millbrook")
    address = reverse("desk_venue", args=[venue.pk])
    assert b"There is a venue of this name" in desk.post(address, {**said, "name": "Millbrook"}).content
    desk.post(address, {**said, "access": "A ramp at the side"})
    assert "A ramp at the side" in read(desk, "desk_venues")


def test_the_command_lists_coming_sessions_with_stable_keys(topic: Topic) -> None:
    session = open_session(topic=topic, places=12)
    BookingFactory(session=session, seats=session.seats.get())
    open_session(topic=topic, state="held")
    out = StringIO()
    call_command("sessions", "--json", stdout=out)
    (one,) = json.loads(out.getvalue())["sessions"]
    assert one.keys() == {"id", "topic", "title", "starts_at", "ends_at", "state", "modes"}
    assert one["modes"] == {"online": {"places": 12, "taken": 1, "waiting": 0}}
    assert (one["id"], one["topic"], one["state"]) == (session.pk, topic.code, "open")
    out = StringIO()
    call_command("sessions", stdout=out)
    assert "online 1 of 12, 0 waiting" in out.getvalue()
