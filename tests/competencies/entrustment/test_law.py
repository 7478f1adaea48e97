"""A change of the law: what was decided before it lapses on its day, and is renewed with something new."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from academy.record.models import Entry
from academy.work.models import Message
from academy.work.worker import do_due_jobs
from competencies.entrustment.actions import grant_level, lapse_for_law
from competencies.entrustment.models import Entrustment, Proposal
from competencies.entrustment.queries import levels_held, task_standings
from competencies.entrustment.queries.law import levels_touched
from competencies.framework.models import EntrustableTask, TaskStep
from courses.currency.actions import record_change
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import (
    EntrustableTaskFactory,
    EntrustmentFactory,
    EvidenceFactory,
    FrameworkFactory,
)

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
DAY = AT.date()
CHANGED = datetime.date(2026, 10, 15)
WORDS = "The law changed on 15 October 2026: section 37."


class Side:
    """A writer at level 3 on a task that rests on section 37, since 1 October 2026."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council)
        self.manager = StaffFactory(team=self.team, role="R10")
        self.writer = StaffFactory(team=self.team, manager=self.manager)
        self.keeper = StaffFactory(council=self.council, role="R15")
        self.task: EntrustableTask = EntrustableTaskFactory(
            framework__council=self.council, law=["cfa-2014-s37"]
        )
        self.row: Entrustment = EntrustmentFactory(person=self.writer, task=self.task)

    def lapse(self, on: datetime.date = CHANGED, *keys: str) -> int:
        return lapse_for_law(
            council_id=self.council.pk, keys=keys or ["cfa-2014-s37"], on=on, words=WORDS, at=AT
        )

    def record(self, on: datetime.date, key: str = "cfa-2014-s37") -> None:
        record_change(
            key=key, what="Plans say more about provision", source="SI 2026/1", changed_on=on,
            by=self.keeper, at=AT,
        )  # fmt: skip


@pytest.fixture
def side() -> Side:
    return Side()


def test_what_was_decided_before_lapses_once_with_the_rule_and_the_day(side: Side) -> None:
    assert side.lapse() == 1
    assert side.lapse() == 0
    side.row.refresh_from_db()
    assert (side.row.state, side.row.ending, side.row.level) == ("lapsed", "law", 3)
    assert (side.row.ended_on, side.row.ended_words) == (CHANGED, WORDS)
    assert WORDS in Entry.objects.get(verb="lapse").words
    Proposal.objects.create(person=side.writer, task=side.row.task, level=4, worked_out_at=AT)
    do_due_jobs(at=AT, topics=["levels_lapsed"])
    assert not Proposal.objects.filter(person=side.writer).exists()  # worked out anew
    readers = set(Message.objects.filter(template="levels_lapsed").values_list("person_id", flat=True))
    assert readers == {side.writer.pk, side.manager.pk}


def test_what_was_decided_since_or_rests_on_other_law_stands(side: Side) -> None:
    assert side.lapse(datetime.date(2026, 10, 1)) == 0
    assert side.lapse(CHANGED, "cfa-2014-s36") == 0
    side.row.refresh_from_db()
    assert side.row.state == "stands"


def test_another_council_is_left_alone(side: Side) -> None:
    other = EntrustmentFactory()
    assert other.task.law == ["cfa-2014-s37"]
    assert side.lapse() == 1
    other.refresh_from_db()
    assert other.state == "stands"


def test_a_decision_on_the_task_of_an_older_version_lapses_too(side: Side) -> None:
    framework = FrameworkFactory(council=side.council, version=9, state="retired")
    old = EntrustableTaskFactory(framework=framework, code="OLD", law=[])
    person = StaffFactory(team=side.team)
    EntrustmentFactory(person=person, task=old)
    assert side.lapse() == 1
    TaskStep.objects.create(old=old, new=side.task)
    assert side.lapse() == 1
    held = levels_held(council_id=side.council.pk, person_ids=[person.pk], on=DAY)[person.pk, side.task.pk]
    assert (held.counts, held.ending, held.level) == (False, "law", 3)


def test_what_waits_for_a_signature_is_taken_back(side: Side) -> None:
    rows = [
        EntrustmentFactory(
            person=StaffFactory(team=side.team), task=side.task, level=4, state="waiting", second_by=None,
            starts_on=None, valid_until=None,
            decided_at=timezone.make_aware(datetime.datetime.combine(day, datetime.time(9))),
        )
        for day in (CHANGED - datetime.timedelta(days=1), CHANGED)
    ]  # fmt: skip
    assert side.lapse() == 1
    states = [Entrustment.objects.get(pk=row.pk).state for row in rows]
    assert states == ["withdrawn", "waiting"]
    assert WORDS in Entry.objects.get(verb="overtake").words


def test_a_day_to_come_is_not_lapsed_before(side: Side) -> None:
    with pytest.raises(ValueError, match="on its day"):
        side.lapse(DAY + datetime.timedelta(days=1))


def test_it_is_renewed_with_something_shown_since_the_change(side: Side) -> None:
    competency = side.task.competencies.get()
    for kind in ("WP", "KC"):
        EvidenceFactory(person=side.writer, competency=competency, kind=kind)
    side.lapse()

    def reading() -> tuple[int, list[str]]:
        ids = [side.writer.pk]
        (one,) = task_standings(council_id=side.council.pk, person_ids=ids, on=DAY)[side.writer.pk]
        return one.next_level, [lack.words for lack in one.missing]

    assert reading() == (3, ["Something shown since the law changed on 15 October 2026"])
    EvidenceFactory(person=side.writer, competency=competency, kind="CBD", shown_on=CHANGED)
    assert reading() == (3, [])
    ids = list(side.writer.evidence.values_list("pk", flat=True))
    renewed = grant_level(
        person=side.writer, task=side.task, level=3, evidence_ids=ids,
        reason="We talked through the new rule and one plan", by=side.manager, at=AT,
    )  # fmt: skip
    assert (renewed.state, renewed.step) == ("stands", "renew")
    assert side.lapse() == 0


def test_recording_a_change_lapses_in_the_same_breath_and_a_narrower_place_counts(side: Side) -> None:
    EntrustableTask.objects.filter(pk=side.task.pk).update(law=["cfa-2014-s37-2"])
    side.record(CHANGED)
    side.row.refresh_from_db()
    assert side.row.state == "lapsed"
    assert "15 October 2026" in side.row.ended_words and "Plans say more" in side.row.ended_words
    side.record(CHANGED)
    assert Entry.objects.filter(verb="lapse").count() == 1


def test_a_change_to_come_lapses_on_its_day(side: Side) -> None:
    day = DAY + datetime.timedelta(days=30)
    side.record(day)
    keys = ["cfa-2014-s37"]
    found = levels_touched(council_id=side.council.pk, keys=keys, on=day)
    assert (found.lapsed, found.to_lapse) == (0, 1)
    do_due_jobs(at=AT + datetime.timedelta(days=28), topics=["law_changes_today"])
    side.row.refresh_from_db()
    assert side.row.state == "stands"
    do_due_jobs(at=AT + datetime.timedelta(days=30), topics=["law_changes_today"])
    side.row.refresh_from_db()
    assert (side.row.state, side.row.ended_on) == ("lapsed", day)
    found = levels_touched(council_id=side.council.pk, keys=keys, on=day)
    assert (found.lapsed, found.to_lapse) == (1, 0)
