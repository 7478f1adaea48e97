"""What an author is told when a block is not in order, and what the panels make of lists."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.blocks.stream_block import StreamBlockValidationError

from academy.law.pack import all_references
from courses.pages.blocks.knowledge_check import MULTIPLE, SINGLE, fault_in
from courses.pages.blocks.panels import LinesWidget, TicksWidget
from courses.pages.models import LessonPage, ModulePage
from tests.factories.courses import module_page
from tests.factories.learning import (
    check_block,
    founded_council,
    option,
    question,
    rewrite_block,
    small_module,
    text_block,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "right", "words"),
    [
        (SINGLE, [True, False], ""),
        (SINGLE, [False, False], "exactly one; none is ticked"),
        (SINGLE, [True, True], "exactly one; 2 are ticked"),
        (MULTIPLE, [True, True, False], ""),
        (MULTIPLE, [True, False], "at least two ticks"),
        (MULTIPLE, [True, True], "Add at least one that is wrong"),
    ],
)
def test_right_answers_fit_the_kind_of_question(kind: str, right: list[bool], words: str) -> None:
    fault = fault_in(kind, right)
    assert words in fault and bool(fault) is bool(words)


def clean(*blocks: dict[str, Any]) -> None:
    body = LessonPage(body=json.dumps(list(blocks))).body
    body.stream_block.clean(body)


def test_a_sound_lesson_is_accepted() -> None:
    clean(text_block(), check_block(), rewrite_block())


def test_a_check_needs_a_question_with_its_right_answer() -> None:
    block = check_block()
    block["value"]["questions"] = [question(1, "single", "ab")]
    with pytest.raises(StreamBlockValidationError) as said:
        clean(block)
    assert "exactly one; 2 are ticked" in str(said.value.as_json_data())


def test_a_lesson_has_one_check_at_most() -> None:
    with pytest.raises(StreamBlockValidationError):
        clean(check_block(), {**check_block(), "id": "another"})


def test_a_rewrite_says_what_a_good_answer_must_have() -> None:
    block = rewrite_block()
    for line in block["value"]["rubric"]:
        line["value"]["must"] = False
    with pytest.raises(StreamBlockValidationError) as said:
        clean(block)
    assert "must have" in str(said.value.as_json_data())


def test_an_answer_without_feedback_is_refused() -> None:
    block = check_block()
    block["value"]["questions"][0]["value"]["options"].append(option("x", "no words", False))
    block["value"]["questions"][0]["value"]["options"][-1]["value"]["feedback"] = ""
    with pytest.raises(StreamBlockValidationError):
        clean(block)


def test_lines_are_a_list_and_back() -> None:
    widget = LinesWidget()
    assert widget.format_value(json.dumps(["One", "Two"])) == "One\nTwo"
    assert json.loads(widget.value_from_datadict({"o": " One \n\nTwo\r\n"}, {}, "o")) == ["One", "Two"]
    assert widget.format_value("no list") == ""


def test_ticks_keep_codes_that_are_no_longer_offered() -> None:
    widget = TicksWidget(choices=[("Group", [("F1", "Specific")])])
    html = widget.render("criteria", json.dumps(["F1", "OLD"]))
    assert "Specific" in html and "OLD (no longer listed)" in html and html.count("checked") == 2
    assert json.loads(widget.value_from_datadict(QueryDict("criteria=F1&criteria=OLD"), {}, "criteria")) == [
        "F1",
        "OLD",
    ]
    assert widget.value_omitted_from_data({}, {}, "criteria") is False


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("main_competency", "C99.9", "the competency framework"),
        ("other_competencies", ["C99.8"], "the competency framework"),
        ("criteria", ["Z9"], "the plan audit"),
        ("principles", ["P77"], "the principles"),
        ("law", ["no-such-act"], "the law pack"),
    ],
)
def test_codes_that_nobody_knows_are_named(name: str, value: Any, where: str) -> None:
    module = module_page(founded_council())
    setattr(module, name, value)
    with pytest.raises(ValidationError) as said:
        module.full_clean()
    assert list(said.value.message_dict) == [name]
    assert f"Not in {where}: " in said.value.message_dict[name][0]


def test_a_code_is_used_once_in_a_council_and_may_be_used_in_another() -> None:
    council = founded_council()
    first = module_page(council, "PM-01")
    second = ModulePage(title="Again", slug="again", code="PM-01", summary="Again", main_competency="C5.4")
    with pytest.raises(ValidationError, match="Another module has the code PM-01"):
        first.get_parent().add_child(instance=second)
    assert module_page(founded_council(), "PM-01").code == "PM-01"


def test_a_page_takes_the_council_of_the_page_above() -> None:
    council = founded_council()
    module, lessons = small_module(council)
    assert {module.council_id, *(lesson.council_id for lesson in lessons)} == {council.pk}


def test_a_law_block_shows_what_the_pack_says_and_copes_with_a_key_that_is_gone() -> None:
    held = all_references()[0]
    body = [
        {"type": "legal_reference", "value": {"key": held.key, "note": "Why it matters"}},
        {"type": "legal_reference", "value": {"key": "gone", "note": "Nothing to say"}},
    ]
    html = str(LessonPage(body=json.dumps(body)).body.render_as_block())
    assert held.citation in html and "Why it matters" in html and "1 November 2026" in html
    assert "Nothing to say" not in html
