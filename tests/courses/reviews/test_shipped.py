"""Every module that comes with the academy is worth an hour: an example, something to do, and a check."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from django.conf import settings

from academy.law.pack import all_references, law_as_at
from courses.pages.actions.loading import lesson_fields, module_fields
from courses.pages.models import LessonPage, ModulePage
from courses.reviews.queries.checks import unfinished
from courses.reviews.queries.drafts import module_text
from courses.reviews.rules.checks import Finding, Known, findings_in, musts_in
from courses.reviews.rules.passages import ModuleText

pytestmark = pytest.mark.django_db
FILES = sorted((Path(settings.BASE_DIR) / "courses/fixtures").glob("[ip]*/*.json"))
KNOWN = Known(
    today=datetime.date(2026, 11, 20),
    law_as_at=law_as_at(),
    citations={held.key: held.citation for held in all_references()},
)
DEEP = ("IND-2.", "IND-4.")
"""Weeks 2 and 4 of the induction are taught in full depth."""


def shipped(path: Path) -> ModuleText:
    data = json.loads(path.read_text(encoding="utf-8"))
    lessons = [LessonPage(slug=one["slug"], **lesson_fields(data, one)) for one in data["lessons"]]
    return module_text(ModulePage(**module_fields(data)), lessons)


def lacks(path: Path) -> tuple[Finding, ...]:
    return findings_in(shipped(path), KNOWN)


def test_all_sixty_four_are_there_and_advice_in_four_versions() -> None:
    names = {path.stem for path in FILES}
    advice = {"PM-22E", "PM-22P", "PM-22H", "PM-22S"}
    assert sum(name.startswith("IND-") for name in names) == 36
    assert sum(name.startswith("PM-") for name in names - advice) == 28
    assert advice < names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_lacks_nothing_that_a_module_must_have(path: Path) -> None:
    assert [one.words for one in musts_in(lacks(path))] == []
    assert [one.words for one in unfinished(shipped(path))] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.stem.startswith(DEEP)], ids=lambda p: p.stem)
def test_weeks_two_and_four_go_deep(path: Path) -> None:
    """Two examples, a story, something to write or judge, exercises, time to think, and a check of six."""
    blocks = [block for lesson in shipped(path).lessons for block in lesson.blocks]
    count = {kind: sum(block["type"] == kind for block in blocks) for kind in {b["type"] for b in blocks}}
    assert count.get("worked_example", 0) >= 2 and count.get("scenario") and count.get("reflection")
    assert count.get("exercise") or count.get("practice_question") or count.get("practical_task")
    assert count.get("rewrite")
    questions = next(b for b in blocks if b["type"] == "knowledge_check")["value"]["questions"]
    assert len(questions) >= 6
