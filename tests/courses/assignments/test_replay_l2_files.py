"""The eight long extracts, brought in as files, replayed: equal to their own recorded truth."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from academy.people.models import User
from assessments.imports.actions import bring_in_file
from tests.courses.assignments import loop_truth
from tests.courses.assignments.history import build_academy
from tests.factories.academy import StaffFactory

MONTHS = ("2025-06", "2025-07", "2025-09", "2025-10", "2026-04", "2026-05", "2026-10", "2026-11")
FILES = loop_truth.FIXTURES.parent / "audits"


@pytest.fixture
def approver(db: None) -> User:
    """Who approves the files, in an academy with its people and rules and no audits."""
    return StaffFactory(role="R13", council=build_academy().council)


def test_the_eight_files_replay_as_recorded(approver: User) -> None:
    for month in MONTHS:
        name = f"{month}_L2.csv"
        result = bring_in_file(
            council=approver.council,
            name=name,
            raw=gzip.decompress((FILES / f"{name}.gz").read_bytes()),
            approver=approver,
            history_only=True,
            at=timezone.now(),
        )
        assert result.state == "applied", result.words
    out = io.StringIO()
    call_command("replay_loop", "--from", "2024-12-01", "--to", "2026-11-30", "--json", stdout=out)
    lines, truth = json.loads(out.getvalue()), loop_truth.read_lines("assignments_l2_files.jsonl")
    assert lines == truth
