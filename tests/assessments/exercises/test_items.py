"""Every item that the academy brings along: in order, answerable, and marked without a fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from academy.law.pack import reference
from assessments.questions.actions.loading import shipped_items
from assessments.questions.kinds import Marked, all_kinds, content_faults, kind_of

ITEMS = shipped_items()
SEEDS = (0, 1, 20261126)
ROOT = Path(__file__).resolve().parents[3]
FRAMEWORK = json.loads((ROOT / "competencies/fixtures/framework.json").read_text(encoding="utf-8"))
JUNK = (
    "",
    "   ",
    "?",
    "31/02/2026",
    "2026-02-31",
    "0",
    "-1",
    "é" * 500,
    "<script>alert(1)</script>",
    "9" * 60,
)


def name(item: dict[str, Any]) -> str:
    return str(item["code"])


def competency_codes() -> set[str]:
    return {row["code"] for row in FRAMEWORK["competencies"]}


def test_the_sixty_items_of_the_field_are_in_and_codes_are_used_once() -> None:
    codes = [item["code"] for item in ITEMS]
    assert len(codes) == len(set(codes))
    assert {f"X{kind}-{n}" for kind in range(1, 13) for n in range(1, 6)} <= set(codes)


def test_all_twelve_exercises_and_ten_kinds_of_question_are_known() -> None:
    exercises = {kind.code for kind in all_kinds() if kind.is_exercise and kind.code != "X99"}
    assert exercises == {f"X{n}" for n in range(1, 13)}
    questions = {"single", "multiple", "true_false", "short_text", "number", "date", "matching", "ordering"}
    assert questions | {"gaps", "long_text"} <= {kind.code for kind in all_kinds()}


@pytest.mark.parametrize("item", ITEMS, ids=name)
def test_an_item_is_in_order(item: dict[str, Any]) -> None:
    assert content_faults(kind_of(item["kind"]), item["content"]) == []
    assert item["title"] and item["minutes"] >= 1 and item["difficulty"] in (1, 2, 3)
    assert item["competencies"] and set(item["competencies"]) <= competency_codes()
    for key in item["law"]:
        reference(key)


@pytest.mark.parametrize("item", ITEMS, ids=name)
def test_the_model_answer_gets_every_point_and_falls_into_no_trap(item: dict[str, Any]) -> None:
    kind = kind_of(item["kind"])
    for seed in SEEDS:
        shown = json.loads(json.dumps(kind.draw(item["content"], seed)))
        asks = {ask.name: ask for ask in kind.asks(shown)}
        model = kind.model(shown)
        assert set(model) <= set(asks)
        marked = kind.mark(shown, model)
        if kind.code == "long_text":
            assert marked.for_person
            continue
        assert marked.of > 0
        assert marked.right, [line for line in marked.lines if line.right is False]
        for ask in asks.values():
            for one in model.get(ask.name, []) if ask.form == "choices" else [model.get(ask.name, "")]:
                assert not ask.choices or one == "" or one in dict(ask.choices), (ask.name, one)


@pytest.mark.parametrize("item", ITEMS, ids=name)
def test_whatever_is_sent_is_marked_and_can_be_kept(item: dict[str, Any]) -> None:
    kind = kind_of(item["kind"])
    shown = kind.draw(item["content"], 7)
    asks = kind.asks(shown)
    empty = kind.mark(shown, {})
    assert empty.points < empty.of or kind.code == "long_text"
    for junk in JUNK:
        for said in (junk, [junk]):
            marked = kind.mark(shown, {ask.name: said for ask in asks})
            assert 0 <= marked.points <= marked.of
    kept = json.loads(json.dumps(empty.as_row()))
    assert Marked.from_row(kept) == Marked.from_row(empty.as_row())
    for line in empty.lines:
        for key in line.law:
            reference(key)


@pytest.mark.parametrize("item", ITEMS, ids=name)
def test_every_line_says_why(item: dict[str, Any]) -> None:
    kind = kind_of(item["kind"])
    shown = kind.draw(item["content"], 7)
    for answer in ({}, kind.model(shown)):
        assert all(line.label and (line.reason or line.right) for line in kind.mark(shown, answer).lines)


def test_marking_is_the_same_whatever_was_marked_before() -> None:
    """Marking keeps what it read of an item; that must never change what is said of an answer."""

    def marks(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        found = {}
        for item in items:
            kind = kind_of(item["kind"])
            shown = kind.draw(item["content"], 1)
            found[name(item)] = kind.mark(shown, kind.model(shown)).as_row()
        return found

    exercises = [item for item in ITEMS if kind_of(item["kind"]).is_exercise]
    assert marks(exercises) == marks(exercises[::-1])
