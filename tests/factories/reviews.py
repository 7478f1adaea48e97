"""Modules on their way to learners, and reviews of them."""

from __future__ import annotations

import json
from typing import Any

from django.utils import timezone

from academy.people.models import Council, User
from courses.pages.models import LessonPage, ModulePage
from courses.reviews.models import ModuleReview, Verdict
from courses.reviews.queries.drafts import draft_of
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.courses import module_page
from tests.factories.learning import check_block, text_block


def worked_example() -> dict[str, Any]:
    """A case from beginning to end."""
    step = {"type": "item", "id": "step-1", "value": {"title": "Read", "text": "The advice first"}}
    value = {"title": "Sam’s plan", "situation": "Sam is eight", "steps": [step], "result": "It says who"}
    return {"type": "worked_example", "id": "11111111-0000-4000-8000-000000000001", "value": value}


def reflection() -> dict[str, Any]:
    """Something to think about."""
    value = {"title": "Think", "prompt": "What will you ask first?", "hint": ""}
    return {"type": "reflection", "id": "11111111-0000-4000-8000-000000000002", "value": value}


def good_body() -> list[dict[str, Any]]:
    """All that a module needs, in one lesson."""
    words = {**text_block("Say who does what, and how often."), "id": "11111111-0000-4000-8000-000000000003"}
    return [words, worked_example(), reflection(), check_block()]


def written_module(council: Council, code: str = "PM-41", **fields: Any) -> ModulePage:
    """A module of drafts that lacks nothing, which learners have never had."""
    module = module_page(council, code, live=False, minutes=20, **fields)
    lesson = LessonPage(
        title="Say it plainly", slug="say-it-plainly", summary="Plain words", minutes=20, live=False,
        body=json.dumps(good_body()),
    )  # fmt: skip
    module.add_child(instance=lesson)
    for page in (lesson, module):
        page.save_revision(clean=False)
    return ModulePage.objects.get(pk=module.pk)


def change_words(module: ModulePage, words: str, by: User | None = None) -> LessonPage:
    """An editor words the text of the first lesson anew, as a draft."""
    lesson = LessonPage.objects.child_of(module).order_by("path")[0].get_latest_revision_as_object()
    raw = list(lesson.body.get_prep_value())
    raw[0]["value"] = f"<p>{words}</p>"
    lesson.body = json.dumps(raw)
    lesson.save_revision(user=by, clean=False)
    return LessonPage.objects.get(pk=lesson.pk)


def make_review(module: ModulePage, coauthor: User | None = None, **fields: Any) -> ModuleReview:
    """A review as the database keeps it."""
    council = module.council
    given: dict[str, Any] = {"opened_at": timezone.now(), "kind": "full", "asked": "Is it kind?", **fields}
    if "opened_by" not in given:
        given["opened_by"] = StaffFactory(council=council, role="R15")
    person = coauthor or PartnerFactory(council=council, role="P13")
    return ModuleReview.objects.create(module=module, coauthor=person, **given)


def make_verdict(review: ModuleReview, step: str = "practice", **fields: Any) -> Verdict:
    """A yes to the module as it is, unless told otherwise."""
    draft = draft_of(module=review.module)
    given: dict[str, Any] = {
        "says": "agree", "by": review.opened_by, "at": timezone.now(), "mark": draft.mark,
        "number": review.verdicts.count() + 1, "read": [one.kept() for one in draft.passages], **fields,
    }  # fmt: skip
    return Verdict.objects.create(review=review, step=step, **given)
