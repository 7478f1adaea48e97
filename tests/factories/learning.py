"""The shipped modules in a council, loaded once a test: framework, site and pages."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from academy.people.models import Council
from assessments.instruments.actions import load_instrument, load_principles
from competencies.framework.actions import load_framework
from courses.pages.models import LessonPage, ModulePage
from home.pages.actions import ensure_site
from tests.factories.academy import CouncilFactory
from tests.factories.courses import module_page

NOON = datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC)
CHECK_ID, EXERCISE_ID = "0d7f1c1e-0000-4000-8000-000000000001", "0d7f1c1e-0000-4000-8000-000000000002"


def founded_council(**fields: Any) -> Council:
    """A council with the framework, the plan audit and its pages' tree, but no modules."""
    council = CouncilFactory(**fields)
    for file, load in (
        ("competencies/fixtures/framework.json", load_framework),
        ("assessments/fixtures/plan-audit.json", load_instrument),
    ):
        data = json.loads((Path(settings.BASE_DIR) / file).read_text(encoding="utf-8"))
        load(council=council, data=data, by=None, at=timezone.now())
    load_principles(council=council, by=None, at=timezone.now())
    ensure_site(council=council)
    return council


def option(id: str, text: str, correct: bool) -> dict[str, Any]:
    """One answer as a page stores it."""
    value = {"text": text, "correct": correct, "feedback": f"About {text}"}
    return {"type": "item", "id": id, "value": value}


def question(number: int, kind: str, right: str) -> dict[str, Any]:
    """One question as a page stores it; `right` are the letters of the right answers of a, b and c."""
    options = [option(f"q{number}-{one}", f"answer {one}", one in right) for one in "abc"]
    value = {
        "kind": kind,
        "stem": f"Question {number}?",
        "options": options,
        "explanation": "So it is",
        "law": "",
    }
    return {"type": "item", "id": f"q{number}", "value": value}


def check_block() -> dict[str, Any]:
    """A check with three questions; two of three pass."""
    questions = [question(1, "single", "a"), question(2, "single", "b"), question(3, "multiple", "ab")]
    value = {"title": "A short check", "intro": "Take your time", "pass_mark": 67, "questions": questions}
    return {"type": "knowledge_check", "id": CHECK_ID, "value": value}


def rewrite_block() -> dict[str, Any]:
    """A rewrite with three lines to look for."""
    rubric = [
        {
            "type": "item",
            "id": f"line-{n}",
            "value": {"label": label, "must": n < 3, "looks_like": f"Words of {label}"},
        }
        for n, label in enumerate(["Who", "How often", "When reviewed"], 1)
    ]
    value = {
        "title": "Now rewrite one", "original": "Regular small group work",
        "advice": "Three times a week, 25 minutes",
        "prompt": "Say who, how long and how often", "model_answer": "A teacher leads a group of four",
        "model_notes": [{"type": "item", "id": "note-1", "value": "It names who"}], "rubric": rubric,
    }  # fmt: skip
    return {"type": "rewrite", "id": EXERCISE_ID, "value": value}


def text_block(words: str = "Plain words") -> dict[str, Any]:
    """Running text."""
    return {"type": "text", "value": f"<p>{words}</p>"}


def small_module(council: Council, code: str = "PM-01") -> tuple[ModulePage, list[LessonPage]]:
    """A module of two lessons: one to read, with a rewrite; one with the check. The first edition."""
    ensure_site(council=council)
    module = module_page(council, code)
    bodies = {"first-steps": [text_block(), rewrite_block()], "check-yourself": [text_block(), check_block()]}
    lessons = []
    for slug, body in bodies.items():
        page = LessonPage(
            slug=slug, title=slug.replace("-", " ").capitalize(), minutes=15, body=json.dumps(body)
        )
        module.add_child(instance=page)
        page.save_revision().publish()
        lessons.append(LessonPage.objects.get(pk=page.pk))
    module.save_revision().publish()
    return ModulePage.objects.get(pk=module.pk), lessons
