"""A council with a writer and everybody who may decide about them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask
from tests.factories.academy import CouncilFactory, StaffFactory, TeamFactory
from tests.factories.competencies import EntrustableTaskFactory, EvidenceFactory, LevelFactory

NAMES = (
    ("Not yet", "No evidence yet", "Cannot do the task on live cases"),
    ("Watching", "Has watched it done", "Shadow only"),
    ("Working with full check", "Does it; every product checked before it leaves the team", "All signed off"),
    ("Working with light check", "Does routine cases", "Sample check"),
    ("Trusted", "Does it across the range", "After-the-event audit only"),
    ("Leads others", "Teaches, assesses and moderates it", "May sign others at 2 to 4"),
)
WHY = "Three plans of good quality and one meeting that I watched"


class Scene:
    """A team with a writer, a peer, a manager and a lead; another team's manager; the practice lead."""

    def __init__(self) -> None:
        self.council = CouncilFactory()
        self.team = TeamFactory(council=self.council, name="North Review")
        self.other_team = TeamFactory(council=self.council, name="South Review")
        self.writer: User = StaffFactory(team=self.team, given_name="Wren", family_name="Writer")
        self.peer: User = StaffFactory(team=self.team)
        self.manager: User = StaffFactory(team=self.team, role="R10", given_name="Mina", family_name="Boss")
        self.lead: User = StaffFactory(team=self.team, role="R11")
        self.stranger: User = StaffFactory(team=self.other_team)
        self.second: User = StaffFactory(
            team=self.other_team, role="R10", given_name="Sol", family_name="Second"
        )
        self.practice: User = StaffFactory(
            council=self.council, role="R15", given_name="Pia", family_name="Practice"
        )
        self.head: User = StaffFactory(council=self.council, role="R12")
        self.foreigner: User = StaffFactory(role="R15", team=TeamFactory(council=CouncilFactory()))
        self.task: EntrustableTask = EntrustableTaskFactory(framework__council=self.council)
        for number, (name, descriptor, allowed) in enumerate(NAMES):
            level = LevelFactory(framework=self.task.framework, number=number)
            level.name, level.descriptor, level.work_allowed = name, descriptor, allowed
            level.save()
        self.competency = self.task.competencies.get()
        self.clients: dict[int, Client] = {}

    def as_(self, person: User) -> Client:
        """A signed-in browser of this person."""
        if person.pk not in self.clients:
            self.clients[person.pk] = Client()
            self.clients[person.pk].force_login(person)
        return self.clients[person.pk]

    def shown(self, kind: str, **more: Any) -> Evidence:
        """A piece of evidence for the task."""
        more = {"competency": self.competency, "shown_on": timezone.localdate(), **more}
        row: Evidence = EvidenceFactory(person=self.writer, kind=kind, **more)
        return row

    def url(self, end: str = "", person: User | None = None) -> str:
        """The page of the writer's task, or one below."""
        return f"/people/{(person or self.writer).pk}/levels/ET07/{end}"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def words(answer: Any, status: int = 200) -> str:
    """What a page says, on one line."""
    assert answer.status_code == status, answer
    return " ".join(answer.content.decode().split())
