"""Sessions in the record: those with a register come in by themselves, a cohort's own when one says so."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.cohorts.models import LiveSession, Member
from courses.records.actions import note_live
from courses.records.models import CpdEntry
from courses.records.periods import Period
from courses.records.queries.live import live_to_note
from courses.records.queries.log import log_of
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import CohortFactory, LiveSessionFactory, MemberFactory
from tests.factories.courses import module_page
from tests.factories.registers import AttendanceFactory
from tests.factories.sessions import open_session

pytestmark = pytest.mark.django_db
ALL = Period("In all")


@pytest.fixture
def member() -> Member:
    today = timezone.localdate()
    place: Member = MemberFactory(joins_on=today - datetime.timedelta(days=20))
    module_page(place.cohort.council, "IND-4.4", slug="ind-4-4", competencies=["C1.2", "C5.4"])
    return place


def live(member: Member, *, days_ago: float = 2, **more: Any) -> LiveSession:
    at = timezone.now() - datetime.timedelta(days=days_ago)
    made: LiveSession = LiveSessionFactory(council=member.cohort.council, starts_at=at, **more)
    made.cohorts.add(member.cohort)
    return made


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_session_with_a_register_stands_with_its_minutes_and_competencies(member: Member) -> None:
    person, council = member.person, member.cohort.council
    session = open_session(
        starts_at=timezone.now() - datetime.timedelta(hours=3), topic__council=council, state="held",
        topic__title="Annual reviews", topic__competencies=["C5.4"],
    )  # fmt: skip
    booking = AttendanceFactory(booking__session=session, booking__person=person, minutes=85).booking
    (row,) = log_of(actor=person, period=ALL)
    assert (row.what, row.kind, row.minutes, row.competencies) == (
        "Annual reviews", "Session attended", 85, ("C5.4",)
    )  # fmt: skip
    assert log_of(actor=person, period=ALL, competencies=frozenset({"C1.2"})) == ()
    page = signed_in(person).get("/me/record/").content.decode()
    assert reverse("attendance_certificate", args=[booking.pk]) in page and "C5.4" in page


def test_who_was_there_says_so_once_and_can_take_it_out(member: Member) -> None:
    session, person = live(member, title="Clinic on dates"), member.person
    client, address = signed_in(person), reverse("live_note", args=[session.pk])
    assert "Clinic on dates" in client.get("/me/record/").content.decode()
    for _ in range(2):
        assert client.post(address)["Location"] == "/me/record/?live=more#live"
    entry = CpdEntry.objects.get()
    (row,) = log_of(actor=person, period=ALL)
    assert (row.what, row.minutes, row.competencies, row.entry) == (
        "Clinic on dates, live session", 120, ("C1.2", "C5.4"), entry.pk
    )  # fmt: skip
    page = client.get("/me/record/").content.decode()
    assert "were you there?" not in page and "Clinic on dates, live session" in page
    client.post(f"/me/record/{entry.pk}/delete/")
    assert "were you there?" in client.get("/me/record/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"days_ago": -1}, {"days_ago": 0.01}, {"days_ago": 21}, {"cancelled_at": timezone.now()}]
)
def test_only_what_is_over_took_place_and_was_ones_own(member: Member, wrong: dict[str, Any]) -> None:
    session = live(member, **wrong)
    assert live_to_note(actor=member.person, at=timezone.now()) == ()
    with pytest.raises(Refused, match="that is over"):
        note_live(session_id=session.pk, by=member.person, at=timezone.now())


def test_another_cohorts_session_is_not_there(member: Member) -> None:
    council = member.cohort.council
    other = MemberFactory(
        person=StaffFactory(council=council), cohort=CohortFactory(council=council), joins_on=member.joins_on
    )
    session = live(other)
    assert signed_in(member.person).post(reverse("live_note", args=[session.pk])).status_code == 404
    assert not CpdEntry.objects.exists()


def test_many_cost_as_much_as_one(member: Member) -> None:
    counts = []
    live_to_note(actor=member.person, at=timezone.now())
    for _ in range(2):
        live(member)
        live(member, days_ago=3)
        with CaptureQueriesContext(connection) as seen:
            live_to_note(actor=member.person, at=timezone.now())
        counts.append(len(seen))
    assert counts == [3, 3]
