"""A council with a bank and somebody who sits papers; kinds of item that only these tests have."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client

from academy.people.models import User
from assessments.questions import kinds
from assessments.sittings.actions import Arrived, Kept, hand_in, save_answer, start_sitting
from assessments.sittings.models import Paper, Sitting, SittingSlot
from tests.factories.competencies import CompetencyFactory
from tests.factories.sittings import KINDS, NINE, PaperFactory, stocked
from tests.factories.worlds import CouncilWorld, council_world


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, kind in KINDS.items():
        monkeypatch.setitem(kinds._KINDS, code, kind)


class Hall:
    """Where papers are sat."""

    def __init__(self) -> None:
        self.world: CouncilWorld = council_world()
        self.council = self.world.council
        self.person: User = self.world.people["coordinator"]
        self.pdl: User = self.world.people["pdl"]
        CompetencyFactory(domain__framework__council=self.council)

    def paper(self, items: int = 4, kind: str = "test-echo", **fields: Any) -> Paper:
        stocked(self.council, items, kind=kind)
        return PaperFactory(council=self.council, **{"minutes": 30, **fields})

    def start(self, paper: Paper, at: datetime.datetime = NINE, seed: int = 7) -> Sitting:
        return start_sitting(paper=paper, by=self.person, at=at, seed=seed)

    def save(
        self, sitting: Sitting, position: int, word: str, at: datetime.datetime = NINE, **more: Any
    ) -> Kept:
        arrived = Arrived({"word": word} if word else {}, **more)
        kept = save_answer(
            sitting_id=sitting.pk, position=position, arrived=arrived, by=sitting.person, at=at
        )
        assert kept is not None
        return kept

    def answer_all(self, sitting: Sitting, right: int = 99, at: datetime.datetime = NINE) -> None:
        """The first `right` answers right, the others wrong."""
        for slot in sitting.slots.all():
            word = slot.shown["word"] if slot.position <= right else "wrong"
            self.save(sitting, slot.position, word, at, base=slot.saves)

    def sit(self, paper: Paper, right: int = 99, at: datetime.datetime = NINE, seed: int = 7) -> Sitting:
        sitting = self.start(paper, at, seed)
        self.answer_all(sitting, right, at)
        return hand_in(sitting_id=sitting.pk, by=self.person, at=at)

    @staticmethod
    def slot(sitting: Sitting, position: int) -> SittingSlot:
        return sitting.slots.get(position=position)


@pytest.fixture
def hall(db: None) -> Hall:
    return Hall()


@pytest.fixture
def client(hall: Hall) -> Client:
    """The one who sits papers, signed in."""
    client = Client()
    client.force_login(hall.person)
    return client
