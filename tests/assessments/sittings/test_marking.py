"""Points, pass marks and what fails a paper whatever the points."""

from __future__ import annotations

import pytest

from assessments.questions.kinds import Line, Marked, kind_of
from assessments.sittings.marking import (
    MarkedSlot,
    counting_words,
    judged,
    judged_empty,
    lines_to_judge,
    outcome_of,
)


def slots(right: int, wrong: int) -> list[MarkedSlot]:
    return [MarkedSlot(1, 1, True)] * right + [MarkedSlot(0, 1, False)] * wrong


@pytest.mark.parametrize(
    ("right", "wrong", "mark", "passed", "share"),
    [
        (20, 5, 80, True, 80),
        (19, 6, 80, False, 76),
        (4, 1, 80, True, 80),
        (2, 1, 67, False, 66),
        (0, 0, 1, False, 0),
    ],
)
def test_the_pass_mark_is_reached_and_not_rounded_up_to(
    right: int, wrong: int, mark: int, passed: bool, share: int
) -> None:
    outcome = outcome_of(slots(right, wrong), pass_per_cent=mark)
    assert (outcome.passed, outcome.per_cent) == (passed, share)


def test_thirds_of_points_add_up() -> None:
    thirds = [MarkedSlot(1 / 3, 1 / 3, True)] * 3 + [MarkedSlot(0, 0.25, False)]
    assert outcome_of(thirds, pass_per_cent=80).passed


def test_an_item_with_many_parts_does_not_outweigh_the_others_unless_the_paper_says_so() -> None:
    def outcome(worth: int | None) -> tuple[float, float, bool]:
        exercise = MarkedSlot(5, 20, False, worth=worth)
        found = outcome_of([*([MarkedSlot(2, 2, True, worth=1)] * 9), exercise], pass_per_cent=80)
        return found.points, found.of, found.passed

    assert outcome(1) == (9.25, 10.0, True)
    assert outcome(3) == (9.75, 12.0, True)
    assert outcome(None) == (14.0, 29.0, False)


def test_an_item_without_points_counts_nothing() -> None:
    assert outcome_of([MarkedSlot(0, 0, False, worth=1)], pass_per_cent=1).of == 0


def test_how_items_count_is_said_in_words() -> None:
    assert counting_words([1, 1]).startswith("Each item counts alike")
    assert counting_words([None]).startswith("Each item counts the points that it has")
    assert "1 point, 3 points and its own points" in counting_words([None, 3, 1, 1])


def test_a_missed_never_item_fails_whatever_the_points() -> None:
    outcome = outcome_of([*slots(30, 0), MarkedSlot(0.5, 1, False, never=True)], pass_per_cent=80)
    assert not outcome.passed and outcome.failed_never and outcome.missed_never == 1
    assert outcome_of([*slots(30, 0), MarkedSlot(1, 1, True, never=True)], pass_per_cent=80).passed


def test_a_trap_fails_and_is_named_once() -> None:
    trap = MarkedSlot(1, 1, False, traps=("You counted working days.",))
    outcome = outcome_of([*slots(30, 0), trap, trap], pass_per_cent=80)
    assert not outcome.passed and outcome.traps == ("You counted working days.",)


def test_a_markers_levels_replace_the_machines_points() -> None:
    machine = Marked(
        (
            Line("Clear", "", None, "Look.", of=2.0),
            Line("Length", "", True, "Fine."),
            Line("All", "", None, "", of=1.0),
        ),
        nevers=("A trap.",),
        for_person=True,
    )
    assert [line.label for line in lines_to_judge({}, machine)] == ["Clear", "All"]
    after = judged({}, machine, [1, 2])
    assert (after.points, after.of, after.for_person) == (2.0, 3.0, False)
    assert after.lines[0].reason == "The marker says: Partly. Look." and after.lines[0].right is False
    assert after.lines[1] == machine.lines[1] and after.nevers == machine.nevers
    nothing = judged_empty({}, machine)
    assert (nothing.points, nothing.of) == (0.0, 3.0)


def test_an_answer_without_lines_is_judged_as_a_whole() -> None:
    after = judged({}, Marked((), for_person=True), [1])
    assert (after.points, after.of, after.lines[0].label) == (0.5, 1.0, "The whole answer")


RUBRIC = {
    "stem": "Why?",
    "rubric": [
        {"name": "Reason", "levels": ["None", "One", "Several"], "must": True},
        {"name": "Tone", "levels": ["Cold", "Kind"], "must": False},
    ],
}


def test_the_rubric_of_an_item_is_what_the_marker_sees() -> None:
    machine = kind_of("long_text").mark(RUBRIC, {"answer": "Because of the report."})
    reason, tone = lines_to_judge(RUBRIC, machine)
    assert (reason.levels, reason.most, reason.must, tone.most) == (
        ("None", "One", "Several"),
        2.0,
        True,
        1.0,
    )
    after = judged(RUBRIC, machine, [1, 1])
    assert (after.points, after.of) == (2.0, 3.0)
    assert "The marker says: One." in [line.reason for line in after.lines]
    assert judged(RUBRIC, machine, [0, 1]).points == 0.0
