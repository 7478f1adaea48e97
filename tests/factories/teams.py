"""Makes a team with levels, for the pages of a team."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.people.models import Council, Team, User
from competencies.entrustment.models import Entrustment
from competencies.framework.models import EntrustableTask, Framework
from courses.pathways.models import Licence
from tests.factories.academy import PersonFactory, StaffFactory
from tests.factories.competencies import EntrustmentFactory, FrameworkFactory
from tests.factories.pathways import LicenceFactory

LONG = 900
YEAR = datetime.timedelta(days=365)

SEEN = [
    {"id": 1, "kind": "WP", "competency": "C5.4", "label": "Draft plan, P-20417", "shown_on": "2026-01-12"}
]
"""What a decision rests on; one from before the academy rests on nothing here."""


@dataclass
class Board:
    """A council's framework and the day on which the tests look at it."""

    council: Council
    today: datetime.date

    def tasks(self, *codes: str) -> list[EntrustableTask]:
        """Tasks of the framework in force, in the order of their codes; made once."""
        framework = FrameworkFactory(council=self.council)
        return [_task(framework, code) for code in codes]

    def trust(
        self, person: User, code: str, level: int, *, days: int = 300, lasts: int = LONG, **more: object
    ) -> Entrustment:
        """A decision so many days ago that lasts so many days from then."""
        since = self.today - datetime.timedelta(days=days)
        task = self.tasks(code)[0]
        return EntrustmentFactory(
            person=person, task=task, level=level, starts_on=since,
            valid_until=since + datetime.timedelta(days=lasts), **{"cited": SEEN, **more},
        )  # fmt: skip

    def license(self, person: User, kind: Licence.Kind) -> Licence:
        """A licence in force."""
        return LicenceFactory(
            person=person, kind=kind, starts_on=self.today - YEAR / 5, ends_on=self.today + YEAR / 2
        )


def _task(framework: Framework, code: str) -> EntrustableTask:
    known = EntrustableTask.objects.filter(framework=framework, code=code).first()
    return known or EntrustableTask.objects.create(
        framework=framework, code=code, title=f"Do the thing of {code}", position=int(code[2:])
    )


def board_of(council: Council) -> Board:
    """The board of a council today."""
    return Board(council, timezone.localdate())


def fill_team(team: Team, count: int, board: Board, codes: list[str]) -> list[User]:
    """So many coordinators, each at level 4 on every task."""
    people = [StaffFactory(team=team, role="R02") for _ in range(count)]
    tasks = board.tasks(*codes)
    since = board.today - datetime.timedelta(days=300)
    decider, second = PersonFactory(council=team.council), PersonFactory(council=team.council)
    now = timezone.now()
    Entrustment.objects.bulk_create(
        Entrustment(
            person=person, task=task, task_identity=task.identity, level=4, state="stands",
            reason="Three plans of good quality", law_as_at=since, decided_by=decider, decided_at=now,
            second_by=second, second_at=now, starts_on=since, valid_until=since + 2 * YEAR,
        )
        for person in people
        for task in tasks
    )  # fmt: skip
    return people
