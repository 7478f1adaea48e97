"""Grades that a rule of the workbook paints: their colour is not in the file, so nothing is guessed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from academy.kit.cells import Sheet, read_cells
from assessments.imports.layouts import Answers, questions_of
from tests.assessments.imports.councils import SECTIONS, traffic_lights
from tests.assessments.imports.test_every_layout import read

OWN = ["Audit ID", "Plan ref", "Date of audit", "New/Amended", "Officer", "Overall"]


def workbook(text: str = "") -> bytes:
    """Section cells with this text, painted by a rule that looks at the date."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Audits")
    page.write_row(0, 0, [*OWN, *(f"Section {one}" for one in SECTIONS)])
    for row in range(1, 9):
        own = [f"A-{row}", f"PR-{row}", f"{row + 12}/10/2026", "New", "AW-1", "Good"]
        page.write_row(row, 0, [*own, *([text] * len(SECTIONS))])
    green = book.add_format({"bg_color": "#00B050"})
    rule = {"type": "formula", "criteria": '=$B2<>""', "format": green}
    page.conditional_format(1, len(OWN), 8, len(OWN) + len(SECTIONS) - 1, rule)
    book.close()
    return out.getvalue()


def open_document() -> bytes:
    """A sheet of OpenDocument with the same kind of rule."""
    made = traffic_lights(ods=True).raw
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        members = {one.filename: archive.read(one) for one in archive.infolist()}
    content = members["content.xml"].decode()
    rule = (
        '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        'xmlns:calcext:1.0"><calcext:conditional-format calcext:target-range-address="Audits.D2:Audits.H13">'
        "</calcext:conditional-format></calcext:conditional-formats></table:table>"
    )
    members["content.xml"] = content.replace("</table:table>", rule, 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


@pytest.mark.parametrize(("make", "first"), [(workbook, "G2"), (open_document, "D2")])
def test_the_reader_tells_where_a_rule_paints(make: Callable[[], bytes], first: str) -> None:
    sheet: Sheet = read_cells(make()).sheets[0]
    assert sheet.painted and sheet.painted[0].startswith(f"{first}:")


def test_empty_grades_under_a_rule_hold_the_file_up_and_say_why() -> None:
    reading = read(workbook())
    blank = next(one for one in questions_of(reading, Answers()) if one.code == "blank")
    assert blank.must and blank.guess == ""
    assert blank.words.startswith(f"A rule of the workbook paints {8 * len(SECTIONS)} empty grades.")
    assert "conditional formatting" in blank.why


def test_a_rule_over_cells_that_say_their_grade_asks_nothing() -> None:
    reading = read(workbook("Good"))
    assert "blank" not in {one.code for one in questions_of(reading, Answers())}


def test_own_fills_are_read_as_before() -> None:
    reading = read(traffic_lights().raw)
    assert reading.layout.code == "L3"
    assert "blank" not in {one.code for one in questions_of(reading, Answers())}
