"""The effect of training: the planted change is found, and what does nothing shows nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.effect_simulation import JUMP, make_world
from courses.assignments.effect import (
    LEAST,
    UNTRAINED,
    Call,
    Case,
    Effect,
    Fit,
    Mark,
    Side,
    gather_calls,
    gather_team_calls,
    measure_effect,
    measure_kinds,
    rank_effects,
)
from courses.assignments.effect.ranking import spread_between
from courses.assignments.effect.severity import estimate_severity, shrink
from courses.assignments.rules import Replay, replay_audits
from tests.courses.assignments import loop_truth

Seen = dict[tuple[str, str], list[Mark]]
SMALL = {"writers": 20, "each": 8, "auditors": 5}
WORLDS = 60


@cache
def _replay() -> Replay:
    return replay_audits(loop_truth.audits(), loop_truth.ruleset(), people=loop_truth.people())


@cache
def _marks(by: str) -> Seen:
    marks: Seen = defaultdict(list)
    codes = [measure.code for measure in loop_truth.measures()]
    for row in loop_truth.read_rows("audits_marks.csv"):
        on = date.fromisoformat(row["audit_date"])
        for code in codes:
            if row[code]:
                marks[row[by], code].append(Mark(on, int(row[code]), row["auditor_ref"]))
    return marks


@cache
def _calls() -> list[Call]:
    cases = [
        Case(
            one.writer,
            one.criterion,
            tuple(look.grade for look in one.looks),
            one.on,
            None if one.held else one.due,
            one.module,
            one.rule,
        )
        for one in _replay().people
        if not one.held or one.held in UNTRAINED
    ]
    return gather_calls(cases, _marks("writer_ref"))


def test_training_shows_the_change_that_was_planted() -> None:
    effect = measure_effect(_calls())
    assert effect.trained.n == 2585
    assert round(effect.trained.mean, 3) == 1.121
    assert round(effect.difference, 3) == 0.226
    assert effect.low < 0.23 < effect.high
    assert effect.low > 0.2
    assert "regression to the mean likely" in effect.words


def test_each_rule_alone_shows_it_too() -> None:
    effects, _ = measure_kinds(_calls(), [call.rule for call in _calls()])
    assert set(effects) == {"LR-01", "LR-02"}
    assert all(one.low < 0.23 < one.high for one in effects.values())


def test_modules_that_work_alike_are_not_ranked_apart() -> None:
    effects, fit = measure_kinds(_calls(), [call.module for call in _calls()])
    ranked = rank_effects(effects, fit)
    covered = sum(effects[one.kind].low < 0.23 < effects[one.kind].high for one in ranked)
    assert covered >= len(ranked) - 4
    assert max(one.last - one.first for one in ranked) == len(ranked) - 1
    assert max(one.value for one in ranked) - min(one.value for one in ranked) < 0.03


def test_workshops_that_changed_nothing_show_nothing() -> None:
    marks = _marks("team")
    cases = []
    for one in _replay().teams:
        since = one.on - timedelta(days=92)
        before = tuple(mark.grade for mark in marks[one.team, one.criterion] if since < mark.on <= one.on)
        cases.append(Case(one.team, one.criterion, before, one.on, None if one.held else one.due))
    effect = measure_effect(gather_team_calls(cases, marks))
    assert min(effect.trained.n, effect.untrained.n) > 50
    assert effect.low <= 0 <= effect.high
    assert abs(effect.difference) < 0.03
    assert effect.trained.mean > 0.15
    assert effect.words.startswith("No clear change.")


@pytest.mark.parametrize("jump", [0.0, JUMP])
def test_over_small_made_up_councils_the_interval_tells_the_truth(jump: float) -> None:
    """Of 60 intervals at 95%, 51 or fewer would cover the truth once in 1,900 such runs."""
    covered, off, naive = 0, [], []
    for seed in range(WORLDS // 2 if jump else WORLDS):
        world = make_world(seed=seed, jump=jump, **SMALL)
        effect = measure_effect(gather_calls(world.cases, world.marks))
        covered += effect.low <= world.truth <= effect.high
        off.append(effect.difference - world.truth)
        naive.append(effect.trained.mean - world.truth)
    assert covered >= 0.87 * len(off)
    assert abs(float(np.mean(off))) < 0.05
    assert float(np.mean(naive)) > 0.5


def test_who_is_trained_later_stays_with_the_untrained_and_counts_in_part() -> None:
    found = date(2026, 1, 5)
    marks = {("w", "F3"): [Mark(found + timedelta(days=day), 3) for day in (20, 40, 60, 80)]}
    waiting = Case("w", "F3", (2,), found)
    trained = Case("w", "F3", (2,), found + timedelta(days=20), found + timedelta(days=50))
    assert [call.dose for call in gather_calls([waiting], marks)] == [0.0]
    both = gather_calls([waiting, trained], marks)
    assert [(call.trained, call.dose) for call in both] == [(False, 0.5), (True, 1.0)]


def test_nothing_after_the_first_training_of_a_point_counts_as_a_call() -> None:
    found = date(2026, 1, 5)
    marks = {("w", "F3"): [Mark(found + timedelta(days=100), 3)]}
    first = Case("w", "F3", (2,), found, found + timedelta(days=14))
    again = Case("w", "F3", (2,), found + timedelta(days=30), found + timedelta(days=44))
    held = Case("w", "F3", (2,), found + timedelta(days=60))
    assert [call.day for call in gather_calls([first, again, held], marks)] == [0.0]


def test_a_later_audit_counts_from_the_day_after_to_the_last_day_of_the_window() -> None:
    done = date(2026, 3, 2)
    case = Case("w", "F3", (2,), done - timedelta(days=14), done)

    def n(day: int) -> int:
        return len(gather_calls([case], {("w", "F3"): [Mark(done + timedelta(days=day), 3)]}))

    assert [n(0), n(1), n(180), n(181)] == [0, 1, 1, 0]


@pytest.mark.parametrize(("trained", "untrained"), [(7, 50), (50, 7), (0, 0), (7, 7)])
def test_below_the_smallest_number_nothing_is_claimed(trained: int, untrained: int) -> None:
    effect = measure_effect([*_some(trained, trained=True), *_some(untrained, trained=False)])
    assert not effect.shown
    assert effect.difference == effect.low == effect.high == 0
    assert "of a grade" not in effect.words


def test_the_smallest_number_itself_is_enough() -> None:
    assert measure_effect([*_some(LEAST, trained=True), *_some(LEAST, trained=False)]).shown


def test_four_people_are_hidden_however_much_they_did() -> None:
    few = [_call(f"w{n % 4}", f"C{n}", trained=True) for n in range(40)]
    effect = measure_effect([*few, *_some(40, trained=False)])
    assert effect.hidden
    assert not effect.shown
    assert effect.words == "Fewer than five people stand behind it."


@settings(max_examples=25)
@given(
    st.lists(st.floats(-3, 3), min_size=8, max_size=30),
    st.lists(st.floats(-3, 3), min_size=8, max_size=30),
    st.floats(-1, 1),
)
def test_the_interval_holds_the_difference_and_moves_with_it(
    one: list[float], two: list[float], shift: float
) -> None:
    effect, moved = _compare(one, two), _compare([step + shift for step in one], two)
    assert effect.low <= effect.difference <= effect.high
    assert moved.difference == pytest.approx(effect.difference + shift, abs=1e-4)
    assert moved.high - moved.low == pytest.approx(effect.high - effect.low, abs=1e-3)


def test_the_error_is_the_jackknife_by_hand() -> None:
    """Two sides of eight values 0 and 1: without one, the mean of a side moves by (x - mean) / 7; the squares
    are summed over both sides, times (16 - 1) / 16."""
    effect = _compare([0.0, 1.0] * 4, [0.0, 1.0] * 4)
    side = sum((value - 0.5) ** 2 for value in [0.0, 1.0] * 4) / 49
    assert effect.difference == pytest.approx(0, abs=1e-6)
    assert effect.error == pytest.approx((15 / 16 * 2 * side) ** 0.5, abs=1e-6)


class TestSeverity:
    def test_batches_of_a_published_one_way_layout(self) -> None:
        """Five groups of means 5, 3, 1, 9, 2 and within variance nought keep their own means."""
        found = shrink({str(mean): [mean, mean] for mean in (5.0, 3.0, 1.0, 9.0, 2.0)})
        assert found == pytest.approx({"5.0": 1.0, "3.0": -1.0, "1.0": -3.0, "9.0": 5.0, "2.0": -2.0})

    def test_by_hand_with_one_mark_the_less_the_closer_to_the_middle(self) -> None:
        """Two groups of two, within 1: between is by moments (4 m^2 - 1) / 2."""
        found = shrink({"a": [1.0, 1 + 2**0.5], "b": [-1 - 2**0.5, -1.0]})
        middle = 1 + 2**0.5 / 2
        between = (4 * middle**2 - 1) / 2
        assert found["a"] == pytest.approx(middle * 2 / (2 + 1 / between))

    def test_groups_that_do_not_differ_lean_nowhere(self) -> None:
        assert shrink({"a": [0.0, 1.0], "b": [0.0, 1.0]}) == {"a": 0.0, "b": 0.0}

    def test_the_lenient_auditors_of_the_open_data_are_found(self) -> None:
        usual: dict[str, list[int]] = defaultdict(list)
        audits: dict[tuple[str, date, str], list[tuple[str, int]]] = defaultdict(list)
        for (writer, code), seen in _marks("writer_ref").items():
            for mark in seen:
                usual[code].append(mark.grade)
                audits[writer, mark.on, mark.auditor].append((code, mark.grade))
        means = {code: sum(grades) / len(grades) for code, grades in usual.items()}
        severity = estimate_severity(
            (writer, auditor, sum(grade - means[code] for code, grade in marks) / len(marks))
            for (writer, _, auditor), marks in audits.items()
        )
        most = sorted(severity, key=lambda one: -severity[one])[:3]
        assert set(most) == {"AW-0002", "AW-0042", "AW-0046"}
        assert all(0.3 < severity[one] < 0.5 for one in most)

    def test_an_unknown_auditor_leans_nowhere(self) -> None:
        assert estimate_severity([("w", "", 3.0), ("v", "", 1.0)]) == {}


class TestRanking:
    def test_published_variance_between(self) -> None:
        """Eight schools (D. B. Rubin, 1981): DerSimonian and Laird give 0 between them."""
        values = [28.39, 7.94, -2.75, 6.82, -0.64, 0.63, 18.01, 12.16]
        errors = [14.9, 10.2, 16.3, 11.0, 9.4, 11.4, 10.4, 17.6]
        assert spread_between(values, errors) == 0.0

    def test_a_module_far_behind_gets_the_last_place_and_its_own_group(self) -> None:
        ranked = rank_effects(*_three(0.5, 0.45, -0.4))
        assert [(one.kind, one.first, one.last, one.group) for one in ranked] == [
            ("a", 1, 2, 1),
            ("b", 1, 2, 1),
            ("c", 3, 3, 2),
        ]

    def test_modules_alike_share_all_places(self) -> None:
        ranked = rank_effects(*_three(0.21, 0.2, 0.19))
        assert {(one.first, one.last, one.group) for one in ranked} == {(1, 3, 1)}

    def test_what_is_not_shown_is_not_ranked(self) -> None:
        effects, fit = _three(0.5, 0.45, -0.4)
        effects["a"] = Effect(Side(7, 0.0, 7), Side(9, 0.0, 9), 0.5, 0.4, 0.6, 0.05, 9)
        assert [one.kind for one in rank_effects(effects, fit)] == ["b", "c"]
        assert rank_effects({}, None) == []


def _three(*values: float) -> tuple[dict[str, Effect], Fit]:
    sides = Side(20, 0.0, 10), Side(20, 0.0, 10)
    effects = {
        kind: Effect(*sides, value, value - 0.1, value + 0.1, 0.05, 20)
        for kind, value in zip("abc", values, strict=True)
    }
    return effects, Fit(("a", "b", "c"), values, np.eye(3) * 0.05**2, (20, 20, 20))


def _compare(one: list[float], two: list[float]) -> Effect:
    return measure_effect(
        [_call(f"a{number}", "F3", trained=True, after=steps) for number, steps in enumerate(one)]
        + [_call(f"b{number}", "F3", trained=False, after=steps) for number, steps in enumerate(two)]
    )


def _some(n: int, *, trained: bool) -> list[Call]:
    return [_call(f"{trained}{number}", "F3", trained=trained, after=number % 3) for number in range(n)]


def _call(who: str, criterion: str, *, trained: bool, after: float = 3.0) -> Call:
    return Call(
        who=who, criterion=criterion, module="PM-01", rule="LR-01", trained=trained, dose=float(trained),
        after=after, after_good=float(after >= 3), gain=after - 2, gain_good=float(after >= 3), before=2.0,
        several=False, three=False, usual=2.5, audit=0.0, level=0.0, audits=0, point=0.0, severity=0.0,
        day=0.0,
    )  # fmt: skip
