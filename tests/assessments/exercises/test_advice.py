"""X9: who must be asked follows from the case, earlier advice needs three, and what a reply lacks."""

import json
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.advice.givers import ALWAYS, ticks_for
from assessments.exercises.advice.kind import Advice
from assessments.exercises.advice.marking import MISSING
from assessments.questions.kinds import Line, Marked, content_faults
from assessments.questions.kinds.slots import is_law

KIND = Advice()
ITEMS = {
    item["code"]: item
    for item in json.loads(Path("assessments/fixtures/items/X9.json").read_text(encoding="utf-8"))
}


def content(**more: Any) -> dict[str, Any]:
    return {"case": "A child.", **more}


def must(one: dict[str, Any]) -> set[str]:
    return {tick.value for tick in ticks_for(one) if tick.right}


def marked(one: dict[str, Any], **answer: Any) -> Marked:
    return KIND.mark(KIND.draw(one, 1), answer)


def lines_of(result: Marked, ask: str) -> list[Line]:
    return [line for line in result.lines if line.ask == ask]


# The five of the seed


def test_x9_1_deaf_in_year_10_and_unknown_to_social_care() -> None:
    assert must(ITEMS["X9-1"]["content"]) == {*ALWAYS, "deaf", "adulthood"}
    line = next(one for one in marked(ITEMS["X9-1"]["content"]).lines if one.label == "Social care")
    assert "Unknown does not mean skip" in line.reason


def test_x9_2_somebody_whom_the_parents_reasonably_ask_for() -> None:
    assert must(ITEMS["X9-2"]["content"]) == {*ALWAYS, "r1"}


def test_x9_3_an_old_report_needs_all_three() -> None:
    one = ITEMS["X9-3"]["content"]
    assert marked(one, already1="no").points == 1
    assert "psychological" in must(one)
    line = lines_of(marked(one, already1="yes"), "already1")[0]
    assert not line.right and "must all be satisfied" in line.reason and line.law == ("reg-6-4",)


def test_x9_4_a_closed_file_is_no_advice() -> None:
    one = ITEMS["X9-4"]["content"]
    result = marked(one, reply1="no", reply1_missing=["needs", "provision", "outcomes"])
    assert result.points == 2
    assert "designated clinical officer" in lines_of(result, "q1")[0].key


def test_x9_5_two_weeks_of_easter_are_no_exception() -> None:
    one = ITEMS["X9-5"]["content"]
    shown = KIND.draw(one, 1)
    chase, excuse = (
        next(value for value, words in shown["questions"][0]["choices"] if part in words)
        for part in ("Chase", "school-closure exception")
    )
    assert not KIND.mark(shown, {"q1": chase}).nevers
    fallen = KIND.mark(shown, {"q1": excuse})
    assert len(fallen.nevers) == 1 and "less than four weeks" in fallen.nevers[0]


# Who must be asked


@pytest.mark.parametrize(
    ("facts", "more"),
    [
        ({}, set()),
        ({"year": 8}, set()),
        ({"year": 9}, {"adulthood"}),
        ({"sensory": ["hearing"]}, {"deaf"}),
        ({"sensory": ["vision"]}, {"blind"}),
        ({"sensory": ["vision", "hearing"]}, {"both"}),
        ({"requested": [{"who": "A", "needed": True, "reason": "x"}, {"who": "B", "reason": "y"}]}, {"r1"}),
        ({"others": [{"who": "A", "reason": "x"}, {"who": "B", "needed": True, "reason": "y"}]}, {"o2"}),
    ],
)
def test_who_must_be_asked_follows_from_the_case(facts: dict[str, Any], more: set[str]) -> None:
    assert must(content(**facts)) == {*ALWAYS, *more}


@pytest.mark.parametrize("said", list(product((True, False), repeat=3)))
def test_earlier_advice_stands_only_when_all_three_are_satisfied(said: tuple[bool, bool, bool]) -> None:
    row = {
        "giver": "medical",
        "report": "the report",
        **dict(zip(("author", "council", "family"), said, strict=True)),
    }
    one = content(ask_who=True, already=[row])
    assert ("medical" in must(one)) is not all(said)
    assert marked(one, already1="yes" if all(said) else "no").points == 1


def test_everybody_ticked_is_nothing_gained() -> None:
    one = content(ask_who=True)
    shown = KIND.draw(one, 1)
    every = [row["value"] for row in shown["givers"]]
    result = KIND.mark(shown, {"who": every})
    assert result.points < result.of and not result.right
    assert KIND.mark(shown, {"who": list(ALWAYS)}).right


# Replies


def reply(*missing: str) -> dict[str, Any]:
    return content(
        replies=[{"sender": "Health", "text": "Words.", "missing": list(missing), "reason": "So."}]
    )


@pytest.mark.parametrize(
    ("said", "points"),
    [
        (["needs", "date"], 2),
        (["needs"], 1.5),
        (["needs", "author"], 1),
        ([value for value, _ in MISSING], 1),
        ([], 1),
    ],
)
def test_what_a_reply_lacks_is_marked_in_parts(said: list[str], points: float) -> None:
    result = marked(reply("needs", "date"), reply1="no", reply1_missing=said)
    assert (result.points, result.of) == (points, 2)


def test_a_sound_reply_has_one_point_and_finding_fault_costs_half() -> None:
    assert marked(reply(), reply1="yes").right
    assert marked(reply(), reply1="yes", reply1_missing=["date"]).points == 0.5
    assert marked(reply(), reply1="no").points == 0
    assert marked(reply()).of == 1


@pytest.mark.parametrize("code", ITEMS)
def test_the_items_are_in_order_and_their_models_get_every_point(code: str) -> None:
    item = ITEMS[code]
    assert content_faults(KIND, item["content"]) == []
    shown = KIND.draw(item["content"], 3)
    assert json.loads(json.dumps(shown)) == shown
    result = KIND.mark(shown, KIND.model(shown))
    assert result.right and not result.nevers
    assert KIND.mark(shown, {}).points == 0
    assert all(is_law(key) for line in result.lines for key in line.law)
    names = [ask.name for ask in KIND.asks(shown)]
    assert len(set(names)) == len(names) and set(KIND.model(shown)) <= set(names)


@given(st.one_of(st.none(), st.text(), st.integers(), st.lists(st.one_of(st.text(), st.none()))))
def test_no_answer_breaks_the_marking(junk: Any) -> None:
    for code in ("X9-5", "X9-7", "X9-8"):
        shown = KIND.draw(ITEMS[code]["content"], 1)
        answer = {ask.name: junk for ask in KIND.asks(shown)}
        if junk not in ("yes", "no", "0", "1", "2", "3"):
            assert KIND.mark(shown, answer).points == 0


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({}, "ask_who"),
        ({"ask_who": True, "notes": [{"giver": "care", "words": "x"}] * 2}, "notes/1/giver"),
        (
            {"questions": [{"ask": "?", "answers": ["a", "b"], "right": "c", "reason": "x"}]},
            "questions/0/right",
        ),
        (
            {"questions": [{"ask": "?", "answers": ["a", "b"], "right": "a", "trap": "b", "reason": "x"}]},
            "questions/0/never",
        ),
        ({"questions": [{"ask": "?", "answers": ["a"], "right": "a", "reason": "x"}]}, "questions/0/answers"),
    ],
)
def test_a_fault_is_said_at_its_place(more: dict[str, Any], path: str) -> None:
    assert content_faults(KIND, content(ask_who=True)) == []
    assert [fault.path for fault in content_faults(KIND, content(**more))] == [path]


def test_thousands_are_marked_in_a_second() -> None:
    shown = KIND.draw(ITEMS["X9-7"]["content"], 1)
    answer = KIND.model(shown)
    begin = time.process_time()
    for _ in range(1000):
        KIND.mark(shown, answer)
    assert time.process_time() - begin < 0.5
