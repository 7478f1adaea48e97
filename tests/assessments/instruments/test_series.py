"""One criterion over versions: what is one line, and where it breaks."""

from __future__ import annotations

import datetime

from assessments.instruments.rules.series import Edition, Step, find_series, series_by_code

FIRST, SECOND, THIRD = (datetime.date(year, 9, 1) for year in (2024, 2025, 2026))


def _editions() -> list[Edition]:
    return [
        Edition("4", FIRST, ("F1", "F2", "F3", "F4", "F5")),
        Edition(
            "5",
            SECOND,
            ("F1", "F2", "F7", "F9", "F4"),
            (
                Step("F1", "F1", "same"),
                Step("F2", "F2", "split", "Skill is looked at on its own."),
                Step("F2", "F7", "split", "Skill is looked at on its own."),
                Step("F3", "F9", "renamed"),
                Step("F4", "F4", "merged"),
                Step("F5", "F4", "merged"),
            ),
        ),
        Edition(
            "6",
            THIRD,
            ("F1", "F2", "F7", "F9"),
            (
                Step("F1", "F1", "changed", "Asks for more."),
                Step("F2", "F2", "same"),
                Step("F7", "F7", "renamed"),
                Step("F9", "F9", "same"),
                Step("F4", "", "ended", "Covered by F1."),
            ),
        ),
    ]


def test_what_stays_or_is_said_otherwise_is_one_line_without_a_break() -> None:
    series = find_series(_editions(), "F9")
    assert series.breaks == ()
    assert [(one.since, one.until, one.codes) for one in series.stretches] == [(FIRST, None, ("F9", "F3"))]
    assert series.stretches[0].versions == ("4", "5", "6")
    assert find_series(_editions(), "F3") == series


def test_a_changed_standard_breaks_on_the_first_day_of_its_version() -> None:
    series = find_series(_editions(), "F1")
    (cut,) = series.breaks
    assert (cut.on, cut.version, cut.how) == (THIRD, "6", "changed")
    assert cut.words == "F1 asks for something else (version 6). Asks for more."
    assert [(one.since, one.until) for one in series.stretches] == [(FIRST, THIRD), (THIRD, None)]


def test_a_split_breaks_both_lines_and_both_remember_where_they_come_from() -> None:
    for code in ("F2", "F7"):
        series = find_series(_editions(), code)
        assert [(one.on, one.how, one.before, one.after) for one in series.breaks] == [
            (SECOND, "split", ("F2",), ("F2", "F7"))
        ]
        assert [one.codes for one in series.stretches] == [("F2",), (code,)]
    assert "F2 was split into F2 and F7" in series.breaks[0].words


def test_a_merger_breaks_and_an_end_says_so() -> None:
    series = find_series(_editions(), "F4")
    assert [(one.on, one.how) for one in series.breaks] == [(SECOND, "merged"), (THIRD, "ended")]
    assert series.breaks[0].before == ("F4", "F5")
    assert series.breaks[1].words == "F4 ended (version 6). Covered by F1."
    assert series.stretches[-1].until == THIRD
    assert series.codes == {"F4", "F5"}


def test_marks_of_every_version_count_for_a_code_in_force() -> None:
    editions = _editions()
    assert series_by_code(editions, 2) == {
        "F1": "F1", "F2": "F2", "F3": "F9", "F4": "F4", "F5": "F5", "F7": "F7", "F9": "F9",
    }  # fmt: skip
    assert series_by_code(editions, 1)["F5"] == "F4"
    # Before version 5 takes effect its marks count for what they came from.
    assert series_by_code(editions, 0)["F9"] == "F3"
    assert series_by_code(editions, 0)["F7"] == "F2"


def test_versions_without_a_bridge_go_on_by_code() -> None:
    editions = [Edition("1", FIRST, ("A1", "A2")), Edition("2", SECOND, ("A1", "A3"))]
    assert find_series(editions, "A1").stretches[0].versions == ("1", "2")
    assert find_series(editions, "A3").stretches[0].since == SECOND
    assert [one.how for one in find_series(editions, "A2").breaks] == ["ended"]
    assert find_series(editions, "Z9").stretches == ()
