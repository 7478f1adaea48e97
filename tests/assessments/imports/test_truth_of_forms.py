"""A form on each tab, a panel's log, an online form and a two-header workbook, against what is in them."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import pytest

from academy.gate.scan import Scanner
from assessments.imports.checking.check import check_sheets
from assessments.imports.checking.more import More, Plan
from assessments.imports.checking.result import Check
from assessments.imports.checking.writers import WriterBook
from assessments.imports.layouts import Answers, is_list_word, questions_of, read_book
from assessments.imports.layouts.grades import GRADE_NAMES, LETTERS
from assessments.imports.reading import FileRefused, read_cells
from tests.assessments.imports.files import example_roster, month, table, truth

NAMES = ["2025-02_L6_multi-agency.xlsx", "2025-02_L11.xlsx", "2025-03_L8.csv", "2025-08_L5.xlsx"]
TODAY = datetime.date(2026, 11, 30)
GRADE_OF = {letters: grade for grade, letters in LETTERS.items()}


@pytest.fixture(scope="module")
def checks() -> dict[str, Check]:
    roster = example_roster()
    scanner = Scanner([word for one in roster for word in (one.given_name, one.family_name)])
    criteria = table("criteria.csv")
    done = {}
    for name in NAMES:
        reading = read_book(read_cells(month(name), may_hide=is_list_word))
        assert reading is not None and reading.layout.code == truth(name)["layout"]
        assert not any(one.must for one in questions_of(reading, Answers()))
        done[name] = check_sheets(
            list(reading.parts),
            book=WriterBook(roster),
            scanner=scanner,
            criteria=frozenset(row["code"] for row in criteria),
            known={},
            today=TODAY,
            more=More(
                plans=lambda refs: {ref: Plan("AW-0001", "new") for ref in refs if ref != "PR-23255"},
                statements={row["text"]: row["code"] for row in criteria},
            ),
        )
    return done


each_file = pytest.mark.parametrize("name", NAMES)


def held_initials(check: Check) -> int:
    """Rows held because the file says neither team nor area, so initials fit several people."""
    return sum(one.detail == "ambiguous_initials" for one in check.stopped)


@each_file
def test_how_many_come_in(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    assert len(check.audits) + held_initials(check) == expected["accepted_audits"]
    assert check.data_rows == expected["data_rows"]


@each_file
def test_what_stops_and_where(checks: dict[str, Check], name: str) -> None:
    expected, check = truth(name), checks[name]
    wanted = {(one.get("sheet"), one["row"], one["reason"]) for one in expected.get("rejected", [])}
    stopped = [one for one in check.stopped if one.detail != "ambiguous_initials"]
    assert {(one.sheet, one.row, one.reason) for one in stopped} == wanted
    assert {(one.sheet, one.row) for one in check.superseded} == {
        (one.get("sheet"), one["row"]) for one in expected.get("superseded", [])
    }


@each_file
def test_personal_data_by_place_and_kind(checks: dict[str, Check], name: str) -> None:
    wanted = {(one["sheet"], one["row"], one["column"], one["kind"]) for one in truth(name)["personal_data"]}
    assert {(one.sheet, one.row, one.column, one.kind) for one in checks[name].held} == wanted


def counted(grades: Any) -> dict[str, int]:
    return {LETTERS[grade]: count for grade, count in Counter(grades).items()}


def test_grades_and_days_of_a_two_header_workbook(checks: dict[str, Check]) -> None:
    expected, check = truth("2025-02_L11.xlsx"), checks["2025-02_L11.xlsx"]
    found = {name: counted(some["grade"]) for name, some in check.sections.groupby("section")}
    assert found == expected["section_grades"]
    assert counted(check.audits["overall"]) == expected["overall_grades"]
    days = {(one.sheet, one.row): one.audited_on.isoformat() for one in check.audits.itertuples()}
    american = {(one["sheet"], one["row"]): one["date"] for one in expected["us_style_dates"]}
    assert {place: days[place] for place in american if place in days} == {
        place: day for place, day in american.items() if place in days
    }
    assert {day[:7] for day in days.values()} == {"2025-02"}


def test_initials_are_known_by_the_team_in_the_subtotal_below(checks: dict[str, Check]) -> None:
    check = checks["2025-02_L11.xlsx"]
    writers = {(one.sheet, one.row): one.writer for one in check.audits.itertuples()}
    for one in truth("2025-02_L11.xlsx")["initials_unique_in_team"]:
        assert writers[one["sheet"], one["row"]] == one["staff_ref"]
    assert held_initials(check) == 0


def test_what_a_panel_agreed_and_what_each_agency_gave(checks: dict[str, Check]) -> None:
    check = checks["2025-02_L6_multi-agency.xlsx"]
    texts = dict(zip(check.comments["version"], check.comments["text"], strict=True))
    for one in truth("2025-02_L6_multi-agency.xlsx")["items"]:
        audit = check.audits[check.audits["row"] == one["row"]].iloc[0]
        assert (audit["plan_ref"], audit["audited_on"].isoformat()) == (one["plan"], one["date"])
        assert LETTERS[audit["overall"]] == one["agreed"]
        given = [f"{agency}: {GRADE_NAMES[GRADE_OF[grade]]}" for agency, grade in one["individual"].items()]
        assert texts[check.audits.index[check.audits["row"] == one["row"]][0]] == "; ".join(given)
    assert set(check.comments["label"]) == {"panel"}
    writers = dict(zip(check.audits["plan_ref"], check.audits["writer"], strict=True))
    assert writers["PR-23255"] is None and writers["PR-23024"] == "AW-0001"


def test_ticks_of_an_online_form_are_told_from_grades(checks: dict[str, Check]) -> None:
    check = checks["2025-03_L8.csv"]
    wanted = truth("2025-03_L8.csv")["ticks_by_criterion"]
    found = Counter(check.ticks["code"])
    lacking = {code: wanted[code] - found[code] for code in wanted}
    assert set(found) == set(wanted) and all(0 <= one <= held_initials(check) for one in lacking.values())
    assert check.marks.empty


def test_a_tab_called_after_somebody_refuses_the_file() -> None:
    from assessments.imports.layouts.forms import check_name

    for name in ("AUD-000123", "AUD-000123 (2)", "Sheet4", "12/2025", "PR 23255"):
        check_name(name, 1)
    for name in ("Jayden S", "Plan of Ellie", "J. Smith 2025"):
        with pytest.raises(FileRefused) as caught:
            check_name(name, 7)
        assert caught.value.code == "named_tab" and "(sheet 7)" in caught.value.words
        assert name not in caught.value.words
