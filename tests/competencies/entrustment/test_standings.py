"""Where people stand on every task: worked out from evidence, and as it was last kept."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.people.models import User
from competencies.entrustment.queries import TaskStanding, task_standings
from competencies.framework.models import CompetencyStep, EntrustableTask
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import (
    CompetencyFactory,
    EntrustableTaskFactory,
    EntrustmentFactory,
    EvidenceFactory,
    FrameworkFactory,
    RoleExpectationFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


class Place:
    """A council with one task on two competencies, and a coordinator who began on 1 January 2026."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council)
        self.person: User = StaffFactory(team=self.team, role="R02", starts_on=datetime.date(2026, 1, 1))
        framework = FrameworkFactory(council=self.council)
        self.outcomes = CompetencyFactory(
            domain__framework=framework, code="C5.3", position=3, text="Writes outcomes that are the child's"
        )
        self.provision = CompetencyFactory(domain__framework=framework, code="C5.4")
        self.task: EntrustableTask = EntrustableTaskFactory(
            framework=framework, competencies=[self.outcomes, self.provision]
        )

    def shown(self, kind: str, **more: Any) -> int:
        return int(EvidenceFactory(person=self.person, kind=kind, **more).pk)

    def standing(self, on: datetime.date = DAY) -> TaskStanding:
        found = task_standings(council_id=self.council.pk, person_ids=[self.person.pk], on=on)
        return found[self.person.pk][0]


@pytest.fixture
def place() -> Place:
    return Place()


def test_nothing_shown_says_what_moves_somebody_on(place: Place) -> None:
    found = place.standing()
    assert (found.next_level, found.ready, found.held, found.waiting) == (1, False, None, None)
    assert [lack.code for lack in found.missing] == ["kinds"]


def test_what_moves_me_to_3(place: Place) -> None:
    EntrustmentFactory(person=place.person, task=place.task, level=2)
    place.shown("KC", competency=place.provision)
    place.shown("SIM", competency=place.provision)
    found = place.standing()
    assert found.next_level == 3
    assert [lack.words for lack in found.missing] == [
        "Evidence for C5.3 (writes outcomes that are the child's) within the last 18 months",
        "One more piece from live work: a piece of work such as a plan or an audit",
    ]


def test_the_highest_level_that_is_met_is_proposed(place: Place) -> None:
    ids = [
        place.shown("WP", competency=one, source_key="piece:1") for one in (place.outcomes, place.provision)
    ]
    ids.append(place.shown("KC", competency=place.provision))
    found = place.standing()
    assert (found.next_level, found.ready, found.missing) == (3, True, ())
    assert sorted(found.cites) == sorted(ids)


def test_evidence_of_an_older_version_counts_where_the_bridge_leads(place: Place) -> None:
    old = CompetencyFactory(
        domain__framework=FrameworkFactory(council=place.council, version=9, state="retired"), code="X1"
    )
    place.shown("KC", competency=old)
    assert [lack.code for lack in place.standing().missing] == ["kinds"]
    CompetencyStep.objects.create(old=old, new=place.provision)
    place.shown("WP", competency=old)
    assert place.standing().ready


def test_a_kind_that_runs_out_counts_no_longer(place: Place) -> None:
    place.task.framework.evidence_kinds.filter(code="CAL").update(months_valid=12)
    place.shown("WP", competency=place.provision)
    place.shown("CAL", competency=place.provision, shown_on=datetime.date(2025, 11, 2))
    assert place.standing().ready
    assert not place.standing(on=datetime.date(2026, 11, 3)).ready


def test_expected_by_role_and_weeks_in_post(place: Place) -> None:
    RoleExpectationFactory(task=place.task, weeks=6, level=2)
    RoleExpectationFactory(task=place.task, weeks=26, level=3)
    RoleExpectationFactory(task=place.task, weeks=52, level=4)
    found = place.standing()
    assert (found.expected, found.expected_from) == (3, datetime.date(2026, 7, 2))
    assert found.below_expected
    EntrustmentFactory(person=place.person, task=place.task, level=3)
    assert not place.standing().below_expected
    assert place.standing(on=datetime.date(2026, 1, 5)).expected is None


def test_a_lapsed_level_is_below_what_is_expected_and_waits_to_be_renewed(place: Place) -> None:
    RoleExpectationFactory(task=place.task, weeks=6, level=3)
    EntrustmentFactory(
        person=place.person,
        task=place.task,
        starts_on=datetime.date(2024, 10, 1),
        valid_until=datetime.date(2026, 10, 1),
    )
    found = place.standing()
    assert (found.standing, found.next_level, found.below_expected) == (0, 3, True)
    assert found.missing[0].words == "Something new: nothing was shown since the decision of 1 October 2024"


def test_months_at_a_level_run_on_through_a_renewal(place: Place) -> None:
    first = EntrustmentFactory(
        person=place.person,
        task=place.task,
        state="replaced",
        starts_on=datetime.date(2026, 6, 1),
        valid_until=datetime.date(2028, 6, 1),
        ended_on=datetime.date(2026, 10, 20),
    )
    EntrustmentFactory(person=place.person, task=place.task, starts_on=first.ended_on)
    held = place.standing().held
    assert held is not None
    assert (held.since, held.level_since) == (datetime.date(2026, 10, 20), datetime.date(2026, 6, 1))
    assert "months" not in {lack.code for lack in place.standing().missing}


def test_a_decision_that_waits_is_told(place: Place) -> None:
    row = EntrustmentFactory(
        person=place.person,
        task=place.task,
        level=4,
        state="waiting",
        second_by=None,
        starts_on=None,
        valid_until=None,
    )
    waiting = place.standing().waiting
    assert waiting == row
    assert waiting is not None
    assert waiting.decided_by == row.decided_by


def test_no_framework_no_tasks() -> None:
    person = StaffFactory()
    assert task_standings(council_id=person.council_id, person_ids=[person.pk], on=DAY) == {person.pk: []}


def test_the_number_of_queries_does_not_grow(place: Place) -> None:
    def cost(people: list[int]) -> int:
        with CaptureQueriesContext(connection) as seen:
            found = task_standings(council_id=place.council.pk, person_ids=people, on=DAY)
        assert set(found) == set(people)
        return len(seen)

    place.shown("KC", competency=place.provision)
    few = cost([place.person.pk])
    EntrustableTaskFactory(framework=place.task.framework, code="ET08", competencies=[place.outcomes])
    people = [place.person.pk]
    for _ in range(5):
        person = StaffFactory(team=place.team)
        people.append(person.pk)
        EntrustmentFactory(person=person, task=place.task)
        EvidenceFactory(person=person, competency=place.outcomes)
    assert cost(people) == few <= 16
