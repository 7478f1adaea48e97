"""What an author is told when an activity is not in order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.blocks.stream_block import StreamBlockValidationError

from courses.pages.blocks import scenario
from courses.pages.blocks.codes import unknown_codes
from courses.pages.models import LessonPage
from courses.pages.queries import draw
from tests.factories.academy import CouncilFactory
from tests.factories.activities import IDS, activity_blocks, listed, story_value
from tests.factories.practice import SumFactory
from tests.factories.tasks import EditionFactory

pytestmark = pytest.mark.django_db


def body_of(*blocks: dict[str, Any]) -> Any:
    return LessonPage(body=json.dumps(list(blocks))).body


def clean(*blocks: dict[str, Any]) -> None:
    body = body_of(*blocks)
    body.stream_block.clean(body)


def changed(what: str, **values: Any) -> dict[str, Any]:
    block = next(one for one in activity_blocks() if one["type"] == what)
    return {**block, "value": {**block["value"], **values}}


def test_one_of_each_is_accepted_and_drawn() -> None:
    clean(*activity_blocks())
    content = draw(LessonPage(title="Do it", body=json.dumps(activity_blocks())))
    assert [one.form for one in content.activities] == [
        "scenario", "reflection", "exercise", "practice_question", "shadowing", "practical_task",
    ]  # fmt: skip
    assert [one.id for one in content.activities] == [IDS[one.form] for one in content.activities]
    assert any("Sort the cards" in part.html and "10 min" in part.html for part in content.parts)


def test_every_activity_shows_in_an_editors_preview() -> None:
    html = str(body_of(*activity_blocks()).render_as_block())
    for words in ("She rings again.", "What will you ask?", "X3-1", "X99-1", "Do it in a pair", "AT2"):
        assert words in html, words


@pytest.mark.parametrize(
    ("names", "ways", "words"),
    [
        (["a", "b"], {"a": ["b", ""], "b": [""]}, ""),
        (["a", "a"], {"a": [""]}, "Two steps are called a"),
        (["a"], {"a": ["x"]}, "goes on with x, but no step is called that"),
        (["a", "b"], {"a": ["b"], "b": ["a", ""]}, "goes round in a circle: a to b to a"),
        (["a", "b"], {"a": [""], "b": [""]}, "Nobody ever comes to step b"),
    ],
)
def test_every_step_is_met_and_every_way_ends(
    names: list[str], ways: dict[str, list[str]], words: str
) -> None:
    fault = scenario.fault_in(names, ways)
    assert words in fault and bool(fault) is bool(words)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (changed("exercise", kind="X2"), "X3-1 is not of kind X2"),
        (changed("exercise", codes=[]), "Minimum"),
        (changed("live_session", minutes=45), "take 30 minutes together, but the session takes 45"),
        (changed("reflection", prompt=""), "required"),
        (changed("shadowing", questions=[]), "Minimum"),
        (changed("scenario", steps=story_value()["steps"][1:]), "Nobody ever comes"),
        (changed("practical_task", code=""), "required"),
        (changed("practice_question", codes=listed(*["Q-1"] * 7)), "Maximum"),
    ],
)
def test_what_is_not_in_order_is_said(block: dict[str, Any], words: str) -> None:
    if words == "Nobody ever comes":
        for step in block["value"]["steps"]:
            for one in step["value"]["choices"]:
                one["value"]["goes_to"] = ""
    with pytest.raises(StreamBlockValidationError) as said:
        clean(block)
    assert words.lower() in str(said.value.as_json_data()).lower()


def test_codes_must_lead_somewhere(django_assert_num_queries: Any) -> None:
    council, other = CouncilFactory(), CouncilFactory()
    SumFactory(council=council, code="X99-1")
    SumFactory(council=other, code="X3-1")
    EditionFactory(task__council=other, task__code="AT2")
    body = body_of(*activity_blocks())
    with django_assert_num_queries(2):
        said = unknown_codes(council_id=council.pk, body=body)
    places = [block["type"] for block in activity_blocks()]
    assert {places[place] for place in said} == {"exercise", "practical_task"}
    assert "no item in use called X3-1" in said[places.index("exercise")]
    assert "no practical task AT2" in said[places.index("practical_task")]


def test_an_exercise_must_be_of_the_kind_that_the_block_says() -> None:
    council = CouncilFactory()
    SumFactory(council=council, code="X3-1")
    block = next(one for one in activity_blocks() if one["type"] == "exercise")
    said = unknown_codes(council_id=council.pk, body=body_of(block))
    assert said == {0: "Not of kind X3: X3-1."}
