"""Booking places: who gets one, who waits, who is asked about, and who may book for whom."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Message
from courses.bookings.actions import approve_booking, book_places, cancel_booking, decline_booking, set_places
from courses.bookings.actions.rooms import lock_room, take_place
from courses.bookings.models import Booking, Need
from courses.bookings.queries.people import bookers_of
from courses.progress.models import Completion
from courses.sessions.models import Reserve, Seats, Session
from tests.factories.academy import AffiliationFactory, PartnerFactory, StaffFactory
from tests.factories.sessions import ReserveFactory, SeatsFactory, SeriesFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def book(session: Session, *people: User, by: User | None = None, **more: Any) -> list[Booking]:
    """These people into the session, by the first of them unless somebody else is named."""
    terms = {"mode": "online", "key": uuid.uuid4(), "at": timezone.now(), **more}
    return list(book_places(session=session, people=people, by=by or people[0], **terms))


def partner(session: Session, role: str = "P01", **more: Any) -> User:
    """A guest of the session's council."""
    return PartnerFactory(council=session.council, role=role, **more)


def taken(session: Session) -> int:
    return Seats.objects.get(session=session, mode="online").taken


def refused(code: str) -> Any:
    """What is expected to be refused, with this code."""
    return pytest.raises(Refused, check=lambda error: error.code == code)


class TestAPlace:
    def test_is_taken_told_and_written_down(self) -> None:
        session = open_session(places=2)
        [booking] = book(session, person := partner(session))
        assert (booking.state, booking.turn, taken(session)) == ("confirmed", None, 1)
        assert booking.organisation == person.affiliations.get().organisation
        assert Message.objects.get(person=person).template == "booking_booked"
        assert Entry.objects.get(about=person).words.startswith("Booked a place in “Annual reviews")

    def test_when_it_is_full_people_wait_in_order(self) -> None:
        session = open_session(places=1)
        states = [book(session, partner(session))[0] for _ in range(3)]
        assert [(one.state, one.turn) for one in states] == [
            ("confirmed", None), ("waiting", 1), ("waiting", 2),
        ]  # fmt: skip
        assert taken(session) == 1

    def test_the_same_key_twice_is_one_booking(self) -> None:
        session, key = open_session(places=5), uuid.uuid4()
        person = partner(session)
        first = book(session, person, key=key)
        assert book(session, person, key=key) == first
        assert (Booking.objects.count(), taken(session)) == (1, 1)

    def test_another_form_of_the_same_person_shows_the_booking_there_is(self) -> None:
        session = open_session(places=1)
        person, other = partner(session), partner(session)
        assert book(session, person) == book(session, person)
        assert book(session, other) == book(session, other)
        assert (Booking.objects.count(), taken(session)) == (2, 1)

    def test_a_form_sent_again_by_somebody_else_is_refused(self) -> None:
        session, key = open_session(places=5), uuid.uuid4()
        desks = [StaffFactory(council=session.council, role="R23") for _ in range(2)]
        person = partner(session)
        book(session, person, key=key, by=desks[0])
        with refused("key"):
            book(session, person, key=key, by=desks[1])

    def test_a_key_of_somebody_else_shows_nothing_of_theirs(self) -> None:
        session, key = open_session(places=5), uuid.uuid4()
        book(session, partner(session), key=key)
        other = partner(session)
        assert [one.person for one in book(session, other, key=key)] == [other]

    def test_of_another_kind_has_to_be_given_up_first(self) -> None:
        session = open_session(places=5)
        SeatsFactory(session=session, mode="room", places=5)
        person = partner(session)
        book(session, person)
        with refused("other_way"):
            book(session, person, mode="room")

    def test_the_update_takes_nothing_that_is_not_there(self) -> None:
        """The second wall: a room that was read before the last place went."""
        session = open_session(places=1)
        person, late = partner(session), partner(session)
        stale = lock_room(session.seats.get().pk)
        book(session, person)
        assert take_place(stale, bookers_of([late.pk])[late.pk], timezone.now()) is None
        assert taken(session) == 1

    def test_needs_are_kept_with_the_booking_and_go_with_it(self) -> None:
        session = open_session()
        person = partner(session)
        [booking] = book(session, person, needs={person.pk: ("A seat near the door", "")})
        assert Need.objects.get(booking=booking).access == "A seat near the door"
        cancel_booking(booking=booking, by=person, at=timezone.now())
        assert not Need.objects.exists()


class TestWhatIsRefused:
    @pytest.mark.parametrize("state", ["planned", "cancelled", "held"])
    def test_a_session_that_is_not_open(self, state: str) -> None:
        session = open_session(state=state)
        with refused("not_open"):
            book(session, partner(session))

    def test_before_booking_opens_and_after_it_closes(self) -> None:
        session = open_session()
        session.opens_at, session.closes_at = session.starts_at - 9 * HOUR, session.starts_at - 2 * HOUR
        session.save()
        person = partner(session)
        for hours, code in ((10, "not_open"), (2, "closed"), (0, "closed")):
            with refused(code):
                book(session, person, at=session.starts_at - hours * HOUR)
        assert book(session, person, at=session.starts_at - 3 * HOUR)[0].state == "confirmed"

    def test_a_date_that_was_cancelled_while_somebody_waited_for_the_lock(self) -> None:
        session = open_session()
        stale = Session.objects.select_related("topic").get(pk=session.pk)
        Session.objects.filter(pk=session.pk).update(state="cancelled")
        with refused("not_open"):
            book(stale, partner(session))

    def test_an_internal_topic_for_a_guest(self) -> None:
        topic = TopicFactory(internal=True)
        session = open_session(topic=topic)
        with refused("internal"):
            book(session, partner(session))
        assert book(session, StaffFactory(council=session.council))[0].state == "confirmed"

    def test_staff_who_have_not_finished_what_it_builds_on(self) -> None:
        session = open_session(topic=TopicFactory(needs_modules=["PM-04"]))
        person = StaffFactory(council=session.council)
        with pytest.raises(Refused, match="builds on “PM-04”"):
            book(session, person)
        Completion.objects.create(person=person, module_code="PM-04", done_on=timezone.localdate())
        assert book(session, person)[0].state == "confirmed"
        assert book(session, partner(session))[0].state == "confirmed"

    def test_a_way_to_take_part_that_there_is_not(self) -> None:
        session = open_session()
        with refused("mode"):
            book(session, partner(session), mode="room")

    @pytest.mark.parametrize("hours", [-1, 24 * 30])
    def test_a_last_moment_that_is_past_or_after_the_start(self, hours: int) -> None:
        session = open_session()
        with refused("not_after"):
            book(session, partner(session), not_after=timezone.now() + hours * HOUR)


class TestForOthers:
    def test_a_coordinator_books_the_people_of_their_organisation_and_no_others(self) -> None:
        session = open_session(places=9)
        colleague = partner(session)
        coordinator = partner(session, organisation=colleague.affiliations.get().organisation)
        coordinator.affiliations.update(coordinates=True)
        made = book(session, colleague, by=coordinator)
        assert [(one.person, one.booked_by) for one in made] == [(colleague, coordinator)]
        with refused("not_yours"):
            book(session, partner(session), by=coordinator)
        with refused("not_yours"):
            book(session, partner(session), by=colleague)

    def test_somebody_who_runs_sessions_books_anybody_of_the_council(self) -> None:
        session = open_session(places=9)
        desk = StaffFactory(council=session.council, role="R23")
        assert len(book(session, partner(session), StaffFactory(council=session.council), by=desk)) == 2
        with refused("not_yours"):
            book(session, PartnerFactory(), by=desk)

    def test_when_places_run_out_the_rest_of_a_party_waits(self) -> None:
        session = open_session(places=1)
        desk = StaffFactory(council=session.council, role="R23")
        made = book(session, partner(session), partner(session), by=desk)
        assert [one.state for one in made] == ["confirmed", "waiting"]
        assert len({one.party for one in made}) == 1


class TestKeptPlaces:
    def test_are_for_those_they_are_kept_for(self) -> None:
        session = open_session(places=2)
        reserve = ReserveFactory(seats=session.seats.get(), audience="senco", places=1)
        therapists = [book(session, partner(session, "P08"))[0].state for _ in range(2)]
        assert therapists == ["confirmed", "waiting"]
        [booking] = book(session, partner(session, "P01"))
        assert (booking.state, booking.reserve) == ("confirmed", reserve)
        assert Reserve.objects.get().taken == 1
        assert book(session, partner(session, "P01"))[0].state == "waiting"

    def test_those_of_an_organisation_come_before_those_of_a_group(self) -> None:
        session = open_session(places=9)
        person = partner(session)
        ReserveFactory(seats=session.seats.get(), audience="senco", places=2)
        own = ReserveFactory(
            seats=session.seats.get(),
            audience="",
            organisation=person.affiliations.get().organisation,
            places=1,
        )
        assert book(session, person)[0].reserve == own

    def test_are_everybodys_when_their_time_is_over(self) -> None:
        session = open_session(places=1)
        reserve = ReserveFactory(seats=session.seats.get(), places=1)
        person = partner(session, "P08")
        assert book(session, person, at=reserve.until)[0].state == "confirmed"

    def test_go_back_to_the_group_when_they_are_given_up(self) -> None:
        session = open_session(places=1)
        ReserveFactory(seats=session.seats.get(), places=1)
        senco = partner(session, "P01")
        [booking] = book(session, senco)
        cancel_booking(booking=booking, by=senco, at=timezone.now())
        assert Reserve.objects.get().taken == 0
        assert book(session, partner(session, "P08"))[0].state == "waiting"


class TestAManagersYes:
    def test_is_asked_for_takes_no_place_and_gives_one(self) -> None:
        session = open_session(places=1, topic=TopicFactory(needs_approval=True))
        manager = StaffFactory(council=session.council, role="R10")
        person = StaffFactory(team=manager.posts.get().team)
        [booking] = book(session, person)
        assert (booking.state, taken(session)) == ("asked", 0)
        booking = approve_booking(booking=booking, by=manager, at=timezone.now())
        assert (booking.state, taken(session)) == ("confirmed", 1)
        assert approve_booking(booking=booking, by=manager, at=timezone.now()).state == "confirmed"

    def test_comes_too_late_for_a_place_and_keeps_the_turn(self) -> None:
        session = open_session(places=1, topic=TopicFactory(needs_approval=True))
        manager = StaffFactory(council=session.council, role="R10")
        [asked] = book(session, StaffFactory(team=manager.posts.get().team))
        book(session, partner(session))
        [later] = book(session, partner(session))
        asked = approve_booking(booking=asked, by=manager, at=timezone.now())
        assert (asked.state, later.state) == ("waiting", "waiting")
        assert (asked.turn or 0) < (later.turn or 0)

    def test_is_there_when_the_manager_books_or_leads_themselves(self) -> None:
        session = open_session(places=9, topic=TopicFactory(needs_approval=True))
        manager = StaffFactory(council=session.council, role="R10")
        member = StaffFactory(team=manager.posts.get().team)
        states = [one.state for one in book(session, manager, member, by=manager)]
        assert states == ["confirmed", "confirmed"]
        assert book(session, partner(session))[0].state == "confirmed"

    def test_may_be_a_no_with_a_reason(self) -> None:
        session = open_session(topic=TopicFactory(needs_approval=True))
        manager = StaffFactory(council=session.council, role="R10")
        [booking] = book(session, StaffFactory(team=manager.posts.get().team))
        with refused("reason"):
            decline_booking(booking=booking, reason=" ", by=manager, at=timezone.now())
        with refused("not_yours"):
            approve_booking(booking=booking, by=StaffFactory(role="R10"), at=timezone.now())
        booking = decline_booking(booking=booking, reason="Panel is that day", by=manager, at=timezone.now())
        assert (booking.state, booking.reason) == ("declined", "Panel is that day")


class TestASeries:
    def test_books_every_date_that_is_open(self) -> None:
        series, topic = SeriesFactory(), TopicFactory()
        dates = [open_session(places=3, series=series, topic=topic) for _ in range(3)]
        open_session(places=3, series=series, topic=topic, state="planned")
        made = book(dates[1], partner(dates[0]))
        assert [one.session for one in made] == dates

    def test_is_waited_for_where_a_date_is_full(self) -> None:
        series, topic = SeriesFactory(), TopicFactory()
        first, second = (open_session(places=n, series=series, topic=topic) for n in (1, 2))
        book(first, partner(first))
        made = book(first, partner(first))
        assert [(one.session, one.state) for one in made] == [(first, "waiting"), (second, "confirmed")]


class TestHowManyPlaces:
    def test_more_are_offered_at_once(self) -> None:
        session = open_session(places=1)
        desk = StaffFactory(council=session.council, role="R23")
        book(session, partner(session))
        waiting = [book(session, partner(session))[0] for _ in range(2)]
        set_places(session=session, mode="online", places=2, by=desk, at=timezone.now())
        for one in waiting:
            one.refresh_from_db()
        assert [one.state for one in waiting] == ["offered", "waiting"]

    def test_fewer_than_are_taken_or_kept_are_refused_in_words(self) -> None:
        session = open_session(places=5)
        desk = StaffFactory(council=session.council, role="R23")
        for _ in range(2):
            book(session, partner(session, "P08"))
        with pytest.raises(Refused, match="2 people have a place"):
            set_places(session=session, mode="online", places=1, by=desk, at=timezone.now())
        ReserveFactory(seats=session.seats.get(), places=2)
        with pytest.raises(Refused, match="2 are kept for a group"):
            set_places(session=session, mode="online", places=3, by=desk, at=timezone.now())
        assert set_places(session=session, mode="online", places=4, by=desk, at=timezone.now()).places == 4

    def test_are_changed_by_the_desk_alone(self) -> None:
        session = open_session()
        with refused("not_allowed"):
            set_places(session=session, mode="online", places=9, by=partner(session), at=timezone.now())


def test_a_guest_of_two_organisations_comes_for_the_one_they_look_after() -> None:
    session = open_session()
    person = partner(session)
    own = AffiliationFactory(person=person, coordinates=True).organisation
    assert book(session, person)[0].organisation == own
