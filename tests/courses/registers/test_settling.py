"""What follows once a session is over: thanks, evidence, closed assignments, charges; and back again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job, Message
from assessments.audits.models import Reaudit
from competencies.evidence.models import Evidence
from courses.assignments.models import Assignment
from courses.bookings.models import Booking
from courses.registers.actions import ask_later, mark_people, settle_register
from courses.registers.models import ClosedBySession
from courses.registers.queries import attended_by
from courses.registers.queries.attended import certificate_of
from courses.registers.rules.times import ABSENT, PRESENT, TAKE_BACK, Mark
from courses.sessions.models import Session
from tests.factories.academy import (
    OrganisationFactory,
    PartnerFactory,
    PostFactory,
    StaffFactory,
    TeamFactory,
)
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import AssignmentFactory, CompletionFactory
from tests.factories.registers import AttendanceFactory
from tests.factories.sessions import BookingFactory, open_session

pytestmark = pytest.mark.django_db


def over(**fields: Any) -> Session:
    """A session that ended an hour ago."""
    start = timezone.now() - datetime.timedelta(minutes=150)
    return open_session(starts_at=start, **fields)


class World:
    """A session on PM-01 with one of the staff in it who was asked to learn PM-01."""

    def __init__(self) -> None:
        self.assignment = AssignmentFactory(
            assigned_on=timezone.localdate() - datetime.timedelta(days=9),
            due_on=timezone.localdate() - datetime.timedelta(days=2),
        )
        self.person: User = self.assignment.person
        council = self.person.council
        PostFactory(person=self.person, team=TeamFactory(council=council), role="R02")
        CompetencyFactory(domain__framework__council=council, code="C5.4")
        self.session = over(
            topic__council=council, topic__module_code="PM-01", topic__competencies=["C5.4"],
            topic__absence_charge=2500,
        )  # fmt: skip
        self.booking: Booking = BookingFactory(session=self.session, person=self.person)
        self.desk = StaffFactory(team=TeamFactory(council=council), role="R15")

    def mark(self, mark: Mark) -> None:
        at = timezone.now()
        mark_people(session=self.session, marks={self.booking.pk: mark}, by=self.desk, at=at)
        self.settle()

    def settle(self) -> None:
        settle_register(session_id=self.session.pk, at=timezone.now())

    def state(self) -> tuple[str, str]:
        row = Assignment.objects.select_related("finding").get(pk=self.assignment.pk)
        return row.state, row.finding.state

    def counting(self) -> int:
        today = timezone.localdate()
        return sum(row.counts_on(today) for row in Evidence.objects.filter(person=self.person))


@pytest.fixture
def world() -> World:
    return World()


def test_coming_closes_what_was_asked_and_shows_the_competencies(world: World) -> None:
    world.mark(PRESENT)
    assert world.state() == ("learnt", "learnt")
    assert ClosedBySession.objects.get().assignment == world.assignment
    row = Evidence.objects.get(person=world.person)
    assert row.kind == "DATA" and row.source_key == f"attendance:{world.booking.pk}"
    assert "Came to the session" in Entry.objects.get(verb="learn").words
    assert Reaudit.objects.get().closed_on is None


def test_done_again_it_changes_nothing(world: World) -> None:
    world.mark(PRESENT)
    before = (
        Entry.objects.count(),
        Evidence.objects.count(),
        Message.objects.count(),
        Reaudit.objects.count(),
    )
    world.settle()
    after = (
        Entry.objects.count(),
        Evidence.objects.count(),
        Message.objects.count(),
        Reaudit.objects.count(),
    )
    assert before == after
    assert Message.objects.get(template="booking_thanks").person == world.person


def test_a_correction_takes_back_what_followed_and_another_one_gives_it_again(world: World) -> None:
    world.mark(PRESENT)
    world.mark(ABSENT)
    assert world.state() == ("asked", "assigned") and world.counting() == 0
    again = Assignment.objects.get()
    assert again.due_on >= timezone.localdate() and again.learnt_on is None
    assert Reaudit.objects.get().closed_on is not None
    world.booking.refresh_from_db()
    assert world.booking.charge == 2500
    world.mark(PRESENT)
    world.booking.refresh_from_db()
    assert world.state() == ("learnt", "learnt") and world.counting() == 1
    assert world.booking.charge == 0 and Reaudit.objects.get().closed_on is None


def test_a_mark_taken_back_lifts_the_charge_and_nobody_is_blamed(world: World) -> None:
    world.mark(ABSENT)
    world.mark(TAKE_BACK)
    world.booking.refresh_from_db()
    assert world.booking.charge == 0
    words = " ".join(Entry.objects.filter(about=world.person).values_list("words", flat=True)).lower()
    assert not {"fail", "missed", "no-show", "fault"} & set(words.split())


def test_what_the_module_itself_closed_stays_closed(world: World) -> None:
    world.mark(PRESENT)
    CompletionFactory(person=world.person, module_code="PM-01", done_on=timezone.localdate())
    world.mark(ABSENT)
    assert world.state() == ("learnt", "learnt")


def test_less_than_four_fifths_is_not_enough(world: World) -> None:
    world.mark(Mark(came=True, arrived_at=world.session.starts_at + datetime.timedelta(minutes=19)))
    assert world.state() == ("asked", "assigned") and world.counting() == 0
    assert certificate_of(world.person, world.booking.pk, at=timezone.now()) is None
    world.mark(Mark(came=True, arrived_at=world.session.starts_at + datetime.timedelta(minutes=18)))
    assert world.state() == ("learnt", "learnt")
    paper = certificate_of(world.person, world.booking.pk, at=timezone.now())
    assert paper is not None and paper.data["holder"] == world.person.get_full_name()


def test_nothing_follows_before_the_end(world: World) -> None:
    Session.objects.filter(pk=world.session.pk).update(ends_at=timezone.now() + datetime.timedelta(minutes=9))
    world.session.refresh_from_db()
    world.mark(PRESENT)
    assert world.state() == ("asked", "assigned") and not Message.objects.exists()
    job = Job.objects.get(topic="register_changed")
    assert job.due_at == world.session.ends_at


def test_a_topic_without_a_module_closes_what_its_criteria_asked(world: World) -> None:
    topic = world.session.topic
    topic.module_code, topic.criteria = "", [world.assignment.criterion.code]
    topic.save()
    world.mark(PRESENT)
    assert world.state() == ("learnt", "learnt")


def test_partners_have_no_evidence_and_keep_what_they_came_to(world: World) -> None:
    guest = PartnerFactory(organisation=OrganisationFactory(council=world.person.council))
    booking = BookingFactory(session=world.session, person=guest)
    AttendanceFactory(booking=booking, minutes=80)
    world.settle()
    assert not Evidence.objects.filter(person=guest).exists()
    row = attended_by(guest)[0]
    assert (row.booking, row.minutes, row.certified) == (booking.pk, 80, True)
    assert Message.objects.filter(person=guest, template="booking_thanks").exists()


def test_weeks_later_people_are_asked_and_a_manager_gets_one_letter(world: World) -> None:
    world.mark(PRESENT)
    job = Job.objects.get(topic="evaluation_due")
    assert job.due_at == world.session.ends_at + datetime.timedelta(weeks=7)
    post = world.person.posts.get()
    post.manager = world.desk
    post.save()
    for _ in range(2):
        ask_later(booking_id=world.booking.pk, at=timezone.now())
    assert Message.objects.filter(template="booking_evaluation", person=world.person).count() == 1
    assert Message.objects.filter(template="evaluation_manager", person=world.desk).count() == 1
    world.mark(ABSENT)
    Message.objects.all().delete()
    ask_later(booking_id=world.booking.pk, at=timezone.now())
    assert not Message.objects.exists()


def test_what_somebody_attended_is_one_query_for_any_number() -> None:
    guest = PartnerFactory()
    for _ in range(3):
        AttendanceFactory(booking__session=over(topic__council=guest.council), booking__person=guest)
    with CaptureQueriesContext(connection) as queries:
        assert len(attended_by(guest)) == 3
    assert len(queries) == 1
