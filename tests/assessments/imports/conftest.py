"""A council with its audit tool, writers and people who bring files in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone

from academy.people.models import Council, User
from assessments.imports.actions import check_batch, receive_file
from assessments.imports.models import Batch
from courses.assignments.actions import load_default_rules
from tests.assessments.imports.files import LONG_HEADER, WIDE_HEADER, csv_bytes, long_rows, wide_row
from tests.factories.academy import StaffFactory
from tests.factories.assessments import full_plan_audit
from tests.factories.worlds import council_world


@dataclass
class Desk:
    """Who does what in these tests."""

    council: Council
    qa: User
    pdl: User
    writer: User
    coordinator: User
    manager: User

    @property
    def at(self) -> datetime.datetime:
        """Now, always the same moment."""
        return datetime.datetime(2026, 10, 20, 10, 0, tzinfo=datetime.UTC)

    def receive(self, raw: bytes, name: str = "october.csv", by: User | None = None) -> Batch:
        """Send a file and check it."""
        batch = receive_file(council=self.council, name=name, raw=raw, by=by or self.qa, at=self.at)
        return check_batch(batch_id=batch.pk, by=by or self.qa, at=self.at)[0]

    def long(self, *audits: list[list[str]]) -> bytes:
        """A long extract of these audits."""
        return csv_bytes([LONG_HEADER, *(row for audit in audits for row in audit)])

    def wide(self, *rows: list[str]) -> bytes:
        """A wide export of these rows."""
        return csv_bytes([WIDE_HEADER, *rows])

    def audit(self, marks: dict[str, str] | None = None, **cells: str) -> list[list[str]]:
        """Long rows of an audit of the writer's plan."""
        cells = {"writer": self.writer.ref, "auditor": self.qa.ref} | cells
        return long_rows(marks or {"F3": "2", "F4": "3", "A1": "4", "B2": "NA"}, **cells)

    def row(self, **cells: str) -> list[str]:
        """A wide row of an audit of the writer's plan."""
        return wide_row(**{"Writer": self.writer.ref, "Auditor": self.qa.ref} | cells)


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path: Path) -> Path:
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(db: None) -> Desk:
    world = council_world()
    full_plan_audit(world.council)
    load_default_rules(council=world.council, by=None, at=timezone.now())
    writer = StaffFactory(
        team=world.own_team,
        role="R02",
        ref="AW-1",
        given_name="Ottoline",
        family_name="Fernsby",
        email="o.f@a.example",
    )
    people = world.people
    return Desk(world.council, people["qa"], people["pdl"], writer, people["coordinator"], people["manager"])
