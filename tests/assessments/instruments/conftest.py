"""A council with the instruments that come along and two who keep them."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from academy.people.models import Council, User
from assessments.instruments.actions import (
    CriterionWords,
    load_instruments,
    publish_version,
    save_about,
    save_criterion,
    send_version,
    start_draft,
)
from assessments.instruments.models import Criterion, Instrument
from tests.factories.academy import CouncilFactory, StaffFactory

AT = timezone.make_aware(datetime.datetime(2026, 11, 2, 10))
NEXT = datetime.date(2026, 12, 1)
WHY = "Skill and amount are two things in practice, so they are looked at apart."
PLAN = "plan-audit"


@dataclass
class Keepers:
    """A council with its instruments; `one` writes and sends, `two` returns or publishes."""

    council: Council
    first: Instrument
    one: User
    two: User
    staff: User

    def draft(self, code: str = PLAN) -> Instrument:
        return start_draft(council=self.council, code=code, by=self.one, at=AT)

    def row(self, instrument: Instrument, code: str) -> Criterion:
        return instrument.criteria.get(code=code)

    def save(
        self, draft: Instrument, held: str, *, how: str = "", why: str = "", **changes: Any
    ) -> Criterion:
        row = self.row(draft, held)
        said = dataclasses.replace(words_of(row), **changes)
        return save_criterion(instrument=draft, row=row, said=said, how=how, why=why, by=self.one, at=AT)

    def send(self, draft: Instrument) -> Instrument:
        save_about(
            instrument=draft, name=draft.name, what_changed=WHY, law_as_at=draft.law_as_at, by=self.one, at=AT
        )
        return send_version(instrument=draft, by=self.one, at=AT)

    def publish(self, draft: Instrument, day: datetime.date = NEXT) -> Instrument:
        return publish_version(instrument=self.send(draft), effective_from=day, by=self.two, at=AT)


def words_of(row: Criterion) -> CriterionWords:
    """A criterion as it stands."""
    found = {one.name: getattr(row, one.name) for one in dataclasses.fields(CriterionWords)}
    return CriterionWords(
        **{name: tuple(said) if isinstance(said, list) else said for name, said in found.items()}
    )


@pytest.fixture
def keepers(db: None) -> Keepers:
    council = CouncilFactory(name="Alderwick Council")
    first = load_instruments(council=council, by=None, at=AT)[PLAN]
    one, two = (StaffFactory(council=council, role=role) for role in ("R15", "R14"))
    return Keepers(council, first, one, two, StaffFactory(council=council))
