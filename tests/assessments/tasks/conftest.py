"""A council with one open task, somebody who writes it and enough markers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from django.utils import timezone

from academy.people.models import User
from assessments.tasks.actions import (
    LineDraft,
    MarksDraft,
    TaskDraft,
    begin_work,
    claim_next,
    give_marks,
    open_task,
    save_draft,
    save_marks,
    save_task,
    submit_work,
)
from assessments.tasks.models import Marking, Submission, Task
from tests.factories.academy import StaffFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.worlds import CouncilWorld, council_world

WORDS = "The papers show two years of help.\n\nI recommend that the council assesses."
LEVELS = ("Wrong", "One slip", "Right", "Right and explained")


@dataclass
class School:
    """The world of one task, and short ways to act in it."""

    world: CouncilWorld
    task: Task
    at: datetime.datetime

    def person(self, name: str) -> User:
        return self.world.people[name]

    def draft(self, person: str = "coordinator", text: str = WORDS) -> Submission:
        work = begin_work(task=self.task, by=self.person(person), at=self.at)
        return save_draft(submission=work, text=text, seen=work.saves, by=self.person(person), at=self.at)

    def hand_in(self, person: str | User = "coordinator", text: str = WORDS) -> Submission:
        who = self.person(person) if isinstance(person, str) else person
        work = begin_work(task=self.task, by=who, at=self.at)
        work = save_draft(submission=work, text=text, seen=work.saves, by=who, at=self.at)
        return submit_work(submission=work, seen=work.saves, by=who, at=self.at)

    def claim(self, marker: str | User) -> Marking:
        who = self.person(marker) if isinstance(marker, str) else marker
        return claim_next(code="", by=who, at=self.at)

    def mark(self, marker: str | User, levels: Sequence[int] = (2, 2, 2)) -> Marking:
        """Claim, save and give."""
        marking = self.claim(marker)
        return self.give(marking, levels)

    def give(self, marking: Marking, levels: Sequence[int] = (2, 2, 2)) -> Marking:
        keys = [row.line_id for row in marking.lines.order_by("line__position")]
        said = MarksDraft(
            levels=dict(zip(keys, levels, strict=True)),
            words=dict.fromkeys(keys, "The papers are named."),
            strengths="The evidence is named well.",
            changes="Say by when the next step comes.",
        )
        save_marks(marking=marking, said=said, by=marking.marker, at=self.at)
        return give_marks(marking=marking, by=marking.marker, at=self.at)

    def more_writers(self, count: int) -> list[User]:
        return [StaffFactory(team=self.world.own_team, role="R02") for _ in range(count)]


def a_draft(**fields: object) -> TaskDraft:
    """A task with two must lines and one that is none."""
    lines = [
        LineDraft("Law and fact", LEVELS, must=True),
        LineDraft("Family is answered", LEVELS, must=True),
        LineDraft("Tone and clarity", LEVELS),
    ]
    usual = {
        "title": "Decision recommendation",
        "brief": "Recommend for each request what the council should do.",
        "competencies": ["C1.1", "C1.3"],
        "law": ["cfa-2014-s36-8"],
        "invented": ["Torvin Bellamore", "Saltmarsh Primary School"],
        "documents": [("The request", "Torvin is 7. Ms Bellamore asks for help.")],
        "lines": lines,
    }
    return TaskDraft(**{**usual, **fields})  # type: ignore[arg-type]


@pytest.fixture
def school(db: None) -> School:
    world = council_world()
    for code in ("C1.1", "C1.3"):
        CompetencyFactory(domain__framework__council=world.council, code=code)
    at = timezone.now()
    pdl = world.people["pdl"]
    edition = save_task(council=world.council, code="AT2", draft=a_draft(), by=pdl, at=at)
    return School(world, open_task(task=edition.task, by=pdl, at=at), at)


@pytest.fixture
def no_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pass is drawn for a second marking."""
    monkeypatch.setattr("assessments.tasks.actions.settling.is_sampled", lambda **_: False)


@pytest.fixture
def all_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pass is drawn."""
    monkeypatch.setattr("assessments.tasks.actions.settling.is_sampled", lambda **_: True)
