"""A series of shares, drawn and as a table: signals, stretches, and points of which nothing is said."""

from __future__ import annotations

import re

from academy.kit.components.series import Step, draw_series, series_chart

STEPS = [Step(f"M{at}", 50.0 + at % 3, 40, 40.0, 62.0, 51.0) for at in range(6)]
LATER = [
    Step(f"L{at}", 70.0, 40, 60.0, 80.0, 70.0, begins="New <template>" if at == 0 else "") for at in range(4)
]


def test_each_stretch_has_its_own_band_and_level() -> None:
    drawn = draw_series([*STEPS, *LATER], label="x")
    assert drawn.count('stroke-dasharray="4 3"') == 4
    assert drawn.count('stroke-dasharray="2 4"') == 1
    assert draw_series(STEPS, label="x").count('stroke-dasharray="2 4"') == 0


def test_a_signal_differs_in_shape_and_in_words() -> None:
    out = Step("Out", 90.0, 40, 40.0, 62.0, 51.0, signal="beyond its limits")
    figure = series_chart([*STEPS, out], "Good or better", "Caption.")
    assert figure.count("l7 7-7 7-7-7z") == 2
    assert "beyond its limits" in figure


def test_what_changed_is_said_and_escaped() -> None:
    figure = series_chart([*STEPS, *LATER], "Good or better", "Caption.")
    assert "New &lt;template&gt; (L0)" in figure
    assert "<template>" not in figure


def test_a_point_too_few_breaks_the_line_and_shows_no_number() -> None:
    steps = [STEPS[0], Step("Few", None, 3), STEPS[1], STEPS[2]]
    figure = series_chart(steps, "Good or better", "Caption.")
    assert "too few" in figure
    assert "n 3" not in figure and ">3<" not in figure
    path = re.search(r'<path d="(M[^"]*)" fill="none" stroke="#14201e"', figure)
    assert path and path[1].count("M") == 2


def test_nothing_to_draw_is_said_in_words() -> None:
    assert "too few to draw a line" in series_chart([Step("Few")], "Good or better", "Caption.")


def test_a_run_chart_has_whiskers_and_no_band() -> None:
    drawn = draw_series(STEPS, label="x", limits=False)
    assert 'stroke-dasharray="4 3"' not in drawn
    assert len(re.findall(r'<path d="M[\d.]+ [\d.]+V', drawn)) == 6


def test_letters_are_12_px_or_larger_and_no_style_is_used() -> None:
    figure = series_chart([*STEPS, *LATER], "Good or better", "Caption.")
    assert min(int(size) for size in re.findall(r'font-size="(\d+)"', figure)) >= 12
    assert "style=" not in figure
