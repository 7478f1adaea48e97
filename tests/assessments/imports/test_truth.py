"""Seventeen months of a council's files, imported in order, against what is known to be in them."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest

from academy.gate.scan import Scanner
from assessments.imports.checking.check import check_sheets
from assessments.imports.checking.result import Check, Known
from assessments.imports.checking.writers import WriterBook
from assessments.imports.layouts import recognise
from assessments.imports.layouts.grades import LETTERS
from assessments.imports.reading import read_cells
from tests.assessments.imports.files import example_roster, month, months, table, truth

TODAY = datetime.date(2026, 11, 30)


@pytest.fixture(scope="module")
def checks() -> dict[str, Check]:
    """Every month checked after the months before it."""
    roster = example_roster()
    book = WriterBook(roster)
    scanner = Scanner([word for one in roster for word in (one.given_name, one.family_name)])
    criteria = frozenset(row["code"] for row in table("criteria.csv"))
    known: dict[str, Known] = {}
    done = {}
    for name in months():
        sheet = read_cells(month(name)).sheets[0]
        recognition = recognise(sheet.rows)
        assert recognition is not None
        check = check_sheets(
            [(sheet, recognition)], book=book, scanner=scanner, criteria=criteria, known=known, today=TODAY
        )
        known |= {one.ref: Known(one.content_hash, one.edited_at) for one in check.audits.itertuples()}
        done[name] = check
    return done


def unsure(check: Check) -> int:
    """Audits held because initials fit two people of the area: the file does not say which team."""
    return sum(one.detail == "ambiguous_initials" for one in check.stopped)


def rows_of(entry: dict[str, Any]) -> range:
    first, last = entry["rows"] if "rows" in entry else (entry["row"], entry["row"])
    return range(first, last + 1)


each_month = pytest.mark.parametrize("name", months())


@each_month
def test_accepted_audits(checks: dict[str, Check], name: str) -> None:
    expected = truth(name)
    assert len(checks[name].audits) + unsure(checks[name]) == expected["accepted_audits"]
    assert checks[name].data_rows == expected["data_rows"]


@each_month
def test_rejected_rows_and_reasons(checks: dict[str, Check], name: str) -> None:
    wanted = {
        (row, one["reason"], one["audit_id"]) for one in truth(name)["rejected"] for row in rows_of(one)
    }
    found = {
        (row, one.reason, one.audit_ref)
        for one in checks[name].stopped
        if one.detail != "ambiguous_initials"
        for row in range(one.row, one.last_row + 1)
    }
    assert found == wanted


@each_month
def test_why_a_writer_is_not_known(checks: dict[str, Check], name: str) -> None:
    wanted = {
        rows_of(one)[0]: one["detail"] for one in truth(name)["rejected"] if one["reason"] == "unknown_writer"
    }
    found = {one.row: one.detail for one in checks[name].stopped if one.reason == "unknown_writer"}
    assert {row: found.get(row) for row in wanted} == wanted


@each_month
def test_personal_data_by_place_and_kind(checks: dict[str, Check], name: str) -> None:
    wanted = {(one["sheet"], one["row"], one["column"], one["kind"]) for one in truth(name)["personal_data"]}
    assert {(one.sheet, one.row, one.column, one.kind) for one in checks[name].held} == wanted
    assert all(one.free_text for one in checks[name].held)


@each_month
def test_versions(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    assert {(one.row, one.audit_ref) for one in check.superseded} == {
        (rows_of(one)[0], one["audit_id"]) for one in expected["superseded"]
    }
    amends = check.audits[check.audits["amends"]]
    assert set(amends["ref"]) == {one["audit_id"] for one in expected["amends_earlier_file"]}


@each_month
def test_plan_types(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    if expected["layout"] == "L2":
        assert dict(Counter(check.audits["plan_type"])) == expected["plan_type"]
    else:
        assert sum(expected["plan_type"].values()) == len(check.audits) + unsure(check)


@each_month
def test_grades(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    if expected["layout"] == "L2":
        assert {LETTERS[grade]: count for grade, count in Counter(check.marks["grade"]).items()} == expected[
            "marks_by_grade"
        ]
        for code, some in check.marks.groupby("code"):
            counts = {LETTERS[grade]: count for grade, count in Counter(some["grade"]).items()}
            assert counts == expected["marks_by_criterion"][code]
    elif not unsure(check):
        found = {
            section: {LETTERS[grade]: count for grade, count in Counter(some["grade"]).items()}
            for section, some in check.sections.groupby("section")
        }
        assert found == expected["section_grades"]


@each_month
def test_nobody_is_taken_for_somebody_else(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    writers = dict(zip(check.audits["row"], check.audits["writer"], strict=True))
    for one in expected.get("initials_unique_in_team", []):
        assert writers.get(one["row"], one["staff_ref"]) == one["staff_ref"]
    assert len(check.unsure) == unsure(check) <= 1
    left = {person.ref for person in example_roster() if person.left_on}
    leavers = set(expected["leaver_writers"])
    assert leavers <= set(check.audits["writer"]) & left


def test_initials_are_held_where_the_file_names_only_the_area(checks: dict[str, Check]) -> None:
    assert {name for name, check in checks.items() if check.unsure} == {
        "2025-01_L1.csv", "2026-01_L1.xlsx", "2026-07_L1.xlsx"
    }  # fmt: skip
