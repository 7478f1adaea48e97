"""Layouts, dates and grade words."""

from __future__ import annotations

import datetime as dt

import pytest

from assessments.imports.layouts import DROP, LAYOUTS, fingerprint, layout_of, recognise
from assessments.imports.layouts.days import read_moment
from assessments.imports.layouts.grades import GRADE_WORDS, grade_table, read_grade
from assessments.imports.layouts.long import criterion_code
from assessments.imports.reading import read_cells
from tests.assessments.imports.files import LONG_HEADER, WIDE_HEADER, month, months, truth


@pytest.mark.parametrize("name", months())
def test_every_example_month_is_recognised_whole(name: str) -> None:
    found = recognise(read_cells(month(name)).sheets[0].rows)
    assert found is not None
    assert found.layout.code == truth(name)["layout"]
    assert found.unknown == () and found.missing == ()
    assert list(found.header) == truth(name)["header"]


def test_header_below_title_rows_and_in_other_words() -> None:
    header = ["audit_id", "Date of audit", "Local ref", "Plan type", "Author"]
    header += [f"Section {one} grade" for one in "ABCDEFGIK"] + ["Overall grade"]
    found = recognise([["Audits of October"], [], header])
    assert found is not None and found.layout.code == "L1"
    assert found.header_row == 3 and found.missing == ()


def test_unknown_and_missing_columns_are_named() -> None:
    found = recognise([[*(one for one in WIDE_HEADER if one != "Writer"), "Quality mark"]])
    assert found is not None
    assert [found.header[place] for place in found.unknown] == ["Quality mark"]
    assert found.missing == ("writer",)


def test_told_columns_win_and_dropped_ones_are_not_read() -> None:
    found = recognise([[*LONG_HEADER, "Extra", "Who"]], {"extra": DROP, "who": "area", "comment": DROP})
    assert found is not None
    assert found.unknown == ()
    assert "area" in found.columns.values() and "comment:comment" not in found.columns.values()


def test_the_same_field_twice_is_unknown_the_second_time() -> None:
    found = recognise([[*WIDE_HEADER, "Author"]])
    assert found is not None and [found.header[place] for place in found.unknown] == ["Author"]


def test_a_header_is_remembered_in_any_order() -> None:
    assert fingerprint(("A b", "C")) == fingerprint(("c ", "a_b", ""))
    assert fingerprint(("A",)) != fingerprint(("B",))


def test_something_else_is_not_a_layout() -> None:
    assert recognise([["Name", "Price", "Colour", "Size"], ["apple", "1", "red", "big"]]) is None
    assert layout_of("L1") is LAYOUTS[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-10-02", dt.datetime(2026, 10, 2)),
        ("02/10/2026", dt.datetime(2026, 10, 2)),
        ("2.10.26", dt.datetime(2026, 10, 2)),
        ("02/10/2026 14:05", dt.datetime(2026, 10, 2, 14, 5)),
        ("2026-10-02T14:05:59", dt.datetime(2026, 10, 2, 14, 5)),
        ("2nd October 2026", dt.datetime(2026, 10, 2)),
        ("Friday 2 Oct 2026", dt.datetime(2026, 10, 2)),
        ("02-Oct-26", dt.datetime(2026, 10, 2)),
        ("46297", dt.datetime(2026, 10, 2)),
        ("46297.5", dt.datetime(2026, 10, 2, 12)),
        ("31/02/2025", None),
        ("00/00/0000", None),
        ("10/25/2026", None),
        ("TBC", None),
        ("n/k", None),
        ("", None),
        ("2013-10-02", None),
        ("2031-10-02", None),
        ("2 Smarch 2026", None),
    ],
)
def test_dates(text: str, moment: dt.datetime | None) -> None:
    assert read_moment(text, last_year=2027) == moment


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("O", 4),
        ("4 - Outst", 4),
        ("Exceeds", 4),
        ("G", 3),
        ("Mostly met", 3),
        ("R.I.", 2),
        ("Requires imp.", 2),
        ("Partly", 2),
        ("I", 1),
        ("Not met", 1),
        ("", 0),
        ("-", 0),
        ("N/A", 0),
        ("not applicable", 0),
        ("5", None),
        ("7", None),
        ("?", None),
        ("??", None),
        ("Goodish", None),
        ("see notes", None),
        ("G/RI", None),
        ("Good (just)", None),
    ],
)
def test_grade_words(text: str, grade: int | None) -> None:
    assert read_grade(text, GRADE_WORDS) == grade


def test_a_council_where_one_is_best_and_its_own_words() -> None:
    table = grade_table({"Good (just)": 3}, one_is_best=True)
    assert read_grade("1", table) == 4 and read_grade("4", table) == 1
    assert read_grade("good (just)", table) == 3 and read_grade("RI", table) == 2


@pytest.mark.parametrize(
    ("text", "code"), [("F.3", "F3"), ("f3", "F3"), ("F 03", "F3"), ("H1", "H1"), ("Overall", "OVERALL")]
)
def test_criterion_codes(text: str, code: str) -> None:
    assert criterion_code(text) == code
