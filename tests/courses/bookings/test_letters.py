"""Every piece of news about a booking: its words, its entry in the calendar, and silence when it is over."""

from __future__ import annotations

import datetime
from typing import Any, get_args

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from academy.people.models import User
from academy.work.models import Message
from academy.work.registry import COMPOSERS, Letter, compose
from academy.work.worker import do_due_jobs
from courses.bookings.actions.letters import HOLDS, IN_CALENDAR, TO_APPROVE, News, tell
from courses.bookings.models import Booking
from courses.notices.kinds import KINDS
from tests.factories.academy import PartnerFactory, StaffFactory, TeamFactory
from tests.factories.sessions import BookingFactory, VenueFactory, open_session

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
STATE = {
    "booked": "confirmed", "waiting": "waiting", "asked": "asked", "declined": "declined",
    "offered": "offered", "offer_ended": "waiting", "passed_over": "passed_over", "changed": "confirmed",
    "cancelled": "cancelled", "session_cancelled": "cancelled", "handed_on": "handed_on",
    "taken_over": "confirmed", "reminder": "confirmed", "thanks": "confirmed", "evaluation": "confirmed",
}  # fmt: skip
OVER = {**dict.fromkeys(STATE, "cancelled"), "cancelled": "confirmed", "session_cancelled": "confirmed"}


def booking_in(state: str, **more: Any) -> Booking:
    fields: dict[str, Any] = {"turn": 3} if state in ("waiting", "offered") else {}
    if state == "offered":
        fields["offer_until"] = timezone.now() + 4 * HOUR
    made: Booking = BookingFactory(state=state, **{**fields, **more})
    return made


def letter(booking: Booking, news: str) -> Letter | None:
    context = {"booking_id": booking.pk, "changes": booking.changes}
    return compose(f"booking_{news}", person_id=booking.person_id, context=context)


def test_every_news_has_words_a_composer_and_a_moment_when_it_is_true() -> None:
    for news in get_args(News):
        assert f"booking_{news}" in COMPOSERS
        assert f"booking_{news}" in KINDS
        assert news in HOLDS


@pytest.mark.parametrize("news", get_args(News))
def test_each_news_is_a_letter_with_what_it_needs(news: str) -> None:
    booking = booking_in(STATE[news], reason="No cover that week")
    found = letter(booking, news)
    assert found is not None
    kind = KINDS[f"booking_{news}"]
    assert booking.session.topic.title in found.body
    assert f"Dear {booking.person.given_name}," in found.body
    assert f"{kind.button}:\nhttp" in found.body
    assert "{" not in found.subject + found.body + found.html.split("<body")[1]
    assert bool(found.calendars) == (news in IN_CALENDAR)


@pytest.mark.parametrize("news", get_args(News))
def test_news_that_is_not_true_any_more_is_not_told(news: str) -> None:
    assert letter(booking_in(OVER[news]), news) is None


def test_a_letter_about_somebody_elses_booking_is_never_made() -> None:
    booking = booking_in("confirmed")
    other: User = PartnerFactory(council=booking.session.council)
    context = {"booking_id": booking.pk, "changes": 0}
    assert compose("booking_booked", person_id=other.pk, context=context) is None
    assert compose("booking_booked", person_id=other.pk, context={**context, "booking_id": 0}) is None


def test_the_address_to_join_is_for_those_with_a_place() -> None:
    session = open_session(link="https://meet.example/annual")
    with_place, without = booking_in("confirmed", session=session), booking_in("waiting", session=session)
    booked, waiting = letter(with_place, "booked"), letter(without, "waiting")
    assert booked is not None and waiting is not None
    assert "https://meet.example/annual" in booked.body
    assert "meet.example" not in waiting.body + waiting.html


def test_a_place_with_a_door_says_how_to_get_in() -> None:
    session = open_session(mode="room", link="https://meet.example/annual", room="Oak")
    session.venue = VenueFactory(council=session.council, name="Millbrook Centre")
    session.save()
    found = letter(booking_in("confirmed", session=session), "booked")
    assert found is not None
    assert "Millbrook Centre, Oak, 1 Mill Lane, Millbrook" in found.body
    assert "Level entrance from the car park" in found.body
    assert "meet.example" not in found.body


def test_what_it_costs_is_said_where_it_costs() -> None:
    booking = booking_in("confirmed")
    plain = letter(booking, "booked")
    booking.session.topic.price, booking.session.topic.absence_charge = 1500, 2000
    booking.session.topic.save()
    dear = letter(booking, "booked")
    assert plain is not None and dear is not None
    assert "£" not in plain.body
    assert "Price: £15 a place" in dear.body
    assert "There is a charge: £20 if you do not come" in dear.body


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (datetime.date(2026, 10, 24), 16, "Saturday 24 October 2026, 4pm to 5:30pm"),
        (datetime.date(2026, 10, 26), 16, "Monday 26 October 2026, 4pm to 5:30pm"),
        (datetime.date(2027, 3, 27), 9, "Saturday 27 March 2027, 9am to 10:30am"),
        (datetime.date(2027, 3, 29), 9, "Monday 29 March 2027, 9am to 10:30am"),
    ],
)
def test_times_are_those_on_the_wall_whatever_the_clocks_do(
    day: datetime.date, hour: int, words: str
) -> None:
    starts = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    session = open_session(starts_at=starts, ends_at=starts + datetime.timedelta(minutes=90))
    found = letter(booking_in("confirmed", session=session), "booked")
    assert found is not None
    assert words in found.body


def test_an_offer_says_until_when_and_ends_with_it() -> None:
    booking = booking_in("offered", offer_until=timezone.now() + HOUR)
    assert letter(booking, "offered") is not None
    booking.offer_until = timezone.now() - HOUR
    booking.save()
    assert letter(booking, "offered") is None


def test_a_team_that_is_invited_reads_no_word_of_a_waiting_list() -> None:
    team = TeamFactory()
    session = open_session(council=team.council, topic__council=team.council, team=team)
    invited = booking_in("offered", session=session, person=StaffFactory(team=team))
    promoted = booking_in("offered", session=session, person=StaffFactory(team=team), changes=1)
    first, later = letter(invited, "offered"), letter(promoted, "offered")
    assert first is not None and later is not None
    assert "This workshop is for your team" in first.body
    assert "A place has come free" in later.body


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("confirmed", "You still have your place."),
        ("waiting", "You are still on the waiting list"),
        ("asked", "Your manager has not answered yet."),
    ],
)
def test_a_change_says_where_the_reader_stands(state: str, words: str) -> None:
    found = letter(booking_in(state), "changed")
    assert found is not None
    assert words in found.body


def test_of_two_changes_the_later_one_is_told() -> None:
    booking = booking_in("confirmed", changes=2)
    early = {"booking_id": booking.pk, "changes": 1}
    assert compose("booking_changed", person_id=booking.person_id, context=early) is None
    assert letter(booking, "changed") is not None


@pytest.mark.parametrize("news", ["thanks", "evaluation"])
def test_what_asks_for_an_opinion_leads_to_the_questions_and_can_be_ended(news: str) -> None:
    booking = booking_in("confirmed")
    found = letter(booking, news)
    assert found is not None
    assert f"/hub/evaluate/{booking.pk}/" in found.body
    assert found.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_those_who_swap_places_read_each_others_names() -> None:
    gave = booking_in("handed_on")
    took = booking_in("confirmed", session=gave.session, taken_over_from=gave)
    one, other = letter(gave, "handed_on"), letter(took, "taken_over")
    assert one is not None and other is not None
    assert took.person.get_full_name() in one.subject
    assert f"passed on to you by {gave.person.get_full_name()}" in other.body


def test_news_is_told_once_and_sent_once() -> None:
    booking = booking_in("confirmed")
    for _ in range(3):
        tell(booking=booking, news="booked", at=timezone.now())
    do_due_jobs(topics=["message_posted"])
    do_due_jobs(topics=["message_posted"])
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.to == [booking.person.email]
    kinds = [alternative[1] for alternative in sent.alternatives]
    assert kinds == ["text/html", "text/calendar; method=REQUEST; charset=UTF-8"]
    assert Message.objects.get().state == "sent"


def test_the_manager_is_asked_and_the_words_end_with_the_answer() -> None:
    boss: User = StaffFactory(role="R10")
    person: User = StaffFactory(role="R02", council=boss.council, manager=boss, team=boss.posts.get().team)
    booking = booking_in(
        "asked", person=person, session=open_session(topic__council=boss.council, council=boss.council)
    )
    tell(booking=booking, news="asked", at=timezone.now())
    do_due_jobs(topics=["message_posted"])
    to_boss, to_person = sorted(mail.outbox, key=lambda one: one.to != [boss.email])
    assert to_boss.to == [boss.email] and to_person.to == [person.email]
    assert person.get_full_name() in to_boss.subject
    assert "/hub/approvals/" in str(to_boss.body)
    Booking.objects.update(state="declined")
    context = {"booking_id": booking.pk, "changes": 0}
    assert compose(TO_APPROVE, person_id=boss.pk, context=context) is None
