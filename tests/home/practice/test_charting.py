"""Control charts against published worked examples, and the rules for signals at their edges."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.practice.charting import (
    FEWEST_POINTS,
    IN_A_ROW,
    LEAST,
    Change,
    Count,
    chance_of_signal,
    make_chart,
    months_between,
    quarter_start,
    run_rule,
)

CANS = [
    int(n) for n in "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6".split()
]
"""Leaking cans of frozen orange juice in 30 samples of 50: the worked example of D. C. Montgomery,
Introduction to Statistical Quality Control, table 7.1."""


def month(at: int) -> datetime.date:
    return datetime.date(2020 + at // 12, at % 12 + 1, 1)


def counts(hits: list[int], n: int = 50) -> list[Count]:
    return [Count(month(at), f"{month(at):%b %Y}", hit, n) for at, hit in enumerate(hits)]


class TestPublished:
    def test_the_p_chart_of_orange_juice_cans(self) -> None:
        """Montgomery: centre 0.2313, limits 0.4102 and 0.0524, samples 15 and 23 beyond."""
        chart = make_chart(counts(CANS))
        (stretch,) = chart.stretches
        assert stretch.centre == pytest.approx(0.2313, abs=5e-5)
        first = stretch.points[0]
        assert (first.lower, first.upper) == (
            pytest.approx(0.0524, abs=5e-5),
            pytest.approx(0.4102, abs=5e-5),
        )
        assert [at + 1 for at, point in enumerate(stretch.points) if point.beyond] == [15, 23]

    def test_without_the_two_samples_the_limits_are_those_of_the_book(self) -> None:
        """Montgomery, after leaving out samples 15 and 23: centre 0.2150, limits 0.3893 and 0.0407."""
        kept = [hit for at, hit in enumerate(CANS, 1) if at not in (15, 23)]
        (stretch,) = make_chart(counts(kept)).stretches
        assert stretch.centre == pytest.approx(0.2150, abs=5e-5)
        assert stretch.points[0].upper == pytest.approx(0.3893, abs=5e-5)
        assert stretch.points[0].lower == pytest.approx(0.0407, abs=1.1e-4)

    def test_the_mean_time_to_a_false_alarm_of_both_rules_is_153_points(self) -> None:
        """Champ and Woodall, 1987, table 1: rule 1 alone 370.40, rules 1 and 4 together 152.73."""
        whole = 1 + sum(1 - chance_of_signal(points) for points in range(1, 6000))
        assert whole == pytest.approx(152.73, abs=0.01)

    def test_the_limits_of_the_run_chart_are_those_of_the_table(self) -> None:
        """Anhoj and Olesen, 2014: for 10, 20, 24 points runs up to 6, 7, 8; crossings from 2, 6, 8."""
        for n, longest, crossings in ((10, 6, 2), (20, 7, 6), (24, 8, 8)):
            rule = run_rule([float(at % 2) for at in range(n)])
            assert (rule.longest_by_chance, rule.crossings_by_chance) == (longest, crossings)

    def test_the_limits_of_wilson_stand_at_each_point(self) -> None:
        point = make_chart(counts([81], 263)).points[0]
        assert (round(point.low, 3), round(point.high, 3)) == (0.255, 0.366)  # Newcombe, 1998, example a


class TestSignals:
    def test_seven_on_one_side_are_chance_and_eight_are_not(self) -> None:
        for length, found in ((IN_A_ROW - 1, 0), (IN_A_ROW, IN_A_ROW)):
            hits = [30, 20] * 6 + [31] * length + [19] * length
            points = make_chart(counts(hits)).points
            assert sum(point.run for point in points) >= found
            assert any(point.run for point in points) is (found > 0)

    def test_a_point_on_the_line_neither_breaks_a_run_nor_adds_to_it(self) -> None:
        hits = [24] * 8 + [25] + [26] * 8
        chart = make_chart(counts(hits))
        assert chart.stretches[0].centre == 0.5
        assert [point.run for point in chart.points] == [True] * 8 + [False] + [True] * 8

    def test_a_point_on_its_limit_is_within(self) -> None:
        n = 36
        hits = [18] * 10 + [27]  # 18/36 is the centre only without the last, so ask the limit itself
        last = make_chart(counts(hits, n)).points[-1]
        assert last.beyond is (last.share is not None and last.upper is not None and last.share > last.upper)

    def test_limits_begin_afresh_at_a_marked_change_and_nowhere_else(self) -> None:
        hits = [20] * 10 + [40] * 10
        whole = make_chart(counts(hits))
        assert len(whole.stretches) == 1
        assert all(point.signal for point in whole.points)
        told = make_chart(counts(hits), [Change(month(10) + datetime.timedelta(days=9), "New template")])
        assert [one.centre for one in told.stretches] == [0.4, 0.8]
        assert not any(point.signal for point in told.points)
        assert [change.words for change in told.changes] == ["New template"]

    def test_a_change_late_in_a_month_begins_with_the_next(self) -> None:
        late = Change(month(5) + datetime.timedelta(days=25), "Late")
        chart = make_chart(counts([20] * 10), [late])
        assert len(chart.stretches[0].points) == 6
        assert len(make_chart(counts([20] * 6), [late]).stretches) == 1

    def test_changes_in_one_month_begin_one_stretch(self) -> None:
        day = month(5)
        chart = make_chart(counts([20] * 10), [Change(day, "B"), Change(day, "A"), Change(day, "A")])
        assert [one.words for one in chart.changes] == ["A; B"]

    def test_a_change_before_the_first_point_or_in_it_changes_nothing(self) -> None:
        chart = make_chart(
            counts([20] * 10), [Change(month(0), "Before"), Change(datetime.date(2019, 1, 1), "Old")]
        )
        assert len(chart.stretches) == 1

    def test_too_few_marks_or_people_draw_no_point(self) -> None:
        few = Count(month(0), "Jan", LEAST - 1, LEAST - 1)
        hidden = Count(month(1), "Feb", 20, 30, hidden=True)
        chart = make_chart([few, hidden, *counts([20] * 8)[2:]])
        assert [point.share for point in chart.points[:2]] == [None, None]
        assert chart.stretches[0].n == 6 * 50

    def test_too_few_points_draw_no_limits(self) -> None:
        assert make_chart(counts([20] * (FEWEST_POINTS - 1))).stretches[0].centre is None
        assert make_chart(counts([20] * FEWEST_POINTS)).stretches[0].centre == 0.4

    def test_nothing_is_a_chart_too(self) -> None:
        chart = make_chart([])
        assert chart.last is None
        assert not chart.runs.signal

    def test_how_often_both_rules_cry_wolf_is_as_computed(self) -> None:
        """A thousand seeded series of 24 normal points with known centre."""
        draw = np.random.default_rng(7)
        points = draw.standard_normal((4000, 24))
        sides = points > 0
        runs = np.zeros((4000,), dtype=bool)
        for at in range(24 - IN_A_ROW + 1):
            part = sides[:, at : at + IN_A_ROW]
            runs |= part.all(1) | (~part).all(1)
        wolf = float((runs | (np.abs(points) > 3).any(1)).mean())
        assert wolf == pytest.approx(chance_of_signal(24), abs=0.02)


class TestRunRule:
    def test_a_shift_shows_as_a_long_run(self) -> None:
        assert run_rule([0.4] * 10 + [0.6] * 10).signal
        assert not run_rule([0.4, 0.6] * 10).signal

    def test_points_on_the_median_are_left_out(self) -> None:
        assert run_rule([0.4, 0.5, 0.6]).n == 2


class TestPeriods:
    def test_quarters_of_audits_begin_with_december(self) -> None:
        days = {(2026, 1): (2025, 12), (2026, 2): (2025, 12), (2025, 12): (2025, 12), (2026, 3): (2026, 3)}
        for (year, at), (to_year, to) in days.items():
            assert quarter_start(datetime.date(year, at, 9)) == datetime.date(to_year, to, 1)

    def test_months_go_over_the_year(self) -> None:
        found = months_between(datetime.date(2025, 11, 20), datetime.date(2026, 2, 1))
        assert [f"{day:%Y-%m}" for day in found] == ["2025-11", "2025-12", "2026-01", "2026-02"]


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=30),
    st.lists(st.integers(0, 29), max_size=3),
)
def test_limits_hold_the_centre_and_every_point_stands_once(
    pairs: list[tuple[int, int]], at: list[int]
) -> None:
    listed = [Count(month(place), "", min(pair), max(pair)) for place, pair in enumerate(pairs)]
    chart = make_chart(listed, [Change(month(place), "x") for place in at])
    assert [point.count for point in chart.points] == listed
    for point in chart.shown:
        assert point.low <= (point.share or 0) + 1e-9 and (point.share or 0) <= point.high + 1e-9
        if point.lower is not None and point.upper is not None and point.centre is not None:
            assert 0 <= point.lower <= point.centre <= point.upper <= 1
