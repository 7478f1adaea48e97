"""The demo's gates: a running cohort of which each stands somewhere else, made through the actions."""

from __future__ import annotations

import datetime

import pytest
from allauth.account.models import EmailAddress

from courses.gates.models import AssessedResult, GateDecision
from courses.gates.queries import gate_status
from home.founding.actions.gating import gate_through
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.worlds import council_world

pytestmark = pytest.mark.django_db
UNTIL = datetime.datetime(2026, 11, 26, 16, 0, tzinfo=datetime.UTC)


def test_the_running_cohort_shows_every_case() -> None:
    world = council_world()
    cohort = CohortFactory(council=world.council, name="COH-9")
    starter = world.people["starter"]
    EmailAddress.objects.create(user=starter, email="starter@alderwick.example", verified=True)
    people = [starter] + [
        StaffFactory(team=world.own_team, role="R01", manager=world.people["manager"]) for _ in range(5)
    ]
    for person in people:
        MemberFactory(cohort=cohort, person=person)
    gate_through(council=world.council, until=UNTIL)
    states = sorted(one["gates"]["1"]["state"] for one in gate_status(cohort, on=UNTIL.date())["members"])
    assert states == ["moved", "opened", "opened", "opened", "ready", "to_come"]
    assert (AssessedResult.objects.count(), GateDecision.objects.count()) == (26, 4)
