"""A framework as a workbook: it comes back as it went out, an edit is told by its cell, a trap is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from openpyxl.comments import Comment

from competencies.framework.formats import xlsx, xlsx_reading
from competencies.framework.formats.differing import difference
from competencies.framework.formats.shape import FrameworkData, Step
from competencies.framework.models.versions import WRITABLE
from competencies.framework.queries.reading import read_framework
from tests.competencies.framework.shapes import frameworks, load_shipped
from tests.factories.academy import CouncilFactory


def expected(data: FrameworkData) -> FrameworkData:
    """What a workbook can say: of a draft the bridge by code, of a finished version none."""
    is_open = data.state in WRITABLE

    def by_code(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(Step(step.old_code, step.new) for step in steps) if is_open else ()

    return replace(
        data,
        based_on=data.based_on if is_open else data.version,
        competency_steps=by_code(data.competency_steps),
        task_steps=by_code(data.task_steps),
    )


@settings(max_examples=12)
@given(frameworks(tidy=True))
def test_any_framework_comes_back_as_it_went_out(data: FrameworkData) -> None:
    read = xlsx_reading.read(xlsx.write(data).raw)
    assert read.faults == ()
    assert read.data == expected(data)


@pytest.fixture
def data(db: None) -> FrameworkData:
    return read_framework(load_shipped(CouncilFactory()))


def test_the_shipped_framework_comes_back_with_its_identities(data: FrameworkData) -> None:
    read = xlsx_reading.read(xlsx.write(data).raw)
    assert (read.faults, read.notes) == ((), ())
    assert read.data == expected(data)
    assert read.data.competencies[0].identity == data.competencies[0].identity


def edited(data: FrameworkData, edit: Callable[[Any], None]) -> bytes:
    """The workbook as somebody saves it after an edit by hand."""
    book = load_workbook(io.BytesIO(xlsx.write(data).raw))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_are_those_that_people_are_told_of(data: FrameworkData) -> None:
    book = load_workbook(io.BytesIO(xlsx.write(data).raw))
    assert book.sheetnames == [
        "Read me", "Domains", "Competencies", "Levels", "Descriptors", "Tasks", "Expectations",
        "Evidence kinds",
    ]  # fmt: skip
    assert [cell.value for cell in book["Competencies"][1]][:4] == [
        "Code", "Domain", "What a person can be seen to do", "Shown by",
    ]  # fmt: skip


def test_an_edit_by_hand_is_told_in_words(data: FrameworkData) -> None:
    place = next(at for at, row in enumerate(data.competencies) if row.code == "C5.4")

    def edit(book: Any) -> None:
        sheet = book["Competencies"]
        sheet.cell(place + 2, 3).value = "Writes provision that can be checked"
        sheet.append(["C5.8", "D5", "Writes for the reader", "WP, AUD", "C5.7"])
        book["Levels"]["E5"] = 4
        book["Levels"]["I4"] = "No"
        book["Tasks"].delete_rows(25)
        expectations = book["Expectations"]
        for row in range(expectations.max_row, 1, -1):
            if expectations.cell(row, 1).value == "ET24":
                expectations.delete_rows(row)
        book["Descriptors"]["C2"] = "Finds it"

    read = xlsx_reading.read(edited(data, edit))
    assert read.faults == ()
    words = [one.words for one in difference(data, read.data)]
    old = data.competencies[place].text
    assert f"C5.4: text changed from “{old}” to “Writes provision that can be checked”" in words
    assert "C5.8: new. Writes for the reader" in words
    assert "Level 3: kinds of evidence at least changed from 2 to 4" in words
    assert "Level 2: every competency shown changed from yes to no" in words
    assert any(line.startswith("ET24: no longer there.") for line in words)
    assert "D1: level 2 changed from “Finds the rule with help” to “Finds it”" in words
    assert len(words) == 6
    assert read.data.competency_steps == (Step("C5.7", "C5.8"),)


def test_columns_may_stand_in_another_order_and_rows_may_be_blank(data: FrameworkData) -> None:
    def edit(book: Any) -> None:
        sheet = book["Domains"]
        for row in sheet.iter_rows(min_row=1, max_col=2):
            row[0].value, row[1].value = row[1].value, row[0].value
        sheet.insert_rows(4)
        book["Tasks"].cell(1, 8).value = "My own column"

    read = xlsx_reading.read(edited(data, edit))
    assert (read.faults, read.data) == ((), expected(data))


def faults(raw: bytes) -> dict[str, str]:
    read = xlsx_reading.read(raw)
    assert read.data is None
    return {fault.place: fault.words for fault in read.faults}


def test_every_fault_names_sheet_and_cell(data: FrameworkData) -> None:
    def edit(book: Any) -> None:
        book["Competencies"]["C3"] = "x" * 301
        book["Competencies"]["B4"] = "D77"
        book["Competencies"]["D5"] = "KC, TEA"
        book["Competencies"]["F6"] = "me"
        book["Levels"]["E2"] = "two"
        book["Levels"]["I3"] = "perhaps"
        book["Evidence kinds"]["B3"] = None
        book["Expectations"]["B3"] = "R99"

    found = faults(edited(data, edit))
    assert found["sheet Competencies, cell F6"].startswith("This is no identity any more")
    assert found["sheet Levels, cell E2"] == "This must be a whole number."
    assert found["sheet Levels, cell I3"] == "Write yes or no."

    def without(book: Any) -> None:
        edit(book)
        book["Competencies"]["F6"] = None
        book["Levels"]["E2"], book["Levels"]["I3"] = 2, "no"

    found = faults(edited(data, without))
    assert found == {
        "sheet Competencies, cell C3": "This has 301 characters. 300 is the most.",
        "sheet Competencies, cell B4": "There is no domain D77.",
        "sheet Competencies, cell D5": "There is no kind of evidence TEA.",
        "sheet Evidence kinds, cell B3": "This is empty. Fill it in.",
        "sheet Expectations, row 3": "There is no role R99.",
    }


def test_missing_sheets_and_heads_are_named(data: FrameworkData) -> None:
    def edit(book: Any) -> None:
        del book["Descriptors"]
        book["Tasks"]["C1"] = "Something"

    assert faults(edited(data, edit)) == {
        "sheet Descriptors": "The sheet Descriptors is missing.",
        "sheet Tasks, row 1": "These heads are missing: Built on.",
    }


def test_a_formula_is_refused_and_what_looks_like_one_is_text(data: FrameworkData) -> None:
    def edit(book: Any) -> None:
        book["Competencies"]["C3"] = '=HYPERLINK("http://x.example","look")'

    found = faults(edited(data, edit))
    assert found["sheet Competencies, cell C3"] == "There is a formula here. Type its value."
    first = replace(data.competencies[0], text="=1+1")
    looks = replace(data, competencies=(first, *data.competencies[1:]))
    raw = xlsx.write(looks).raw
    assert load_workbook(io.BytesIO(raw))["Competencies"]["C2"].data_type == "s"
    assert xlsx_reading.read(raw).data == expected(looks)


@pytest.mark.parametrize("trap", ["note", "hidden sheet", "hidden row", "not a workbook", "csv"])
def test_what_hides_something_is_refused_in_words(data: FrameworkData, trap: str) -> None:
    def edit(book: Any) -> None:
        if trap == "note":
            book["Domains"]["A2"].comment = Comment("about a child", "me")
        if trap == "hidden sheet":
            book["Levels"].sheet_state = "hidden"
        if trap == "hidden row":
            book["Levels"].row_dimensions[3].hidden = True

    raw = {"not a workbook": b"%PDF-1.7 x", "csv": b"a,b\n1,2\n"}.get(trap) or edited(data, edit)
    said = " ".join(faults(raw).values())
    assert {
        "note": "notes or comments",
        "hidden sheet": "hidden sheet",
        "hidden row": "hidden rows",
        "not a workbook": "not an Excel workbook",
        "csv": "not an Excel workbook",
    }[trap] in said


def test_a_bomb_and_an_entity_are_refused(data: FrameworkData) -> None:
    import zipfile

    raw = xlsx.write(data).raw

    def repacked(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, content if name == "xl/workbook.xml" else old.read(name))
        return out.getvalue()

    assert "unpacks to far more" in faults(repacked(b" " * 40_000_000))["the file"]
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'
    )
    assert "damaged" in faults(repacked(entity))["the file"]
