"""Topics, venues and dates: made once, opened, moved, cancelled, decided on; followers told once."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Job, Message
from academy.work.worker import do_due_jobs
from courses.sessions.actions import (
    add_material,
    add_trainer,
    add_venue,
    cancel_session,
    change_booking,
    change_topic,
    follow_topic,
    go_ahead,
    keep_places,
    make_topic,
    move_session,
    open_session,
    plan_sessions,
    publish_topic,
    raise_decision,
    remove_material,
    remove_trainer,
    retire_topic,
    tell_followers,
    unfollow_topic,
)
from courses.sessions.models import Interest, Session, Topic
from courses.sessions.rules.planning import Plan, Where
from tests.factories.academy import OrganisationFactory, PartnerFactory, StaffFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.sessions import (
    BookingFactory,
    InterestFactory,
    SeatsFactory,
    TopicFactory,
    VenueFactory,
)
from tests.factories.sessions import open_session as opened

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = datetime.timedelta(days=1)
SAID: dict[str, Any] = {
    "title": "Annual reviews",
    "summary": "You leave with an outline.",
    "outcomes": ["Read"],
}


@pytest.fixture
def boss() -> User:
    return StaffFactory(role="R15")


@pytest.fixture
def topic(boss: User) -> Topic:
    return TopicFactory(council=boss.council)


def start(days: int = 14) -> datetime.datetime:
    return (NOW + days * DAY).replace(minute=0, second=0, microsecond=0)


def stretch(days: int = 14) -> tuple[datetime.datetime, datetime.datetime]:
    return start(days), start(days) + datetime.timedelta(minutes=90)


def plan(topic: Topic, **more: Any) -> Plan:
    return Plan(**({"topic": topic, "places": {"online": 20}} | more))


def planned(topic: Topic, by: User, *days: int, series: str = "", **more: Any) -> list[Session]:
    return plan_sessions(
        plan=plan(topic, **more), dates=[stretch(one) for one in days or (14,)], series=series,
        key=uuid.uuid4(), by=by, at=NOW,
    )  # fmt: skip


class TestTopics:
    def test_made_once_however_often_it_is_sent(self, boss: User) -> None:
        key = uuid.uuid4()
        for _ in range(2):
            row = make_topic(council=boss.council, code="reviews", said=SAID, key=key, by=boss, at=NOW)
        assert (row.state, Topic.objects.count(), Entry.objects.filter(verb="make").count()) == (
            "draft",
            1,
            1,
        )

    @pytest.mark.parametrize("code", ["taken", "new"])
    def test_an_address_is_given_once(self, boss: User, code: str) -> None:
        TopicFactory(council=boss.council, code="taken")
        with pytest.raises(Refused) as refused:
            make_topic(council=boss.council, code=code, said=SAID, key=uuid.uuid4(), by=boss, at=NOW)
        assert refused.value.code == "code"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("module_code", "PM-99"), ("needs_modules", ["PM-99"]), ("competencies", ["Z9"]),
            ("criteria", ["Z9"]), ("audiences", ["nobody"]),
        ],
    )  # fmt: skip
    def test_what_it_names_must_exist(self, boss: User, topic: Topic, field: str, value: Any) -> None:
        with pytest.raises(Refused) as refused:
            change_topic(topic=topic, said={field: value}, by=boss, at=NOW)
        assert refused.value.code == field

    def test_a_competency_of_the_framework_can_be_named(self, boss: User, topic: Topic) -> None:
        known = CompetencyFactory(domain__framework__council=boss.council).code
        assert change_topic(topic=topic, said={"competencies": [known]}, by=boss, at=NOW).competencies == [
            known
        ]

    def test_published_and_retired_unless_dates_are_to_come(self, boss: User) -> None:
        topic = TopicFactory(council=boss.council, state="draft")
        publish_topic(topic=topic, by=boss, at=NOW)
        session = opened(topic=topic)
        with pytest.raises(Refused, match="still to come"):
            retire_topic(topic=topic, by=boss, at=NOW)
        Session.objects.filter(pk=session.pk).update(state="held")
        assert retire_topic(topic=topic, by=boss, at=NOW).state == "retired"

    def test_only_those_who_run_sessions(self, topic: Topic) -> None:
        for person in (StaffFactory(council=topic.council), StaffFactory(role="R15")):
            with pytest.raises(Refused) as refused:
                change_topic(topic=topic, said=SAID, by=person, at=NOW)
            assert refused.value.code == "not_allowed"


def test_a_venue_is_added_once_and_its_name_given_once(boss: User) -> None:
    said = {"name": "Millbrook", "address": "1 Mill Lane", "area": "North", "access": "Level"}
    key = uuid.uuid4()
    first, again = (add_venue(council=boss.council, **said, key=key, by=boss, at=NOW) for _ in range(2))
    assert first == again
    with pytest.raises(Refused) as refused:
        add_venue(council=boss.council, **said, key=uuid.uuid4(), by=boss, at=NOW)
    assert refused.value.code == "name"


class TestPlanning:
    def test_separate_dates_with_their_own_moments(self, topic: Topic, boss: User) -> None:
        first, second = planned(
            topic, boss, 14, 21, closes_before=DAY, minimum=5, decide_days=7,
            leaders=(("Tom Hale", "coordinator"),),
        )  # fmt: skip
        assert (first.state, first.series, first.decide_on) == ("planned", None, timezone.localdate(start(7)))
        assert second.closes_at == start(21) - DAY
        assert [one.seats.get().places for one in (first, second)] == [20, 20]
        assert second.trainers.get().words == "coordinator"

    def test_dates_that_belong_together(self, topic: Topic, boss: User) -> None:
        rows = planned(topic, boss, 14, 21, 28, series="Three evenings")
        assert {row.series.title for row in rows if row.series} == {"Three evenings"}
        with pytest.raises(Refused, match="at least two"):
            planned(topic, boss, 35, series="One evening")

    def test_sent_twice_they_are_made_once(self, topic: Topic, boss: User) -> None:
        key = uuid.uuid4()
        for _ in range(2):
            made = plan_sessions(
                plan=plan(topic), dates=[stretch(), stretch(21)], key=key, by=boss, at=NOW
            )  # fmt: skip
        assert (len(made), Session.objects.count()) == (2, 2)

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"places": {}}, "room_places"),
            ({"places": {"online": 1001}}, "online_places"),
            ({"places": {"room": 5}}, "venue"),
            ({"minimum": 21, "decide_days": 3}, "minimum"),
            ({"minimum": 5}, "decide"),
            ({"opens_at": start(15)}, "opens_at"),
        ],
    )
    def test_what_is_missing_is_said_at_its_field(
        self, topic: Topic, boss: User, more: dict[str, Any], code: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            planned(topic, boss, 14, **more)
        assert refused.value.code == code
        assert not Session.objects.exists()

    def test_not_twice_at_the_same_moment_nor_in_the_past(self, topic: Topic, boss: User) -> None:
        planned(topic, boss, 14)
        with pytest.raises(Refused, match="already has a date"):
            planned(topic, boss, 7, 14)
        with pytest.raises(Refused, match="still to come"):
            planned(topic, boss, -1)

    def test_a_venue_of_another_council_is_refused(self, topic: Topic, boss: User) -> None:
        with pytest.raises(Refused) as refused:
            planned(topic, boss, 14, places={"room": 9}, where=Where(venue=VenueFactory()))
        assert refused.value.code == "venue"


class TestOpening:
    def test_it_is_announced_with_its_day_to_decide(self, topic: Topic, boss: User) -> None:
        (row,) = planned(topic, boss, minimum=5, decide_days=7)
        for _ in range(2):
            open_session(session=row, by=boss, at=NOW)
        assert Job.objects.get(topic="session_opened").payload == {"session_id": row.pk, "changes": 0}
        due = Job.objects.get(topic="session_to_decide").due_at
        assert timezone.localtime(due).hour == 8
        assert timezone.localdate(due) == timezone.localdate(start(7))

    def test_a_series_opens_as_a_whole(self, topic: Topic, boss: User) -> None:
        rows = planned(topic, boss, 14, 21, series="Two evenings")
        assert len(open_session(session=rows[1], by=boss, at=NOW)) == 2
        assert set(Session.objects.values_list("state", flat=True)) == {"open"}

    def test_not_of_a_topic_that_nobody_finds(self, boss: User) -> None:
        (row,) = planned(TopicFactory(council=boss.council, state="draft"), boss)
        with pytest.raises(Refused, match="Publish the topic"):
            open_session(session=row, by=boss, at=NOW)

    def test_a_cancelled_date_of_a_series_opens_nothing(self, topic: Topic, boss: User) -> None:
        first, second = planned(topic, boss, 14, 21, series="Two evenings")
        cancel_session(session=first, reason="The trainer is ill", by=boss, at=NOW)
        with pytest.raises(Refused):
            open_session(session=first, by=boss, at=NOW)
        assert Session.objects.get(pk=second.pk).state == "planned"


class TestMovingAndCancelling:
    def test_a_move_is_announced_once_and_takes_its_moments_along(self, topic: Topic, boss: User) -> None:
        (row,) = planned(topic, boss, closes_before=DAY, minimum=5, decide_days=7)
        open_session(session=row, by=boss, at=NOW)
        for _ in range(2):
            moved = move_session(
                session=row, starts_at=start(21), ends_at=stretch(21)[1], where=Where(), by=boss, at=NOW
            )
        assert (moved.changes, moved.closes_at) == (1, start(20))
        assert moved.decide_on == timezone.localdate(start(14))
        job = Job.objects.get(topic="session_moved")
        assert job.payload == {"session_id": row.pk, "changes": 1}
        assert Job.objects.filter(topic="session_to_decide").count() == 2

    def test_those_who_booked_hear_once_of_a_move_and_once_of_the_end(self, topic: Topic, boss: User) -> None:
        (row,) = planned(topic, boss)
        open_session(session=row, by=boss, at=NOW)
        BookingFactory(session=row, seats=row.seats.get(), person=PartnerFactory(council=topic.council))
        move_session(
            session=row, starts_at=start(15), ends_at=stretch(15)[1], where=Where(link="https://meet.example/x"),
            by=boss, at=NOW,
        )  # fmt: skip
        do_due_jobs(at=NOW, topics={"session_opened", "session_moved"})
        cancel_session(session=row, reason="The trainer is ill today", by=boss, at=NOW)
        do_due_jobs(at=NOW, topics={"session_cancelled"})
        assert sorted(Message.objects.values_list("template", flat=True)) == [
            "booking_changed", "booking_session_cancelled",
        ]  # fmt: skip

    def test_a_planned_date_is_moved_without_telling_anybody(self, topic: Topic, boss: User) -> None:
        (row,) = planned(topic, boss)
        move_session(session=row, starts_at=start(15), ends_at=stretch(15)[1], where=Where(), by=boss, at=NOW)
        assert not Job.objects.filter(topic="session_moved").exists()

    def test_cancelled_with_a_reason_and_once(self, topic: Topic, boss: User) -> None:
        session = opened(topic=topic)
        with pytest.raises(Refused) as refused:
            cancel_session(session=session, reason="Ill", by=boss, at=NOW)
        assert refused.value.code == "reason"
        for _ in range(2):
            row = cancel_session(session=session, reason="The trainer is ill", by=boss, at=NOW)
        assert (row.state, row.why_cancelled, row.changes) == ("cancelled", "The trainer is ill", 1)
        assert Job.objects.filter(topic="session_cancelled").count() == 1

    @pytest.mark.parametrize("state", ["held", "cancelled"])
    def test_what_is_over_stays_as_it_is(self, topic: Topic, boss: User, state: str) -> None:
        session = opened(topic=topic, state=state)
        with pytest.raises(Refused) as refused:
            move_session(
                session=session, starts_at=start(), ends_at=stretch()[1], where=Where(), by=boss, at=NOW
            )
        assert refused.value.code == "state"


class TestDeciding:
    def session(self, topic: Topic, **more: Any) -> Session:
        said = {"minimum": 5, "decide_on": timezone.localdate(NOW)} | more
        return opened(topic=topic, **said)

    def test_those_who_run_sessions_are_told_of_too_few(self, topic: Topic, boss: User) -> None:
        admin = StaffFactory(role="R23", council=topic.council)
        StaffFactory(council=topic.council)
        session = self.session(topic)
        for _ in range(2):
            raise_decision(session_id=session.pk, at=NOW)
        told = Message.objects.filter(template="session_to_decide").values_list("person", flat=True)
        assert sorted(told) == sorted([boss.pk, admin.pk])
        do_due_jobs(at=NOW, topics={"message_posted"})
        assert len(mail.outbox) == 2
        assert topic.title in mail.outbox[0].subject
        assert "0 people" in mail.outbox[0].body

    def test_nobody_is_told_when_enough_booked_or_somebody_decided(self, topic: Topic, boss: User) -> None:
        enough, decided = self.session(topic, minimum=1), self.session(topic)
        BookingFactory(session=enough, seats=enough.seats.get())
        for _ in range(2):
            go_ahead(session=decided, by=boss, at=NOW)
        for session in (enough, decided):
            raise_decision(session_id=session.pk, at=NOW)
        assert not Message.objects.filter(template="session_to_decide").exists()
        assert Entry.objects.filter(verb="go_ahead").count() == 1

    def test_a_letter_is_not_sent_after_somebody_decided(self, topic: Topic, boss: User) -> None:
        session = self.session(topic)
        raise_decision(session_id=session.pk, at=NOW)
        go_ahead(session=session, by=boss, at=NOW)
        do_due_jobs(at=NOW, topics={"message_posted"})
        assert mail.outbox == []

    def test_another_smallest_number_asks_again(self, topic: Topic, boss: User) -> None:
        session = self.session(topic)
        go_ahead(session=session, by=boss, at=NOW)
        row = change_booking(
            session=session, opens_at=None, closes_at=session.starts_at - DAY, minimum=8,
            decide_on=session.decide_on, by=boss, at=NOW,
        )  # fmt: skip
        assert row.going_ahead_at is None
        assert Job.objects.filter(topic__in=["session_to_decide", "session_opened"]).count() == 2


class TestFollowing:
    def test_each_follower_is_told_once_and_the_wish_is_closed(self, topic: Topic, boss: User) -> None:
        person = PartnerFactory(council=topic.council)
        for _ in range(2):
            follow_topic(topic=topic, by=person, at=NOW)
        gone = InterestFactory(topic=topic)
        unfollow_topic(topic=topic, by=gone.person, at=NOW)
        rows = planned(topic, boss, 14, 21)
        for row in rows:
            open_session(session=row, by=boss, at=NOW)
        do_due_jobs(at=NOW, topics={"topic_has_date", "message_posted"})
        do_due_jobs(at=NOW, topics={"topic_has_date", "message_posted"})
        assert [letter.to for letter in mail.outbox] == [[person.email]]
        assert f"/hub/topics/{topic.code}/" in mail.outbox[0].body
        assert not Interest.objects.filter(closed_at=None).exists()

    def test_they_wait_until_booking_opens(self, topic: Topic, boss: User) -> None:
        InterestFactory(topic=topic)
        (row,) = planned(topic, boss, opens_at=NOW + DAY)
        open_session(session=row, by=boss, at=NOW)
        assert Job.objects.get(topic="topic_has_date").due_at == NOW + DAY

    def test_a_date_that_was_cancelled_meanwhile_tells_nobody(self, topic: Topic, boss: User) -> None:
        InterestFactory(topic=topic)
        (row,) = planned(topic, boss)
        open_session(session=row, by=boss, at=NOW)
        cancel_session(session=row, reason="The trainer is ill", by=boss, at=NOW)
        assert tell_followers(session_id=row.pk, at=NOW) == 0
        assert Interest.objects.filter(closed_at=None).count() == 1

    def test_not_of_another_council(self, topic: Topic) -> None:
        with pytest.raises(Refused):
            follow_topic(topic=topic, by=PartnerFactory(), at=NOW)


class TestWhatHangsOnIt:
    def test_people_who_lead_it_with_and_without_an_account(self, topic: Topic, boss: User) -> None:
        session, guest = opened(topic=topic), PartnerFactory(council=topic.council)
        said = {"session": session, "by": boss, "at": NOW}
        for _ in range(2):
            first = add_trainer(name="Dawn Achebe", words="SENCO", person=guest, **said)
        add_trainer(name="Tom Hale", words="", person=None, **said)
        with pytest.raises(Refused):
            add_trainer(name="Somebody", words="", person=PartnerFactory(), **said)
        remove_trainer(trainer=first, by=boss, at=NOW)
        assert [one.name for one in session.trainers.all()] == ["Tom Hale"]

    def test_materials_have_safe_addresses(self, topic: Topic, boss: User) -> None:
        session = opened(topic=topic)
        said = {"session": session, "when": "before", "title": "Outline", "by": boss, "at": NOW}
        for url in ("javascript:alert(1)", "http://plain.example/x"):
            with pytest.raises(Refused) as refused:
                add_material(url=url, **said)
            assert refused.value.code == "url"
        row = add_material(url="/hub/", **said)
        remove_material(material=row, by=boss, at=NOW)
        assert not session.materials.exists()

    def test_only_free_places_can_be_kept(self, topic: Topic, boss: User) -> None:
        session = opened(topic=topic, places=10)
        seats = session.seats.get()
        for _ in range(4):
            BookingFactory(session=session, seats=seats)
        school = OrganisationFactory(council=topic.council)
        said = {"session": session, "mode": "online", "until": session.starts_at - DAY, "by": boss, "at": NOW}
        for _ in range(2):
            keep_places(audience="", organisation=school, places=4, **said)
        with pytest.raises(Refused, match="2 places can be kept"):
            keep_places(audience="senco", organisation=None, places=3, **said)
        keep_places(audience="senco", organisation=None, places=2, **said)
        assert seats.reserves.count() == 2
        assert Job.objects.filter(topic="reserve_ends").count() == 2

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"audience": "senco", "own": True}, "audience"),
            ({"audience": ""}, "audience"),
            ({"mode": "room"}, "mode"),
            ({"until": NOW - DAY}, "until"),
        ],
    )
    def test_kept_for_one_group_until_a_moment(
        self, topic: Topic, boss: User, more: dict[str, Any], code: str
    ) -> None:
        session = opened(topic=topic)
        school = OrganisationFactory(council=topic.council) if more.pop("own", False) else None
        said = {"audience": "senco", "mode": "online", "until": session.starts_at - DAY} | more
        with pytest.raises(Refused) as refused:
            keep_places(session=session, organisation=school, places=1, by=boss, at=NOW, **said)
        assert refused.value.code == code


def test_seats_stay_with_the_session_when_it_moves(topic: Topic, boss: User) -> None:
    session = opened(topic=topic)
    SeatsFactory(session=session, mode="room", places=5)
    with pytest.raises(Refused) as refused:
        move_session(session=session, starts_at=start(), ends_at=stretch()[1], where=Where(), by=boss, at=NOW)
    assert refused.value.code == "venue"
