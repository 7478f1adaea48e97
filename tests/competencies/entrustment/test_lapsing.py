"""Levels that pass their last day: they lapse, letters go before and after, nothing is lowered."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose
from academy.work.worker import do_due_jobs
from competencies.entrustment.actions import lapse_due, plan_levels_day, remind_of_lapses
from competencies.entrustment.models import Entrustment
from competencies.framework.models import EntrustableTask
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import EntrustableTaskFactory, EntrustmentFactory

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 2, 30))
DAY = AT.date()


class Side:
    def __init__(self) -> None:
        self.council = CouncilFactory()
        team = TeamFactory(council=self.council)
        self.manager: User = StaffFactory(team=team, role="R10")
        self.writer: User = StaffFactory(team=team, manager=self.manager)
        self.task: EntrustableTask = EntrustableTaskFactory(framework__council=self.council)

    def holds(self, until: datetime.date, **more: object) -> Entrustment:
        row: Entrustment = EntrustmentFactory(
            **{
                "person": self.writer,
                "task": self.task,
                "starts_on": datetime.date(2024, 11, 1),
                "valid_until": until,
                **more,
            }
        )
        return row

    def remind(self, days: int = 0) -> int:
        return remind_of_lapses(council_id=self.council.pk, at=AT + datetime.timedelta(days=days))


@pytest.fixture
def side() -> Side:
    return Side()


def test_what_passed_its_last_day_lapses_once_and_keeps_its_level(side: Side) -> None:
    row = side.holds(DAY - datetime.timedelta(days=1))
    assert lapse_due(council_id=side.council.pk, at=AT) == 1
    assert lapse_due(council_id=side.council.pk, at=AT) == 0
    row.refresh_from_db()
    assert (row.state, row.ending, row.level, row.ended_on, row.ended_by) == (
        "lapsed",
        "months",
        3,
        DAY,
        None,
    )
    entry = Entry.objects.get(verb="lapse")
    assert entry.about_id == side.writer.pk and entry.by is None and "24 months have passed" in entry.words


def test_the_last_day_still_counts(side: Side) -> None:
    side.holds(DAY)
    assert lapse_due(council_id=side.council.pk, at=AT) == 0


def test_another_council_is_left_alone(side: Side) -> None:
    side.holds(DAY - datetime.timedelta(days=1))
    assert lapse_due(council_id=CouncilFactory().pk, at=AT) == 0


def test_the_person_and_their_manager_read_of_it_when_it_lapsed(side: Side) -> None:
    side.holds(DAY - datetime.timedelta(days=1))
    lapse_due(council_id=side.council.pk, at=AT)
    for _ in range(2):
        do_due_jobs(at=AT, topics=["levels_lapsed"])
    letters = {row.person_id: row for row in Message.objects.filter(template="levels_lapsed")}
    assert set(letters) == {side.writer.pk, side.manager.pk}
    own = compose("levels_lapsed", person_id=side.writer.pk, context=letters[side.writer.pk].context)
    told = compose("levels_lapsed", person_id=side.manager.pk, context=letters[side.manager.pk].context)
    assert own is not None and told is not None
    assert own.subject == "1 level lapsed" and "/me/levels/" in own.body
    assert side.writer.get_full_name() in told.body and side.writer.get_full_name() not in own.body
    EntrustmentFactory(person=side.writer, task=side.task)
    assert compose("levels_lapsed", person_id=side.writer.pk, context=letters[side.writer.pk].context) is None


def test_letters_go_60_and_14_days_before_each_once(side: Side) -> None:
    side.holds(DAY + datetime.timedelta(days=61))
    assert side.remind() == 0
    assert side.remind(1) == 2
    assert side.remind(2) == 0
    assert side.remind(46) == 0
    assert side.remind(47) == 2
    assert side.remind(60) == 0
    marks = set(Message.objects.values_list("about", flat=True))
    assert marks == {"ends:2027-01-02:60", "ends:2027-01-02:14"}


def test_a_letter_that_is_too_late_says_nothing(side: Side) -> None:
    row = side.holds(DAY + datetime.timedelta(days=20))
    side.remind()
    message = Message.objects.get(person=side.writer)
    letter = compose("levels_ending", person_id=side.writer.pk, context=message.context)
    assert letter is not None and "until 22 November 2026" in letter.body
    row.state, row.ended_on = "replaced", DAY
    row.save()
    assert compose("levels_ending", person_id=side.writer.pk, context=message.context) is None


def test_somebody_who_manages_them_no_more_reads_no_names(side: Side) -> None:
    side.holds(DAY + datetime.timedelta(days=20))
    side.remind()
    message = Message.objects.get(person=side.manager)
    side.writer.posts.update(manager=None, team=TeamFactory(council=side.council))
    assert compose("levels_ending", person_id=side.manager.pk, context=message.context) is None


def test_lapsing_costs_the_same_for_many(side: Side) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            lapse_due(council_id=side.council.pk, at=AT)
        return len(seen)

    past = DAY - datetime.timedelta(days=1)
    plan_levels_day(council_id=side.council.pk, at=AT)
    side.holds(past)
    few = cost()
    for _ in range(4):
        side.holds(past, person=StaffFactory(council=side.council))
    assert cost() == few
    assert Entrustment.objects.filter(state="lapsed").count() == 5
