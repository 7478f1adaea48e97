"""`entrustment_gaps`: one person's levels and what is missing, as plain data."""

from __future__ import annotations

import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.competencies import (
    EntrustableTaskFactory,
    EntrustmentFactory,
    EvidenceFactory,
    RoleExpectationFactory,
)

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = StringIO()
    call_command("entrustment_gaps", *args, stdout=out)
    return out.getvalue()


def test_the_document_has_every_key() -> None:
    task = EntrustableTaskFactory(framework__council=CouncilFactory())
    person = StaffFactory(council=task.framework.council, role="R02")
    RoleExpectationFactory(task=task, weeks=26, level=3)
    EvidenceFactory(person=person, competency=task.competencies.get(), kind="KC")
    EntrustmentFactory(person=person, task=task, level=2)
    report = json.loads(run("--person", person.email.upper(), "--on", "2026-11-02", "--json"))
    tasks = report.pop("tasks")
    assert report == {"person": person.email, "role": "R02", "on": "2026-11-02"}
    (row,) = tasks
    missing = row.pop("missing")
    assert row == {
        "code": "ET07",
        "title": "Write a complete draft plan",
        "level": 2,
        "counts": True,
        "valid_until": "2028-10-01",
        "lapsed_on": None,
        "expected": 3,
        "next_level": 3,
        "ready": False,
        "waiting": None,
    }
    assert [lack["code"] for lack in missing] == ["kinds", "live"]


def test_words_for_people() -> None:
    task = EntrustableTaskFactory(framework__council=CouncilFactory())
    person = StaffFactory(council=task.framework.council)
    EntrustmentFactory(
        person=person, task=task,
        starts_on=datetime.date(2023, 1, 1), valid_until=datetime.date(2025, 1, 1),
    )  # fmt: skip
    said = run("--person", person.email, "--on", "2026-11-02")
    assert "ET07 Write a complete draft plan: level 3 lapsed on 2025-01-02; for 3" in said
    assert "    Something new: nothing was shown since the decision of 1 January 2023" in said


@pytest.mark.parametrize(
    ("args", "words", "code"),
    [
        (["--person", "nobody@alderwick.example"], "There is nobody with the e-mail", 1),
        (["--person", "PERSON"], "no framework in force", 1),
    ],
)
def test_it_says_what_is_wrong(args: list[str], words: str, code: int) -> None:
    person = StaffFactory()
    with pytest.raises(CommandError, match=words) as refused:
        run(*[person.email if arg == "PERSON" else arg for arg in args])
    assert refused.value.returncode == code


def test_a_day_that_is_none() -> None:
    task = EntrustableTaskFactory(framework__council=CouncilFactory())
    person = StaffFactory(council=task.framework.council)
    with pytest.raises(CommandError, match="Write the day like") as refused:
        run("--person", person.email, "--on", "2 November")
    assert refused.value.returncode == 2
