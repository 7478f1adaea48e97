"""A council with lists of plans and people who may audit them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.models import Council, Team, User
from assessments.auditing.models import ListedPlan
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.assessments import InstrumentFactory
from tests.factories.auditing import ListedPlanFactory

MONTH = datetime.date(2026, 10, 1)


@dataclass(frozen=True)
class Desk:
    """North and South with a manager and writers each, two of QA; thirty plans of October, twenty new."""

    council: Council
    north: Team
    south: Team
    leads: dict[str, User]
    qa: User
    other_qa: User
    writers: list[User]
    plans: list[ListedPlan]


def desk(*, plans: int = 30) -> Desk:
    """The usual council of these tests."""
    council = CouncilFactory()
    InstrumentFactory(council=council)
    north, south, office = (TeamFactory(council=council, name=name) for name in ("North", "South", "Quality"))
    leads = {team.name: StaffFactory(team=team, role="R10") for team in (north, south)}
    qa, other_qa = (StaffFactory(team=office, role="R13") for _ in range(2))
    writers = [
        StaffFactory(team=team, role="R02", manager=leads[team.name])
        for team in (north, south)
        for _ in range(5)
    ]
    rows = [
        ListedPlanFactory(
            writer=writers[number % 10],
            month=MONTH,
            issued_on=MONTH + datetime.timedelta(days=number % 28),
            plan_ref=f"PR-{number:04d}",
            plan_type="existing" if number % 3 == 2 else "new",
        )
        for number in range(plans)
    ]
    return Desk(council, north, south, leads, qa, other_qa, writers, rows)
