"""X7: what is found, what a wrong tick costs, the test, the time, and a reason that a person judges."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exercises.decisions.kind import Decisions
from assessments.exercises.decisions.timing import timing_of
from assessments.exercises.ticks import NONE, Tick, mark_ticks, model_ticks
from assessments.questions.kinds import Marked, content_faults

KIND = Decisions()
ITEMS = {
    item["code"]: item
    for item in json.loads(Path("assessments/fixtures/items/X7.json").read_text(encoding="utf-8"))
}
CHECKS = [
    {"text": "No appeal", "wrong": True, "reason": "It is not there."},
    {"text": "No mediation", "wrong": True, "reason": "It is not there."},
    {"text": "No reasons", "reason": "They are there."},
    {"text": "No signature", "reason": "Nobody asks for one."},
]
TESTS = [
    {"text": "May be necessary", "right": True, "reason": "Section 36."},
    {"text": "Is necessary", "reason": "That comes later."},
]


def content(**more: Any) -> dict[str, Any]:
    return {"heading": "The letter", "document": "Dear all.", "checks": CHECKS, **more}


def marked(said: Any, one: dict[str, Any] | None = None, **rest: Any) -> Marked:
    shown = KIND.draw(one or content(), 1)
    return KIND.mark(shown, {"found": said, **rest})


def found_in(code: str) -> set[str]:
    shown = KIND.draw(ITEMS[code]["content"], 1)
    return {row["text"] for row in shown["checks"] if row.get("wrong")}


# The five of the seed


def test_the_five_keys() -> None:
    assert found_in("X7-1") >= {"It does not apply the legal test"}
    assert any("condition" in text for text in found_in("X7-2"))
    assert found_in("X7-3") == {"Information on mediation is missing"}
    assert "It does not apply the legal test" in found_in("X7-4")
    late = KIND.draw(ITEMS["X7-5"]["content"], 1)
    assert found_in("X7-5") == set() and late["timing"]["key"] == "no"
    assert "the rights still run" in late["timing"]["reason"]
    assert "9 November 2026" in late["timing"]["reason"]


def test_the_test_for_assessing_and_the_test_for_a_plan_are_told_apart() -> None:
    for code, part in (("X7-1", "may be necessary"), ("X7-3", "is necessary for provision")):
        shown = KIND.draw(ITEMS[code]["content"], 1)
        line = next(line for line in KIND.mark(shown, KIND.model(shown)).lines if line.ask == "test")
        assert part in line.key


# Ticks


@pytest.mark.parametrize(
    ("said", "points"),
    [
        (["c1", "c2"], 2),
        (["c1"], 1),
        (["c1", "c3"], 0),
        (["c1", "c2", "c3"], 1),
        (["c1", "c2", "c3", "c4"], 0),
        (["c3", "c4"], 0),
        ([NONE], 0),
        ([], 0),
        ("c1", 1),
    ],
)
def test_a_wrong_tick_costs_but_never_below_nought(said: Any, points: float) -> None:
    result = marked(said)
    assert (result.points, result.of) == (points, 2)
    assert result.right is (said == ["c1", "c2"])


def test_wrong_ticks_do_not_eat_the_points_of_the_rest() -> None:
    result = marked(["c3", "c4"], content(tests=TESTS), test="t1")
    assert (result.points, result.of) == (1, 3)


def test_every_tick_that_matters_has_its_reason() -> None:
    lines = {line.label: line for line in marked(["c1", "c3"]).lines}
    assert set(lines) == {"No appeal", "No mediation", "No reasons"}
    assert lines["No appeal"].right and lines["No appeal"].reason.startswith("You found it.")
    assert lines["No mediation"].reason == "You missed this. It is not there."
    assert lines["No reasons"].reason == "This is not wrong or missing here. They are there."


def test_a_sound_letter_is_found_by_saying_none() -> None:
    sound = content(checks=CHECKS[2:])
    assert marked([NONE], sound).right
    assert (marked([], sound).points, marked([], sound).of) == (0, 1)
    assert not marked(["c1"], sound).right and not marked([NONE, "c1"], sound).right


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.lists(st.integers(0, 9)))
def test_ticks_get_from_nought_to_all_and_all_only_for_the_right_ones(
    key: list[bool], said: list[int]
) -> None:
    ticks = [Tick(str(n), f"Box {n}", right, "Why.") for n, right in enumerate(key)]
    lines = mark_ticks("a", ticks, [str(n) for n in said])
    got, of = sum(line.points for line in lines), sum(line.of for line in lines)
    assert 0 <= got <= of
    chosen = {n for n in said if n < len(key)}
    if any(key):
        assert (got == of) is (chosen == {n for n, right in enumerate(key) if right})
    model = mark_ticks("a", ticks, model_ticks(ticks))
    assert sum(line.points for line in model) == sum(line.of for line in model)


# The test, the time and the reason


def test_a_wrong_test_is_told_why_not_and_what() -> None:
    line = next(line for line in marked([], content(tests=TESTS), test="t2").lines if line.ask == "test")
    assert line.right is False and line.reason == "That comes later. Section 36."
    assert line.key == "May be necessary"


@pytest.mark.parametrize(("acted", "key"), [("2026-10-19", "yes"), ("2026-10-20", "no")])
def test_the_time_is_worked_out_from_the_law(acted: str, key: str) -> None:
    timing = timing_of("TR-01:decide", "2026-09-07", acted)
    assert timing["key"] == key and "19 October 2026" in timing["reason"]
    one = content(rule="TR-01:decide", started="2026-09-07", acted=acted, document="Sent {acted}.")
    shown = KIND.draw(one, 1)
    assert shown["document"] == f"Sent {int(acted[-2:])} October 2026."
    assert KIND.mark(shown, {"in_time": key}).points == 1


def test_a_written_reason_gives_no_points_and_goes_to_a_person() -> None:
    one = content(reason_ask="Write it.", good=["names the test"], model_reason="We asked.")
    result = marked(["c1", "c2"], one, reason="My reason")
    assert result.for_person and result.right
    line = result.lines[-1]
    assert line.right is None and line.of == 0 and line.said == "My reason"
    assert "names the test" in line.reason and "We asked." in line.reason
    assert not marked([]).for_person


@given(st.one_of(st.none(), st.text(), st.integers(), st.lists(st.one_of(st.text(), st.none()))))
def test_no_answer_breaks_the_marking(junk: Any) -> None:
    one = content(
        tests=TESTS, rule="TR-01:decide", started="2026-09-07", acted="2026-10-19", reason_ask="Write."
    )
    result = marked(junk, one, test=junk, in_time=junk, reason=junk)
    assert result.points == 0 and result.of == 4


@pytest.mark.parametrize("code", ITEMS)
def test_the_items_are_in_order_and_their_models_get_every_point(code: str) -> None:
    item = ITEMS[code]
    assert content_faults(KIND, item["content"]) == []
    shown = KIND.draw(item["content"], 3)
    assert json.loads(json.dumps(shown)) == shown
    result = KIND.mark(shown, KIND.model(shown))
    assert result.right and "{" not in shown["document"] + shown["about"]
    assert KIND.mark(shown, {}).points == 0
    assert {ask.name for ask in KIND.asks(shown)} == set(KIND.model(shown))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"tests": [TESTS[1], TESTS[1]]}, "tests"),
        ({"checks": [CHECKS[0], CHECKS[0]]}, "checks/1/text"),
        ({"rule": "TR-01:decide"}, "started"),
        ({"rule": "TR-01:decide", "started": "2026-09-07", "acted": "2026-09-01"}, "acted"),
        ({"good": ["x"]}, "reason_ask"),
    ],
)
def test_a_fault_is_said_at_its_place(change: dict[str, Any], path: str) -> None:
    assert content_faults(KIND, content()) == []
    assert path in [fault.path for fault in content_faults(KIND, content(**change))]


def test_thousands_are_marked_in_a_second() -> None:
    shown = KIND.draw(ITEMS["X7-1"]["content"], 1)
    answer = KIND.model(shown)
    begin = time.process_time()
    for _ in range(1000):
        KIND.mark(shown, answer)
    assert time.process_time() - begin < 0.5
