"""The effect of training: the planted change is found, workshops that do nothing show nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.assignments.effect import (
    LEAST,
    UNTRAINED,
    Case,
    Effect,
    Gain,
    compare_gains,
    grades_before,
    measure_effect,
)
from courses.assignments.rules import Replay, replay_audits
from tests.courses.assignments import loop_truth

Marks = dict[tuple[str, str], list[tuple[date, int]]]


@cache
def _replay() -> Replay:
    return replay_audits(loop_truth.audits(), loop_truth.ruleset(), people=loop_truth.people())


@cache
def _marks(by: str) -> Marks:
    marks: Marks = defaultdict(list)
    for audit in loop_truth.audits():
        for measure in loop_truth.measures():
            if audit.marks[measure.place]:
                marks[getattr(audit, by), measure.code].append((audit.on, audit.marks[measure.place]))
    return marks


def _people_cases() -> list[Case]:
    return [
        Case(
            one.writer,
            one.criterion,
            tuple(look.grade for look in one.looks),
            one.on,
            None if one.held else one.due,
        )
        for one in _replay().people
        if not one.held or one.held in UNTRAINED
    ]


def _workshop_cases() -> list[Case]:
    marks = _marks("team")
    cases = []
    for one in _replay().teams:
        quarter_began = (one.on.replace(day=1) - timedelta(days=45)).replace(day=1)
        before = grades_before(marks, one.team, one.criterion, quarter_began)
        cases.append(Case(one.team, one.criterion, before, one.on, None if one.held else one.due))
    return cases


def test_training_shows_the_change_that_was_planted() -> None:
    effect = measure_effect(_people_cases(), _marks("writer"))
    assert (effect.trained.n, effect.untrained.n) == (2585, 2416)
    assert round(effect.trained.mean, 3) == 1.121
    assert round(effect.untrained.mean, 3) == 0.872
    assert round(effect.difference, 3) == 0.249
    assert effect.low < 0.23 < effect.high
    assert effect.low > 0
    assert "regression to the mean likely" in effect.words


def test_training_shows_in_points_of_good_or_better_too() -> None:
    effect = measure_effect(_people_cases(), _marks("writer"), good_only=True)
    assert round(effect.difference, 3) == 0.091


def test_workshops_that_changed_nothing_show_nothing() -> None:
    effect = measure_effect(_workshop_cases(), _marks("team"), wait_days=30)
    assert min(effect.trained.n, effect.untrained.n) > 50
    assert effect.low <= 0 <= effect.high
    assert abs(effect.difference) < 0.06
    assert effect.words.startswith("No clear change.")


@pytest.mark.parametrize(("trained", "untrained"), [(7, 50), (50, 7), (0, 0), (7, 7)])
def test_below_the_smallest_number_nothing_is_claimed(trained: int, untrained: int) -> None:
    effect = compare_gains(_gains(trained), _gains(untrained))
    assert effect.too_few
    assert effect.words.startswith("Too few to tell")
    assert "of a grade" not in effect.words


def test_the_smallest_number_itself_is_enough() -> None:
    assert not compare_gains(_gains(LEAST), _gains(LEAST)).too_few


def test_a_pair_trained_before_its_window_ended_is_not_a_comparison() -> None:
    found = date(2026, 1, 5)
    marks = {("w", "F3"): [(found + timedelta(days=60), 3)]}
    waiting = Case("w", "F3", (2,), found)
    trained = Case("w", "F3", (2,), found + timedelta(days=10), found + timedelta(days=31))
    assert measure_effect([waiting], marks).untrained.n == 1
    both = measure_effect([waiting, trained], marks)
    assert (both.trained.n, both.untrained.n) == (1, 0)


def test_a_later_audit_counts_from_the_day_after_to_the_last_day_of_the_window() -> None:
    done = date(2026, 3, 2)
    case = Case("w", "F3", (2,), done - timedelta(days=14), done)

    def n(day: int) -> int:
        return measure_effect([case], {("w", "F3"): [(done + timedelta(days=day), 3)]}).trained.n

    assert [n(0), n(1), n(180), n(181)] == [0, 1, 1, 0]


@given(
    st.lists(st.floats(-3, 3), min_size=8, max_size=40),
    st.lists(st.floats(-3, 3), min_size=8, max_size=40),
    st.floats(-1, 1),
)
def test_the_interval_holds_the_difference_and_moves_with_it(
    one: list[float], two: list[float], shift: float
) -> None:
    effect = _compare(one, two)
    moved = _compare([step + shift for step in one], two)
    assert effect.low <= effect.difference <= effect.high
    assert moved.difference == pytest.approx(effect.difference + shift, abs=1e-9)
    assert moved.high - moved.low == pytest.approx(effect.high - effect.low, abs=1e-9)


def _compare(one: list[float], two: list[float]) -> Effect:
    return compare_gains(
        [Gain(f"a{number}", steps) for number, steps in enumerate(one)],
        [Gain(f"b{number}", steps) for number, steps in enumerate(two)],
    )


def _gains(n: int) -> list[Gain]:
    return [Gain(f"w{number}", number % 3 - 1.0) for number in range(n)]
