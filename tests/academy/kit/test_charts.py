"""Charts: honest scales, shapes beside colours, no style attribute."""

import xml.etree.ElementTree as ET

import pytest

from academy.kit import charts
from academy.kit.charts import Bar, Change, Point
from academy.kit.components import figures, strips
from academy.kit.components.differences import Difference, differences, draw_differences

MONTHS = [
    Point(f"M{i}", v, 60, 46, 82) for i, v in enumerate([66, 63, 68, 61, 65, 62, 66, 64, 60, 55, 44, 41])
]

DIFFERENCES = [
    Difference("clear", 0.25, 0.22, 0.28),
    Difference("open", -0.1, -0.3, 0.1),
    Difference("worse", -0.4, -0.5, -0.3),
    Difference("unknown"),
]


def parsed(svg: str) -> ET.Element:
    assert "style=" not in svg
    return ET.fromstring(svg)


def test_points_beyond_their_limits_are_diamonds_and_the_others_circles() -> None:
    drawing = parsed(charts.control(MONTHS, 64, label="Months"))
    diamonds = [p for p in drawing.iter("path") if p.get("fill") == charts.COPPER]
    assert len(diamonds) == 2
    assert len(list(drawing.iter("circle"))) == 10


def test_a_gap_is_left_where_there_are_too_few_to_tell() -> None:
    points = [Point("a", 40, 50), Point("b", None, 3), Point("c", 60, 50)]
    drawing = parsed(charts.line(points, label="Quarters"))
    track = next(p for p in drawing.iter("path") if p.get("stroke-width") == "2.5")
    assert (track.get("d") or "").count("M") == 2
    assert "too few" in [t.text for t in drawing.iter("text")]


@pytest.mark.parametrize("phone", [True, False])
def test_no_text_is_smaller_than_12(phone: bool) -> None:
    drawings = [
        charts.control(MONTHS, 64, label="x", phone=phone),
        charts.line(MONTHS[:8], label="x", phone=phone),
        charts.before_after([Change("F", 34, 68), Change("J", None, 82)], label="x", phone=phone),
        charts.bars([Bar("a", 0.34, "+0.34"), Bar("b", 0, "0", quiet=True)], label="x", phone=phone),
        draw_differences(DIFFERENCES, label="x", phone=phone),
    ]
    for svg in drawings:
        assert {int(t.get("font-size") or 0) >= 12 for t in parsed(svg).iter("text")} == {True}


def test_the_scale_holds_every_interval() -> None:
    assert charts.scale([Point("a", 43, 9, 39, 47), Point("b", 74, 9, 70, 78)]) == (30, 80)
    assert charts.scale([Point("a", 99, 9, 97, 100)]) == (80, 100)
    assert charts.scale([Point("a", 2)]) == (0, 20)
    assert charts.band_scale([Point("a", 99, 9, 97, 100)]) == (60, 100)
    assert charts.scale([]) == (0, 100)
    assert charts.scale([Point("a", 43)], from_zero=True)[0] == 0


def test_a_scale_that_does_not_start_at_nought_says_so() -> None:
    points = [Point("a", 43, 500, 39, 47), Point("b", 74, 500, 70, 78)]
    assert "The scale starts at 30%." in figures.line_chart(points, "Plans", "Share.")
    assert "The scale starts" not in figures.line_chart(points, "Plans", "Share.", from_zero=True)


def test_words_stand_in_for_a_line_when_all_are_too_few() -> None:
    html = figures.line_chart([Point("a", None, 3)], "Plans in the East", "Share.")
    assert "<svg" not in html
    assert "too few to draw a line" in html


def test_every_chart_has_the_same_figures_in_a_table_and_a_phone_drawing() -> None:
    html = figures.control_chart(MONTHS, 64, "Review changed the plan", "Usual level 64%.")
    assert html.count("<svg") == 2
    assert "ac-chart__phone" in html
    assert html.count("<tr>") == 13
    assert "46 to 82" in html


def test_labels_are_escaped() -> None:
    assert "<b>" not in charts.bars([Bar("<b>", 1, "<b>")], label="<b>")


def test_stage_bars_define_their_pattern_once() -> None:
    stage = figures.Stage("Called", "note", 10, 6, 4, "4 wait", "Oldest 3 days")
    html = figures.stage_table([stage, stage], "Stages", name="here")
    assert html.count('<pattern id="here-hatch"') == 1
    assert html.count("url(#here-hatch)") == 2


def test_a_flow_with_nothing_in_it_draws_no_bar() -> None:
    drawing = parsed(strips.stage_bar(0, 0, 0, pattern="p"))
    assert len(list(drawing.iter("rect"))) == 1


def test_minutes_of_a_day_are_lengths() -> None:
    widths = [r.get("width") for r in parsed(strips.minutes_bar(240, 0, 120)).iter("rect")]
    assert widths == ["49.0%", "24.0%"]


@pytest.mark.parametrize("phone", [True, False])
def test_a_difference_is_filled_where_its_interval_leaves_nought_out(phone: bool) -> None:
    drawing = parsed(draw_differences(DIFFERENCES, label="x", phone=phone))
    fills = [circle.get("fill") for circle in drawing.iter("circle")]
    assert fills == [charts.GREEN, "#fff", charts.GREEN]
    assert figures.TOO_FEW in [t.text for t in drawing.iter("text")]


@pytest.mark.parametrize("phone", [True, False])
def test_every_interval_lies_on_the_paper_and_nought_is_drawn(phone: bool) -> None:
    drawing = parsed(draw_differences(DIFFERENCES, label="x", phone=phone))
    width = float(drawing.get("width") or 0)
    assert all(0 < float(circle.get("cx") or 0) < width for circle in drawing.iter("circle"))
    assert "0" in [t.text for t in drawing.iter("text")]
    nought = [path for path in drawing.iter("path") if path.get("stroke") == charts.INK]
    assert len(nought) == 1


def test_without_any_figure_the_chart_still_stands() -> None:
    assert "too few" in differences([Difference("a")], "Modules", "In grades.")


def test_the_figures_of_the_differences_are_in_a_table() -> None:
    html = differences(DIFFERENCES, "Modules", "In grades.")
    assert "+0.22 to +0.28" in html
    assert html.count("<svg") == 2
