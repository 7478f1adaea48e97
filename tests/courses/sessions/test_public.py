"""What everybody reads about topics and sessions, and what nobody outside reads."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from academy.people.models import Council
from courses.sessions.models import Session
from courses.sessions.queries.public import (
    public_sessions,
    public_topics,
    served_council,
    session_card,
    topic_page,
)
from courses.sessions.rules.wording import say_leaders, say_price
from home.pages.actions import ensure_site
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory
from tests.factories.sessions import (
    BookingFactory,
    InterestFactory,
    ReserveFactory,
    SeatsFactory,
    TopicFactory,
    TrainerFactory,
    VenueFactory,
    open_session,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def council() -> Council:
    return CouncilFactory()


def cards(council: Council, actor: Any = NOBODY) -> list[Any]:
    return public_sessions(actor=actor, council=council, at=timezone.now())


class TestWhoReadsWhat:
    def test_the_public_reads_open_sessions_of_published_topics_of_one_council(
        self, council: Council
    ) -> None:
        shown = open_session(topic=TopicFactory(council=council))
        open_session(topic=TopicFactory(council=council, internal=True))
        open_session(topic=TopicFactory(council=council, state="draft"))
        open_session(topic=TopicFactory(council=council), state="planned")
        open_session(topic=TopicFactory(council=CouncilFactory()))
        assert [card.id for card in cards(council)] == [shown.pk]

    def test_partners_read_what_the_public_reads_and_staff_internal_ones_too(self, council: Council) -> None:
        inside = open_session(topic=TopicFactory(council=council, internal=True))
        assert cards(council, PartnerFactory(council=council)) == []
        assert [card.id for card in cards(council, StaffFactory(council=council))] == [inside.pk]

    def test_a_workshop_is_read_by_its_team_alone(self, council: Council) -> None:
        member, other = StaffFactory(council=council), StaffFactory(council=council)
        team = member.posts.get().team
        session = open_session(topic=TopicFactory(council=council, internal=True), team=team)
        assert [card.id for card in cards(council, member)] == [session.pk]
        assert cards(council, other) == []

    def test_one_session_is_read_when_cancelled_but_not_when_planned(self, council: Council) -> None:
        topic, at = TopicFactory(council=council), timezone.now()
        off = open_session(topic=topic, state="cancelled", why_cancelled="The room is flooded")
        planned = open_session(topic=topic, state="planned")
        found = session_card(actor=NOBODY, council=council, pk=off.pk, at=at)
        assert found is not None and (found.state, found.bookable) == ("cancelled", False)
        assert session_card(actor=NOBODY, council=council, pk=planned.pk, at=at) is None

    def test_the_council_is_ones_own_or_that_of_the_host(self, council: Council) -> None:
        other = CouncilFactory()
        ensure_site(council=council)
        site = Site.objects.get(is_default_site=True)
        welcome = ensure_site(council=other)
        Site.objects.create(hostname="other.example", root_page=welcome, port=site.port + 1)
        assert served_council(actor=NOBODY, host="testserver") == council
        assert served_council(actor=NOBODY, host="other.example") == other
        assert served_council(actor=StaffFactory(council=other), host="testserver") == other

    def test_no_link_and_no_account_is_in_a_card(self, council: Council) -> None:
        session = open_session(topic=TopicFactory(council=council), link="https://meet.example/secret")
        leader = StaffFactory(council=council, email="leader@secret.example")
        TrainerFactory(session=session, person=leader, name="Tom Hale")
        (card,) = cards(council)
        assert "secret" not in str(dataclasses.asdict(card))


class TestPlaces:
    def test_what_is_kept_for_a_group_is_not_free_until_the_moment_comes(self, council: Council) -> None:
        session = open_session(topic=TopicFactory(council=council), places=20)
        seats = session.seats.get()
        reserve = ReserveFactory(seats=seats, places=5, taken=1)
        for _ in range(3):
            BookingFactory(session=session, seats=seats)
        assert cards(council)[0].free == 20 - 3 - 4
        reserve.until = timezone.now() - datetime.timedelta(minutes=1)
        reserve.save()
        assert cards(council)[0].free == 17

    def test_full_with_a_queue(self, council: Council) -> None:
        session = open_session(topic=TopicFactory(council=council), places=1)
        BookingFactory(session=session, seats=session.seats.get())
        BookingFactory(session=session, seats=session.seats.get(), state="waiting", turn=1)
        (card,) = cards(council)
        assert (card.is_full, card.waiting) == (True, 1)

    def test_both_ways_to_take_part(self, council: Council) -> None:
        venue = VenueFactory(council=council, name="Millbrook Centre")
        session = open_session(topic=TopicFactory(council=council), places=30, venue=venue, room="Elm room")
        SeatsFactory(session=session, mode="room", places=12)
        (card,) = cards(council)
        assert card.mode_words == "In person and online"
        assert card.where == "Millbrook Centre, Elm room, and online"
        assert [(part.mode, part.free) for part in card.parts] == [("room", 12), ("online", 30)]

    def test_booking_opens_and_closes(self, council: Council) -> None:
        now, hour = timezone.now(), datetime.timedelta(hours=1)
        topic = TopicFactory(council=council)
        open_session(topic=topic, opens_at=now + hour)
        open_session(topic=topic, closes_at=now - hour)
        open_session(topic=topic, opens_at=now - hour, closes_at=now + hour)
        assert [card.bookable for card in cards(council)] == [False, False, True]


class TestTopics:
    def test_a_page_says_what_it_is_and_when(self, council: Council) -> None:
        topic = TopicFactory(council=council, audiences=["senco", "health"], price=2550)
        venue = VenueFactory(council=council)
        session = open_session(topic=topic, venue=venue)
        person = InterestFactory(topic=topic).person
        page = topic_page(actor=person, council=council, code=topic.code, at=timezone.now())
        assert page is not None
        assert page.audience_words == ("SENCO or inclusion lead", "Therapist or health")
        assert (page.price_words, page.absence_words) == ("£25.50 a place", "")
        assert [card.id for card in page.dates] == [session.pk]
        assert (page.access[0].name, page.followed) == (venue.name, True)

    def test_a_list_knows_the_next_date_of_each(self, council: Council) -> None:
        with_date, without = (
            TopicFactory(council=council, title="A"),
            TopicFactory(council=council, title="B"),
        )
        first, _ = open_session(topic=with_date), open_session(topic=with_date)
        found = public_topics(actor=NOBODY, council=council, at=timezone.now())
        assert [(one.code, one.next_at) for one in found] == [
            (with_date.code, Session.objects.get(pk=first.pk).starts_at),
            (without.code, None),
        ]

    def test_a_draft_has_no_page(self, council: Council) -> None:
        topic = TopicFactory(council=council, state="draft")
        assert topic_page(actor=NOBODY, council=council, code=topic.code, at=timezone.now()) is None


def test_as_many_queries_for_one_session_as_for_forty(council: Council) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cards(council)
        return len(queries)

    topic = TopicFactory(council=council)
    TrainerFactory(session=open_session(topic=topic))
    one = count()
    for _ in range(39):
        TrainerFactory(session=open_session(topic=topic))
    assert (len(cards(council)), count()) == (40, one)
    assert one <= 4


def test_words() -> None:
    assert say_price(0) == "Free"
    assert say_leaders([("Dawn Achebe", "SENCO"), ("Tom Hale", "coordinator")]) == (
        "Dawn Achebe, SENCO, and Tom Hale, coordinator"
    )
    assert say_leaders([("Young experts from Alderwick Voices", "")]) == "Young experts from Alderwick Voices"
