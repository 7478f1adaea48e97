"""Places that come up, and what becomes of those who wait for them."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from academy.people.models import User
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.bookings.actions import (
    accept_offer,
    book_places,
    cancel_booking,
    change_cutoff,
    hand_on,
    invite_people,
    name_deputy,
    promote_waiting,
    refuse_offer,
    save_need,
    write_charge,
)
from courses.bookings.models import Booking, Need
from courses.bookings.rules.times import OFFER_HOURS, add_working_time, end_of_offer
from courses.sessions.actions import cancel_session
from courses.sessions.models import Seats, Session
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.sessions import ReserveFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
TOPICS = ("booking_offer_ends", "booking_cutoff", "reserve_ends", "session_moment", "session_cancelled",
          "session_moved", "session_opened")  # fmt: skip


def local(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    """A moment of the spring of 2027: Monday is the 22nd of March."""
    return timezone.make_aware(datetime.datetime(2027, 3, day, hour, minute))


NOW = local(22, 9)


def session_at(starts: datetime.datetime, **fields: Any) -> Session:
    return open_session(starts_at=starts, ends_at=starts + HOUR, **fields)


def book(session: Session, person: User | None = None, at: datetime.datetime = NOW, **more: Any) -> Booking:
    who = person or PartnerFactory(council=session.council)
    return book_places(session=session, people=[who], mode="online", key=uuid.uuid4(), by=who, at=at, **more)[
        0
    ]


def full_session(*waiting: dict[str, Any], days: int = 14) -> tuple[Session, Booking, list[Booking]]:
    """A session with one place, who has it, and those who wait for it."""
    session = session_at(NOW + days * DAY, places=1)
    return session, book(session), [book(session, **terms) for terms in waiting]


def states(*bookings: Booking) -> list[str]:
    return [Booking.objects.get(pk=one.pk).state for one in bookings]


def give_up(booking: Booking, at: datetime.datetime = NOW) -> Booking:
    return cancel_booking(booking=booking, by=booking.person, at=at)


def run_ledger(at: datetime.datetime) -> None:
    do_due_jobs(at=at, topics=TOPICS)


class TestHowLongAnOfferStands:
    @pytest.mark.parametrize(
        ("made", "ends"),
        [
            (local(22, 9), local(22, 13)),
            (local(22, 15), local(23, 11)),
            (local(22, 20), local(23, 13)),
            (local(23, 4), local(23, 13)),
            (local(20, 12), local(22, 13)),
            (local(25, 15), local(30, 11)),
        ],
        ids=["in the morning", "over night", "in the evening", "before nine", "on a Saturday", "over Easter"],
    )
    def test_is_four_working_hours(self, made: datetime.datetime, ends: datetime.datetime) -> None:
        assert add_working_time(made, OFFER_HOURS, current_pack().calendar) == ends

    def test_is_never_beyond_the_last_moment(self) -> None:
        assert end_of_offer(local(22, 9), local(22, 10), current_pack().calendar) == local(22, 10)


class TestAPlaceThatComesUp:
    def test_is_offered_to_the_first_in_the_transaction_that_frees_it(self) -> None:
        session, holder, waiting = full_session({}, {})
        give_up(holder)
        assert states(*waiting) == ["offered", "waiting"]
        first = Booking.objects.get(pk=waiting[0].pk)
        assert first.offer_until == local(22, 13)
        assert Seats.objects.get(session=session).taken == 1
        assert Message.objects.filter(person=first.person, template="booking_offered").count() == 1

    def test_is_not_offered_after_somebodys_own_last_moment(self) -> None:
        _, holder, waiting = full_session({"not_after": NOW + DAY}, {})
        give_up(holder, NOW + DAY)
        assert states(*waiting) == ["waiting", "offered"]

    def test_is_not_offered_once_the_session_has_closed(self) -> None:
        session, holder, waiting = full_session({})
        Session.objects.filter(pk=session.pk).update(closes_at=NOW + DAY)
        give_up(holder, NOW + DAY)
        assert states(*waiting) == ["waiting"]

    def test_goes_to_nobody_who_books_past_the_queue(self) -> None:
        """A kept place that has just become everybody's belongs to whoever waits."""
        session = session_at(NOW + 14 * DAY, places=1)
        reserve = ReserveFactory(seats=session.seats.get(), places=1)
        waiting = book(session, PartnerFactory(council=session.council, role="P08"))
        late = book(session, PartnerFactory(council=session.council, role="P08"), at=reserve.until)
        assert (states(waiting), late.state) == (["offered"], "waiting")

    def test_is_taken_by_saying_yes_once_or_twice(self) -> None:
        _, holder, [waiting] = full_session({})
        give_up(holder)
        for _ in range(2):
            taken = accept_offer(booking=waiting, by=waiting.person, at=NOW + HOUR)
        assert (taken.state, taken.offer_until) == ("confirmed", None)

    def test_goes_on_when_somebody_says_no(self) -> None:
        _, holder, waiting = full_session({}, {})
        give_up(holder)
        refuse_offer(booking=waiting[0], by=waiting[0].person, at=NOW + HOUR)
        assert states(*waiting) == ["cancelled", "offered"]
        with pytest.raises(Refused):
            accept_offer(booking=waiting[0], by=waiting[0].person, at=NOW + HOUR)

    def test_cannot_be_taken_when_the_offer_has_run_out(self) -> None:
        _, holder, [waiting] = full_session({})
        give_up(holder)
        with pytest.raises(Refused, match="has run out"):
            accept_offer(booking=waiting, by=waiting.person, at=local(22, 13))

    def test_is_nobody_elses_to_take(self) -> None:
        _, holder, [waiting] = full_session({})
        give_up(holder)
        with pytest.raises(Refused, match="your own bookings"):
            accept_offer(booking=waiting, by=PartnerFactory(council=waiting.session.council), at=NOW)


class TestAnOfferThatRunsOut:
    def test_goes_on_once_round_the_queue_and_no_further(self) -> None:
        _, holder, waiting = full_session({}, {})
        give_up(holder)
        run_ledger(local(22, 13))
        assert states(*waiting) == ["waiting", "offered"]
        run_ledger(local(23, 9))
        assert states(*waiting) == ["waiting", "waiting"]
        run_ledger(local(26, 9))
        assert not Job.objects.filter(topic="booking_offer_ends").exclude(state="done").exists()

    def test_leaves_the_place_to_anybody_and_to_those_who_let_it_go(self) -> None:
        session, holder, [waiting] = full_session({})
        give_up(holder)
        run_ledger(local(22, 13))
        assert book(session, waiting.person, at=local(22, 14)).state == "confirmed"
        assert states(waiting) == ["confirmed"]

    def test_keeps_the_turn_for_the_next_place(self) -> None:
        session, holder, waiting = full_session({}, {})
        give_up(holder)
        run_ledger(local(22, 13))
        give_up(Booking.objects.get(pk=waiting[1].pk), local(22, 14))
        assert states(*waiting) == ["offered", "cancelled"]
        assert Booking.objects.get(pk=waiting[0].pk).turn == 1

    def test_does_nothing_twice(self) -> None:
        _, holder, [waiting] = full_session({})
        give_up(holder)
        run_ledger(local(22, 13))
        Job.objects.filter(topic="booking_offer_ends").update(state="due")
        run_ledger(local(22, 14))
        assert Message.objects.filter(template="booking_offer_ended").count() == 1

    def test_is_the_end_when_the_last_moment_has_passed(self) -> None:
        _, holder, [waiting] = full_session({"not_after": local(22, 11)})
        give_up(holder)
        run_ledger(local(22, 11))
        assert states(waiting) == ["passed_over"]
        assert Seats.objects.get().taken == 0


class TestTheLastMoment:
    def test_ends_the_wait(self) -> None:
        _, _, waiting = full_session({"not_after": NOW + DAY}, {})
        run_ledger(NOW + DAY)
        assert states(*waiting) == ["passed_over", "waiting"]

    def test_can_be_changed_and_then_the_old_one_does_nothing(self) -> None:
        _, _, [waiting] = full_session({"not_after": NOW + DAY})
        change_cutoff(booking=waiting, not_after=NOW + 2 * DAY, by=waiting.person, at=NOW)
        run_ledger(NOW + DAY)
        assert states(waiting) == ["waiting"]
        run_ledger(NOW + 2 * DAY)
        assert states(waiting) == ["passed_over"]

    def test_shortens_an_offer_that_stands(self) -> None:
        _, holder, [waiting] = full_session({})
        give_up(holder)
        changed = change_cutoff(booking=waiting, not_after=local(22, 10), by=waiting.person, at=NOW)
        assert changed.offer_until == local(22, 10)

    def test_is_for_those_who_wait(self) -> None:
        _, holder, _ = full_session()
        with pytest.raises(Refused, match="waits for a place"):
            change_cutoff(booking=holder, not_after=None, by=holder.person, at=NOW)


class TestKeptPlaces:
    def test_are_offered_when_their_time_is_over(self) -> None:
        session = session_at(NOW + 14 * DAY, places=2)
        reserve = ReserveFactory(seats=session.seats.get(), places=1)
        people = [PartnerFactory(council=session.council, role="P08") for _ in range(2)]
        first, second = (book(session, person) for person in people)
        assert states(first, second) == ["confirmed", "waiting"]
        run_ledger(reserve.until)
        assert states(second) == ["offered"]

    def test_go_to_the_first_of_the_group_further_down_the_queue(self) -> None:
        session = session_at(NOW + 14 * DAY, places=1)
        ReserveFactory(seats=session.seats.get(), places=1)
        holder = book(session, PartnerFactory(council=session.council, role="P01"))
        other, senco = (
            book(session, PartnerFactory(council=session.council, role=r)) for r in ("P08", "P01")
        )
        give_up(holder)
        assert states(other, senco) == ["waiting", "offered"]

    def test_promote_waiting_offers_what_is_free_and_nothing_twice(self) -> None:
        session, holder, [waiting] = full_session({})
        give_up(holder)
        run_ledger(local(22, 13))
        assert promote_waiting(session_id=session.pk, at=local(22, 14)) == [waiting]
        assert promote_waiting(session_id=session.pk, at=local(22, 14)) == []


class TestGivingUpAndOn:
    def test_twice_is_once(self) -> None:
        _, holder, _ = full_session()
        assert give_up(holder) == give_up(holder)
        assert Seats.objects.get().taken == 0

    def test_late_writes_the_charge_down_and_early_does_not(self) -> None:
        session = session_at(NOW + 14 * DAY, places=2, topic=TopicFactory(absence_charge=2500))
        early, late = book(session), book(session)
        assert give_up(early, session.starts_at - 2 * DAY).charge == 0
        assert give_up(late, session.starts_at - 2 * DAY + HOUR).charge == 2500

    def test_not_after_it_has_begun(self) -> None:
        session, holder, _ = full_session()
        with pytest.raises(Refused, match="has begun"):
            give_up(holder, session.starts_at)

    def test_not_coming_writes_the_charge_down_once(self) -> None:
        session = session_at(NOW + 14 * DAY, places=2, topic=TopicFactory(absence_charge=2500))
        booking = book(session)
        for _ in range(2):
            assert write_charge(booking=booking, by=None, at=session.ends_at).charge == 2500

    def _pair(self) -> tuple[Session, Booking, User]:
        session, holder, _ = full_session({})
        school = holder.person.affiliations.get().organisation
        return session, holder, PartnerFactory(organisation=school)

    def test_a_colleague_takes_the_place_over_and_both_are_told(self) -> None:
        session, holder, colleague = self._pair()
        new = hand_on(booking=holder, to=colleague, by=holder.person, at=NOW)
        assert hand_on(booking=holder, to=colleague, by=holder.person, at=NOW) == new
        assert (states(holder), new.state, new.taken_over_from) == (["handed_on"], "confirmed", holder)
        assert Seats.objects.get(session=session).taken == 1
        news = Message.objects.filter(template__in=["booking_handed_on", "booking_taken_over"])
        assert set(news.values_list("person", "template")) == {
            (holder.person_id, "booking_handed_on"), (colleague.pk, "booking_taken_over"),
        }  # fmt: skip

    def test_a_colleague_who_waited_waits_no_more(self) -> None:
        session, holder, colleague = self._pair()
        waited = book(session, colleague)
        hand_on(booking=holder, to=colleague, by=holder.person, at=NOW)
        assert states(waited) == ["cancelled"]

    def test_nobody_else_can_be_given_it(self) -> None:
        _, holder, _ = self._pair()
        with pytest.raises(Refused, match="colleague"):
            hand_on(
                booking=holder, to=PartnerFactory(council=holder.session.council), by=holder.person, at=NOW
            )

    def test_a_deputy_comes_instead_unless_the_holder_says_otherwise(self) -> None:
        session, holder, colleague = self._pair()
        name_deputy(booking=holder, deputy=colleague, by=holder.person, at=NOW)
        assert give_up(holder).state == "handed_on"
        assert Booking.objects.get(session=session, person=colleague).state == "confirmed"

    def test_the_queue_moves_up_without_the_deputy(self) -> None:
        session, holder, colleague = self._pair()
        name_deputy(booking=holder, deputy=colleague, by=holder.person, at=NOW)
        cancel_booking(booking=holder, by=holder.person, at=NOW, without_deputy=True)
        assert Booking.objects.get(session=session, state="offered").person != colleague

    def test_a_session_that_a_manager_agrees_to_is_handed_on_by_them(self) -> None:
        session = session_at(NOW + 14 * DAY, topic=TopicFactory(needs_approval=True))
        manager = StaffFactory(council=session.council, role="R10")
        one, other = (StaffFactory(team=manager.posts.get().team) for _ in range(2))
        [booking] = book_places(
            session=session, people=[one], mode="online", key=uuid.uuid4(), by=manager, at=NOW
        )
        with pytest.raises(Refused, match="manager has to agree"):
            hand_on(booking=booking, to=other, by=one, at=NOW)
        assert hand_on(booking=booking, to=other, by=manager, at=NOW).state == "confirmed"


class TestATeamsWorkshop:
    def test_offers_each_a_place_and_the_rest_wait(self) -> None:
        session = session_at(NOW + 21 * DAY, places=2)
        team = [StaffFactory(council=session.council) for _ in range(3)]
        invited = invite_people(session=session, people=team, by=None, at=NOW)
        assert [one.state for one in invited] == ["offered", "offered", "waiting"]
        assert invited[0].offer_until == local(30, 17)
        assert invite_people(session=session, people=team, by=None, at=NOW) == []
        assert accept_offer(booking=invited[0], by=team[0], at=NOW).state == "confirmed"


class TestTheSession:
    def test_when_it_starts_nobody_waits_any_more(self) -> None:
        session, holder, waiting = full_session({}, {})
        give_up(holder, NOW)
        run_ledger(session.starts_at)
        assert states(*waiting) == ["passed_over", "passed_over"]
        assert Seats.objects.get(session=session).taken == 0

    def test_when_it_is_over_it_was_held_and_needs_go_two_days_later(self) -> None:
        session, holder, _ = full_session()
        save_need(booking=holder, access="A quiet room", food="", by=holder.person, at=NOW)
        run_ledger(session.ends_at)
        assert Session.objects.get(pk=session.pk).state == "held"
        assert Need.objects.count() == 1
        run_ledger(session.ends_at + 2 * DAY)
        assert not Need.objects.exists()

    def test_when_it_is_cancelled_everybody_hears_once(self) -> None:
        session, holder, [waiting] = full_session({})
        desk = StaffFactory(council=session.council, role="R23")
        cancel_session(session=session, reason="The trainer is ill", by=desk, at=NOW)
        run_ledger(NOW)
        Job.objects.filter(topic="session_cancelled").update(state="due")
        run_ledger(NOW)
        assert states(holder, waiting) == ["cancelled", "cancelled"]
        assert Message.objects.filter(template="booking_session_cancelled").count() == 2
        assert Seats.objects.get(session=session).taken == 0
        assert Booking.objects.get(pk=holder.pk).reason == "The trainer is ill"

    def test_when_it_moves_everybody_hears_once_and_offers_end_in_time(self) -> None:
        from courses.bookings.actions.moments import follow_move

        session, holder, waiting = full_session({}, {})
        give_up(holder, NOW)
        earlier = NOW + 2 * HOUR
        Session.objects.filter(pk=session.pk).update(starts_at=earlier, ends_at=earlier + HOUR, changes=1)
        for _ in range(2):
            follow_move(session_ids=[session.pk], occurrence="session-1", at=NOW)
        assert Booking.objects.get(pk=waiting[0].pk).offer_until == earlier
        assert Message.objects.filter(template="booking_changed").count() == 2
        run_ledger(earlier)
        assert states(*waiting) == ["passed_over", "passed_over"]


def test_what_somebody_needs_is_said_by_them_and_while_they_have_a_booking() -> None:
    _, holder, _ = full_session()
    with pytest.raises(Refused):
        save_need(
            booking=holder, access="Lift", food="", by=PartnerFactory(council=holder.session.council), at=NOW
        )
    save_need(booking=holder, access="Lift", food="", by=holder.person, at=NOW)
    save_need(booking=holder, access="", food=" ", by=holder.person, at=NOW)
    assert not Need.objects.exists()
    give_up(holder)
    with pytest.raises(Refused, match="has ended"):
        save_need(booking=holder, access="Lift", food="", by=holder.person, at=NOW)
