"""An editor puts activities into a lesson in the browser, and hears of codes that lead nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courses.pages.models import LessonPage
from tests.factories.academy import StaffFactory
from tests.factories.activities import activity_lesson
from tests.factories.learning import founded_council
from tests.factories.practice import SumFactory
from tests.factories.tasks import EditionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> LessonPage:
    return activity_lesson(founded_council())[1]


@pytest.fixture
def editor(lesson: LessonPage) -> Client:
    client = Client()
    client.force_login(StaffFactory(council=lesson.council, role="R15"))
    client.get("/cms/")
    return client


def form_of(lesson: LessonPage, blocks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the editors' form sends: `blocks` by kind, the fields of each by their names in the form."""
    said: dict[str, Any] = {
        "title": lesson.title, "slug": lesson.slug, "summary": lesson.summary, "minutes": lesson.minutes,
        "law": [], "law_as_at": "2026-11-01", "review_due": "", "body-count": str(len(blocks)),
        "action-publish": "publish",
    }  # fmt: skip
    for number, (kind, fields) in enumerate(blocks.items()):
        before = f"body-{number}"
        said |= {f"{before}-type": kind, f"{before}-order": str(number), f"{before}-deleted": ""}
        said |= {f"{before}-id": ""}
        said |= {f"{before}-value-{name}" if name else f"{before}-value": v for name, v in fields.items()}
    return said


def listed(name: str, *values: str) -> dict[str, str]:
    """A list of words in the form."""
    found = {f"{name}-count": str(len(values))}
    for n, value in enumerate(values):
        found |= {f"{name}-{n}-value": value, f"{name}-{n}-order": str(n), f"{name}-{n}-deleted": ""}
        found |= {f"{name}-{n}-id": "", f"{name}-{n}-type": "item"}
    return found


BLOCKS: dict[str, dict[str, Any]] = {
    "reflection": {"title": "Think", "prompt": "What will you ask first?", "hint": ""},
    "exercise": {"title": "Practise", "kind": "X3", "intro": "", **listed("codes", "x3-1 ")},
    "practical_task": {"code": "AT2", "note": ""},
}


def test_the_form_offers_every_block_by_group(lesson: LessonPage, editor: Client) -> None:
    page = editor.get(f"/cms/pages/{lesson.pk}/edit/")
    assert page.status_code == 200
    for words in (
        "Scenario with choices",
        "Shadowing record",
        "Live session",
        "Together and at work",
        "Film",
    ):
        assert words in page.content.decode(), words


def test_codes_that_lead_nowhere_are_kept_and_told_in_words(lesson: LessonPage, editor: Client) -> None:
    path = f"/cms/pages/{lesson.pk}/edit/"
    assert editor.post(path, form_of(lesson, BLOCKS)).status_code == 302
    page = editor.get(path).content.decode()
    assert "the bank has nothing in use called X3-1" in page and "there is no task AT2" in page
    assert "What will you ask first?" in page, "nothing that was written is lost"


def test_what_is_half_written_is_saved_without_a_click(lesson: LessonPage, editor: Client) -> None:
    """As the editor's script sends it: a story without an end and an empty question."""
    path, half = f"/cms/pages/{lesson.pk}/edit/", {"title": "A call", "intro": "", "steps-count": "0"}
    answer = editor.post(
        path,
        {**form_of(lesson, {"scenario": half}), "action-publish": ""},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200 and answer.json()["success"] is True, answer.content
    page = editor.get(path).content.decode()
    assert "A call" in page and "part 1 (scenario with choices)" in page


def test_a_lesson_with_activities_is_kept(lesson: LessonPage, editor: Client) -> None:
    version = SumFactory(council=lesson.council, code="X3-1")
    version.item.kind = "X3"
    version.item.save()
    EditionFactory(task__council=lesson.council, task__code="AT2")
    answer = editor.post(f"/cms/pages/{lesson.pk}/edit/", form_of(lesson, BLOCKS))
    assert answer.status_code == 302, answer.context["form"].errors
    lesson = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert [block.block_type for block in lesson.body] == list(BLOCKS)
    assert list(lesson.body[1].value["codes"]) == ["X3-1"]
