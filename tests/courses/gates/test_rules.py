"""How results come to a task that is met and a gate that may be opened, without a database."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from academy.kit.refusals import Refused
from courses.gates.catalogue import catalogue
from courses.gates.rules.gates import Decided, GateStanding, can_open, check_gate, check_new_date
from courses.gates.rules.levels import missing_levels
from courses.gates.rules.tasks import Said, stand

DAY = datetime.date(2026, 11, 12)
TABLE = catalogue()


def said(
    task: str, part: str = "", met: bool = True, attempt: int = 1, version: int = 1, after: int = 0
) -> Said:
    return Said(task, part, attempt, version, DAY + datetime.timedelta(days=after), met, 80)


def test_the_table_has_ten_tasks_three_gates_and_thirteen_starter_tasks() -> None:
    assert list(TABLE.tasks) == [f"AT{number}" for number in range(1, 11)]
    assert [code for gate in TABLE.gates.values() for code in gate.tasks] == list(TABLE.tasks)
    assert all(TABLE.tasks[code].gate == gate.number for gate in TABLE.gates.values() for code in gate.tasks)
    assert len(TABLE.starter_tasks) == 13
    assert {part.source for task in TABLE.tasks.values() for part in task.parts} == {
        "paper", "task", "conversation"
    }  # fmt: skip
    assert TABLE.part_fed_by("paper", "AT6-CAL") == (TABLE.tasks["AT6"], TABLE.tasks["AT6"].parts[1])
    assert TABLE.part_fed_by("paper", "TRY1") is None


def test_every_part_is_fed_by_a_paper_or_task_that_comes_with_the_academy() -> None:
    folder = Path(__file__).resolve().parents[3] / "assessments" / "fixtures"
    for task in TABLE.tasks.values():
        for part in task.parts:
            if part.source in ("paper", "task"):
                assert (folder / f"{part.source}s" / f"{part.ref}.json").exists(), part


def test_a_task_of_two_parts_is_met_when_both_are() -> None:
    task = TABLE.tasks["AT1"]
    assert stand(task, []).state == "open"
    half = stand(task, [said("AT1", "AT1")])
    assert (half.state, half.met, half.missing) == (
        "some", False, "Law check and reflective log (AT1): reflective log not taken yet",
    )  # fmt: skip
    both = stand(task, [said("AT1", "AT1"), said("AT1", "AT1-LOG", after=3)])
    assert both.met and both.met_on == DAY + datetime.timedelta(days=3)


def test_a_resit_waits_and_counts() -> None:
    task = TABLE.tasks["AT3"]
    first = stand(task, [said("AT3", met=False)])
    assert (first.state, first.attempts) == ("not_yet", 1)
    assert first.again_on == DAY + datetime.timedelta(days=2)
    second = stand(task, [said("AT3", met=False), said("AT3", attempt=2, after=4)])
    assert (second.state, second.attempts, second.again_on) == ("met", 2, None)


def test_the_last_word_on_an_attempt_stands() -> None:
    task = TABLE.tasks["AT2"]
    assert stand(task, [said("AT2", met=False), said("AT2", version=2, after=1)]).met
    assert not stand(task, [said("AT2"), said("AT2", met=False, version=2, after=1)]).met


def test_a_task_that_was_judged_as_one_needs_no_parts() -> None:
    assert stand(TABLE.tasks["AT6"], [said("AT6")]).met


def gate_one(*met: str, decided: tuple[Decided, ...] = (), reached: bool = True) -> GateStanding:
    tasks = tuple(stand(task, [said(task.code)] if task.code in met else []) for task in TABLE.tasks_of(1))
    return GateStanding(TABLE.gates[1], tasks, DAY, reached, decided)


def test_a_gate_says_what_is_missing_in_words() -> None:
    gate = gate_one("AT1", "AT2")
    assert gate.missing == ("Timeline set (AT3): not taken yet",)
    with pytest.raises(Refused, match=r"Gate 1 cannot be opened yet. Missing: Timeline set \(AT3\)"):
        check_gate(gate)
    assert not can_open(gate)


def test_a_gate_is_opened_in_its_turn_and_once() -> None:
    gate = gate_one("AT1", "AT2", "AT3")
    assert can_open(gate) and gate.state == "ready"
    assert replace(gate, gate=TABLE.gates[2], reached=False).missing[0] == "Gate 1 is not open yet"
    opened = replace(gate, decided=(Decided(True, DAY, "A manager"),))
    assert opened.state == "opened" and not can_open(opened)
    with pytest.raises(Refused, match="was opened on 12 November 2026"):
        check_new_date(opened, DAY, DAY)


def test_a_new_date_lies_ahead() -> None:
    gate = gate_one("AT1", decided=(Decided(False, DAY, "A manager", "", "Again", DAY),))
    assert gate.state == "moved" and gate.is_late(DAY + datetime.timedelta(days=1))
    with pytest.raises(Refused, match="choose today or a day to come"):
        check_new_date(gate, DAY - datetime.timedelta(days=1), DAY)


def test_levels_that_are_enough_to_graduate() -> None:
    codes = [one.code for one in TABLE.starter_tasks]
    enough = {code: 3 if place < 4 else 2 for place, code in enumerate(codes)}
    assert missing_levels(TABLE, enough) == ()
    assert "3 are needed" not in str(missing_levels(TABLE, enough))
    few = {**enough, codes[0]: 2}
    assert missing_levels(TABLE, few) == ("level 3 is agreed on 3 starter tasks, and 4 are needed",)
    low = {**enough, codes[-1]: 1}
    assert "is below level 2" in missing_levels(TABLE, low)[0]
