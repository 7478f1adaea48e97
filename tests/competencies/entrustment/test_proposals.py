"""Proposals kept for matrices: worked out in sets, at night and soon after something moved."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from academy.work.models import Job
from academy.work.worker import do_due_jobs
from competencies.entrustment.actions import grant_level, refresh_proposals, tend_levels
from competencies.entrustment.models import Proposal
from competencies.entrustment.queries import task_standings
from competencies.evidence.actions import add_evidence, end_evidence
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import EntrustableTaskFactory, EntrustmentFactory, EvidenceFactory

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
DAY = AT.date()


@pytest.fixture
def task() -> EntrustableTask:
    made: EntrustableTask = EntrustableTaskFactory(framework__council=CouncilFactory())
    return made


def enough(person: User, task: EntrustableTask) -> list[int]:
    """Evidence that meets level 3: two kinds, one of them from live work."""
    return [
        EvidenceFactory(person=person, competency=task.competencies.get(), kind=kind).pk
        for kind in ("WP", "CBD")
    ]


def test_kept_is_what_the_evidence_is_enough_for_and_nothing_else(task: EntrustableTask) -> None:
    council = task.framework.council
    people = [StaffFactory(council=council) for _ in range(4)]
    EvidenceFactory(person=people[1], competency=task.competencies.get(), kind="KC")
    enough(people[2], task)
    EntrustmentFactory(person=people[3], task=task, level=3)
    enough(people[3], task)
    ids = [person.pk for person in people]
    refresh_proposals(council_id=council.pk, person_ids=ids, at=AT)
    live = task_standings(council_id=council.pk, person_ids=ids, on=DAY)
    told = {(pk, one.task.pk): one.next_level for pk in ids for one in live[pk] if one.ready}
    kept = {(row.person_id, row.task_id): row.level for row in Proposal.objects.all()}
    assert kept == told and {person for person, _ in kept} >= {people[2].pk}
    assert people[0].pk not in {person for person, _ in kept}


def test_done_twice_nothing_changes_and_more_evidence_changes_one(task: EntrustableTask) -> None:
    council = task.framework.council
    people = [StaffFactory(council=council) for _ in range(3)]
    assert refresh_proposals(council_id=council.pk, at=AT) == 0
    enough(people[0], task)
    assert refresh_proposals(council_id=council.pk, at=AT) == 1
    assert refresh_proposals(council_id=council.pk, at=AT) == 0


def test_what_is_no_longer_enough_goes(task: EntrustableTask) -> None:
    person = StaffFactory(council=task.framework.council)
    ids = enough(person, task)
    refresh_proposals(council_id=person.council_id, at=AT)
    assert Proposal.objects.get().person_id == person.pk
    Evidence.objects.filter(pk__in=ids).update(valid_until=DAY - datetime.timedelta(days=1))
    assert refresh_proposals(council_id=person.council_id, at=AT) == 1
    assert not Proposal.objects.exists()


def test_only_those_asked_for_and_nobody_of_another_council(task: EntrustableTask) -> None:
    mine, other = StaffFactory(council=task.framework.council), StaffFactory(council=task.framework.council)
    stranger = StaffFactory()
    for person in (mine, other):
        enough(person, task)
    ids = [mine.pk, stranger.pk]
    assert refresh_proposals(council_id=task.framework.council_id, person_ids=ids, at=AT) == 1
    assert set(Proposal.objects.values_list("person_id", flat=True)) == {mine.pk}


def test_a_leaver_keeps_no_proposal(task: EntrustableTask) -> None:
    person = StaffFactory(council=task.framework.council)
    enough(person, task)
    refresh_proposals(council_id=task.framework.council_id, at=AT)
    assert Proposal.objects.exists()
    person.posts.update(ends_on=DAY - datetime.timedelta(days=1))
    refresh_proposals(council_id=task.framework.council_id, at=AT)
    assert not Proposal.objects.exists()


def test_a_decision_is_followed_by_what_comes_next_and_nights_begin(task: EntrustableTask) -> None:
    team = TeamFactory(council=task.framework.council)
    writer, manager = StaffFactory(team=team), StaffFactory(team=team, role="R10")
    ids = enough(writer, task)
    refresh_proposals(council_id=writer.council_id, at=AT)
    assert Proposal.objects.get(person=writer).level == 3
    grant_level(
        person=writer, task=task, level=3, evidence_ids=ids, reason="Two plans that I looked at line by line",
        by=manager, at=AT,
    )  # fmt: skip
    do_due_jobs(at=AT, topics=["levels_moved"])
    assert not Proposal.objects.filter(person=writer).exists(), "level 3 is decided, 4 asks for more"
    night = Job.objects.get(topic="levels_day")
    assert timezone.localtime(night.due_at).date() == DAY + datetime.timedelta(days=1)


def test_a_hundred_completions_in_a_minute_are_one_job(task: EntrustableTask) -> None:
    people = [StaffFactory(council=task.framework.council) for _ in range(3)]
    late = people.pop()
    for person in (*people, late):
        EvidenceFactory(person=person, competency=task.competencies.get(), kind="SIM")

    def shows(person: User, number: int, at: datetime.datetime) -> None:
        add_evidence(
            person=person, competency_codes=["C5.4"], kind=Evidence.Kind.KNOWLEDGE_CHECK, shown_on=DAY,
            source_label="A check", source_path="", source_key=f"completion:{number}", by=None, at=at,
        )  # fmt: skip

    for number in range(10):
        shows(people[number % 2], number, AT + datetime.timedelta(seconds=number))
    shows(late, 0, AT + datetime.timedelta(minutes=7))
    first, second = Job.objects.filter(topic="evidence_recorded").order_by("due_at")
    do_due_jobs(at=first.due_at, topics=["evidence_recorded"])
    assert set(Proposal.objects.values_list("person_id", flat=True)) == {one.pk for one in people}
    end_evidence(
        person=people[0], source_key="completion:0", on=DAY, words="Taken back", by=None, at=second.due_at
    )
    do_due_jobs(at=second.due_at, topics=["evidence_recorded"])
    assert Proposal.objects.filter(person=late).exists()
    assert Job.objects.filter(topic="evidence_recorded", state="due").count() == 1


def test_a_night_plans_the_next(task: EntrustableTask) -> None:
    enough(StaffFactory(council=task.framework.council), task)
    tend_levels(council_id=task.framework.council_id, at=AT)
    tend_levels(council_id=task.framework.council_id, at=AT)
    assert Job.objects.filter(topic="levels_day").count() == 1
    assert Proposal.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_people(task: EntrustableTask) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            refresh_proposals(council_id=task.framework.council_id, at=AT)
        return len(seen)

    StaffFactory(council=task.framework.council)
    few = cost()
    for _ in range(6):
        person = StaffFactory(council=task.framework.council)
        EvidenceFactory(person=person, competency=task.competencies.get())
        EntrustmentFactory(person=person, task=task)
    assert cost() == few
