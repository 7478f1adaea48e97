"""A guest's place in an organisation ends: their coming places go to those who wait."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from academy.partners.actions import end_affiliation
from academy.partners.registry import places_coming
from academy.people.models import Organisation, User
from academy.work.worker import do_due_jobs
from courses.bookings.actions.departing import release_bookings
from courses.bookings.models import Booking
from courses.sessions.models import Session, Topic
from tests.factories.academy import (
    AffiliationFactory,
    OrganisationFactory,
    PartnerFactory,
    StaffFactory,
    TeamFactory,
)
from tests.factories.sessions import BookingFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def school() -> Organisation:
    """Where the guest works."""
    made: Organisation = OrganisationFactory()
    return made


@pytest.fixture
def guest(school: Organisation) -> User:
    """Who leaves."""
    person: User = PartnerFactory(organisation=school)
    return person


def booked(person: User, organisation: Organisation | None, **fields: object) -> Booking:
    session: Session = open_session(places=1, topic=TopicFactory(council=person.council), **fields)
    row: Booking = BookingFactory(session=session, person=person, organisation=organisation)
    return row


def end(guest: User, school: Organisation) -> None:
    desk = StaffFactory(team=TeamFactory(council=school.council), role="R23")
    place = guest.affiliations.get(organisation=school)
    end_affiliation(place=place, by=desk, at=timezone.now())
    do_due_jobs()


def test_the_next_in_the_queue_is_offered_the_place(guest: User, school: Organisation) -> None:
    held = booked(guest, school)
    waiting = BookingFactory(session=held.session, state="waiting", turn=1)
    end(guest, school)
    held.refresh_from_db()
    waiting.refresh_from_db()
    assert (held.state, held.charge, waiting.state) == ("cancelled", 0, "offered")
    assert held.session.seats.get().taken == 1


def mate_named_by(held: Booking, school: Organisation, **fields: object) -> User:
    """A colleague who was named to come in the holder's place."""
    mate: User = PartnerFactory(organisation=school, **fields)
    Booking.objects.filter(pk=held.pk).update(deputy=mate)
    return mate


def test_the_deputy_gets_the_place_before_the_queue_and_is_told_once(
    guest: User, school: Organisation
) -> None:
    held = booked(guest, school)
    mate = mate_named_by(held, school)
    waiting = BookingFactory(session=held.session, state="waiting", turn=1)
    end(guest, school)
    assert release_bookings(person_id=guest.pk, organisation_id=school.pk, at=timezone.now()) == 0
    do_due_jobs()
    held.refresh_from_db()
    waiting.refresh_from_db()
    new = Booking.objects.get(taken_over_from=held)
    assert (held.state, held.charge, waiting.state) == ("handed_on", 0, "waiting")
    assert (new.person, new.state, new.organisation) == (mate, "confirmed", school)
    assert held.session.seats.get().taken == 1
    assert [letter.to for letter in mail.outbox] == [[mate.email]]


def test_a_deputy_who_waited_waits_no_more(guest: User, school: Organisation) -> None:
    held = booked(guest, school)
    turn = BookingFactory(session=held.session, person=mate_named_by(held, school), state="waiting", turn=1)
    end(guest, school)
    turn.refresh_from_db()
    assert turn.state == "cancelled" and held.session.seats.get().taken == 1
    assert Booking.objects.filter(session=held.session, state="confirmed").get().person == turn.person


@pytest.mark.parametrize("why", ["left as well", "of somewhere else", "has a place", "of the council alone"])
def test_a_deputy_who_cannot_come_is_passed_over(guest: User, school: Organisation, why: str) -> None:
    held = booked(guest, school)
    mate = mate_named_by(held, school)
    if why == "left as well":
        mate.affiliations.update(ends_on=timezone.localdate() - DAY)
    elif why == "of somewhere else":
        mate.affiliations.update(organisation=OrganisationFactory(council=school.council))
    elif why == "has a place":
        held.session.seats.update(places=2)
        BookingFactory(session=held.session, person=mate, organisation=school)
    else:
        Topic.objects.filter(pk=held.session.topic_id).update(internal=True)
    waiting = BookingFactory(session=held.session, state="waiting", turn=9)
    end(guest, school)
    held.refresh_from_db()
    waiting.refresh_from_db()
    assert (held.state, waiting.state) == ("cancelled", "offered")


def test_a_deputy_gets_no_turn_and_no_offer(guest: User, school: Organisation) -> None:
    held = booked(guest, school)
    Booking.objects.filter(pk=held.pk).update(state="offered", offer_until=timezone.now() + DAY, turn=1)
    mate = mate_named_by(held, school)
    end(guest, school)
    held.refresh_from_db()
    assert held.state == "cancelled" and not Booking.objects.filter(person=mate).exists()
    assert held.session.seats.get().taken == 0


def test_what_was_booked_for_somewhere_else_or_has_been_stays(guest: User, school: Organisation) -> None:
    other = AffiliationFactory(person=guest, role="P05").organisation
    kept = [
        booked(guest, other),
        booked(guest, school, starts_at=timezone.now() - DAY, ends_at=timezone.now() + DAY),
    ]
    gone = booked(guest, school)
    end(guest, school)
    assert [Booking.objects.get(pk=row.pk).state for row in kept] == ["confirmed", "confirmed"]
    gone.refresh_from_db()
    assert gone.state == "cancelled"


def test_places_that_come_are_counted_for_the_organisation(guest: User, school: Organisation) -> None:
    mate = PartnerFactory(organisation=school)
    booked(guest, school)
    BookingFactory(
        session=booked(mate, school).session, person=guest, organisation=school, state="waiting", turn=1
    )
    booked(guest, OrganisationFactory(council=school.council))
    booked(mate, school, starts_at=timezone.now() - DAY, ends_at=timezone.now() + DAY)
    people = [guest.pk, mate.pk, StaffFactory().pk]
    found = places_coming(organisation_id=school.pk, person_ids=people, at=timezone.now())
    assert found == {guest.pk: 2, mate.pk: 1}
