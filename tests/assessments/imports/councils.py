"""Files as councils make them, in layouts without open data, each with what is known to be in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from tests.assessments.imports.files import workbook

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
DARK_GREEN, GREEN, AMBER, RED = "00602B", "00B050", "FFC000", "FF0000"
COLOUR_OF = {4: DARK_GREEN, 3: GREEN, 2: AMBER, 1: RED, 0: ""}


@dataclass
class Made:
    """A file and its truth: (plan, section or criterion) to grade, and plan to overall grade."""

    raw: bytes
    grades: dict[tuple[str, str], int] = field(default_factory=dict)
    overall: dict[str, int] = field(default_factory=dict)


def grade_for(row: int, place: int) -> int:
    """Any grade, the same each time: mostly good, all of them somewhere, not applicable in places."""
    return (3, 2, 4, 3, 1, 0, 3, 2)[(row * 5 + place * 3) % 8]


def traffic_lights(
    rows: int = 12,
    *,
    legend: Mapping[str, str] | None = None,
    ods: bool = False,
    writer: str = "AW-1",
    first: int = 5000,
) -> Made:
    """L3: no letters in the section cells, only fills; `legend`: colour to word, on a tab of its own."""
    made = Made(b"")
    header = ["Plan ref", "Date of audit", "Officer", *(f"Section {one}" for one in SECTIONS), "Comments"]
    lines: list[list[tuple[str, str]]] = [[(text, "") for text in header]]
    for row in range(rows):
        plan = f"PR-{first + row}"
        cells = [(plan, ""), (f"{row + 13}/10/2026", ""), (writer, "")]
        for place, section in enumerate(SECTIONS):
            grade = grade_for(row, place)
            made.grades[plan, section] = grade
            cells.append(("", COLOUR_OF[grade]))
        lines.append([*cells, ("", "")])
    key = [
        [("Colour", ""), ("Meaning", "")],
        *([("", colour), (word, "")] for colour, word in (legend or {}).items()),
    ]
    sheets = {"Audits": lines} | ({"Key": key} if legend else {})
    made.raw = ods_bytes(sheets) if ods else filled_workbook(sheets)
    return made


def filled_workbook(sheets: Mapping[str, list[list[tuple[str, str]]]]) -> bytes:
    """A workbook of (text, fill colour) cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, lines in sheets.items():
        page = book.add_worksheet(name)
        for row, cells in enumerate(lines):
            for column, (text, colour) in enumerate(cells):
                style = book.add_format({"bg_color": f"#{colour}"}) if colour else None
                page.write(row, column, text, style) if text else page.write_blank(row, column, None, style)
    book.close()
    return out.getvalue()


def ods_bytes(
    sheets: Mapping[str, list[list[tuple[str, str]]]], *, extra: str = "", row_mark: str = ""
) -> bytes:
    """An OpenDocument spreadsheet of (text, fill colour) cells.

    `extra`: XML in the first cell; `row_mark`: an attribute of the second row of each sheet.
    """
    colours = sorted(
        {colour for lines in sheets.values() for cells in lines for _, colour in cells if colour}
    )
    styles = "".join(
        f'<style:style style:name="c{one}" style:family="table-cell"><style:table-cell-properties '
        f'fo:background-color="#{one.lower()}"/></style:style>'
        for one in colours
    )
    tables = ""
    for name, lines in sheets.items():
        rows = ""
        for number, cells in enumerate(lines):
            line = ""
            for place, (text, colour) in enumerate(cells):
                style = f' table:style-name="c{colour}"' if colour else ""
                more = extra if not number and not place else ""
                line += (
                    f'<table:table-cell office:value-type="string"{style}>{more}'
                    f"<text:p>{escape(text)}</text:p></table:table-cell>"
                    if text
                    else f"<table:table-cell{style}/>"
                )
            rows += f"<table:table-row{row_mark if number == 1 else ''}>{line}</table:table-row>"
        tables += f'<table:table table:name="{escape(name)}">{rows}</table:table>'
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for one, urn in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                         ("fo", "xsl-fo-compatible"))
    )  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return out.getvalue()


SCORE_OF = {4: 9.5, 3: 7, 2: 4.5, 1: 2, 0: 0}


def scores(rows: int = 12, *, cached: bool = True, typed: bool = False, writer: str = "AW-1") -> Made:
    """L4: scores, an average over zeros for not applicable, a band; formulas with or without their values."""
    out, made = io.BytesIO(), Made(b"")
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("Scores")
    page.write_row(
        0, 0, ["Ref", "Date", "Officer", *(f"Sec {one} /10" for one in SECTIONS), "Average", "Band"]
    )
    for row in range(rows):
        plan, values = f"PR-{6000 + row}", []
        for place, section in enumerate(SECTIONS):
            grade = grade_for(row, place)
            made.grades[plan, section] = grade
            values.append(SCORE_OF[grade])
        counted = [one for one in values if one]
        mean, wrong = sum(counted) / len(counted), sum(values) / len(values)
        made.overall[plan] = 4 if mean >= 9 else 3 if mean >= 6 else 2 if mean >= 4 else 1
        page.write_row(row + 1, 0, [plan, f"{row + 13}/10/2026", writer, *values])
        page.write_formula(row + 1, 15, f"=AVERAGE(D{row + 2}:O{row + 2})", None, wrong if cached else "")
        if typed:
            page.write(row + 1, 16, "Good (6-8)")
            made.overall[plan] = 3
        else:
            band = "Requires improvement" if cached else ""
            page.write_formula(row + 1, 16, f'=IF(P{row + 2}>=9,"Outstanding","Good")', None, band)
    book.close()
    made.raw = out.getvalue()
    return made


def old_words(rows: int = 10, *, writer: str = "AW-1") -> Made:
    """L12: met fully, mostly, partly, not; and one bare "Met" that says too little."""
    words = {4: "Met fully", 3: "Mostly", 2: "Partly met", 1: "Not", 0: "n/a"}
    made = Made(b"")
    lines = [["Plan ref", "Date", "Writer", *SECTIONS, "Overall"]]
    for row in range(rows):
        plan = f"PR-{7000 + row}"
        grades = [grade_for(row, place) for place in range(len(SECTIONS))]
        made.grades |= {(plan, name): grade for name, grade in zip(SECTIONS, grades, strict=True)}
        made.overall[plan] = 3
        lines.append([plan, f"{row + 13}.10.26", writer, *(words[one] for one in grades), "Met mostly"])
    lines.append(["PR-7999", "30.10.26", writer, "Met", *["Mostly"] * 11, "Met mostly"])
    made.raw = csv_text(lines).encode("utf-16")
    return made


def reviews(rows: int = 10, *, sample_header: bool = False, writer: str = "AW-1") -> Made:
    """L9: yes, no, partly for each question and a count; the number of the pupil taken out."""
    asked = ["Outcomes updated Y/N/P", "Changes made Y/N/P", "PfA Y/N/NA", "Voice Y/N/P"]
    codes, words = ("R2", "R1", "T1", "A1"), {3: "Y", 2: "Partly", 1: "N", 0: "NA"}
    made = Made(b"")
    whose = [] if sample_header else ["Local ref", "Officer"]
    lines = [["UPN (removed)", *whose, "Review date", *asked, "Count Y"]]
    for row in range(rows):
        plan = f"PR-{8000 + row}"
        grades = [min(3, grade_for(row, place)) for place in range(4)]
        made.grades |= {(plan, code): grade for code, grade in zip(codes, grades, strict=True)}
        own = [] if sample_header else [plan, writer]
        said = [words[one] for one in grades]
        lines.append(["", *own, f"{row + 13} Oct 2026", *said, str(said.count("Y"))])
    made.raw = csv_text(lines).encode("cp1252")
    return made


def advice(rows: Sequence[Sequence[str]], *criteria: str) -> bytes:
    """L7: quarter, service, report type, day, in time, grade, missing, feedback; and grades by criterion."""
    header = [
        "Qtr",
        "Service",
        "Report type",
        "Date received",
        "In time Y/N",
        "Grade",
        "Missing",
        "Feedback sent",
    ]
    return csv_text([[*header, *criteria], *rows]).encode()


def summary() -> bytes:
    """L10: a pivot of counts by team and grade, with totals."""
    head = ["Row Labels", "Outstanding", "Good", "Requires improvement", "Inadequate", "N/A", "Grand Total"]
    lines = [["EHCP audits Q2"], [], ["Count of Audit ID", "Column Labels"], head]
    lines += [["North Review", "2", "14", "9", "1", "", "26"], ["South Review", "", "20", "4", "", "3", "27"]]
    return csv_text([*lines, ["Grand Total", "2", "34", "13", "1", "3", "53"]]).encode("utf-8-sig")


FORM = ["Plan ref", "Date of audit", "Plan writer", "Auditor", "New or amended"]


def form_book(cells: Mapping[str, str]) -> bytes:
    """L5: one tab an audit, labels in B and answers in D; and the empty template on a tab of its own."""
    lines = [["", "EHC PLAN QUALITY AUDIT"], [], *(["", label, "", cells[label]] for label in FORM), []]
    for section in SECTIONS:
        lines += [["", f"Section {section} judgement", "", "Good"], ["", "Evidence", "", ""]]
    return workbook(
        {"AUD-77": [*lines, ["", "Overall judgement", "", "Requires imp."]], "AUD-78": [["Template"]]}
    )


def panel_log(plan: str, learning: str = "Outcomes need dates.") -> bytes:
    """L6: several agencies side by side, then what they agreed; a plan that is known and one that is not."""
    log = [
        ["MULTI-AGENCY AUDIT LOG"], [],
        ["Plan", "Panel date", "SEND (initials, grade)", "Health", "SENCO", "Agreed", "Learning", "Owner"],
        [plan, "2026-10-15", "AT, Good", "RI", "CE, Outstanding", "G, just", learning, "Writer"],
        ["PR-404", "2026-10-15", "AT, RI", "", "CE, RI", "RI (strong)", "", "QA team"],
    ]  # fmt: skip
    return workbook({"Log": log})


def online_form(*, email: str, writer: str, plan: str = "PR-5") -> bytes:
    """L8: questions as headings; the same plan sent twice, the later with another grade for Section A."""
    head = ["Timestamp", "Email", "Which plan are you auditing? (local ref only)", "Who wrote the plan?",
            "Is this a new plan or an amended plan?",
            *(f"How would you grade Section {one}?" for one in "ABCDEF"),
            "Overall, how would you grade this plan?", "Anything else?"]  # fmt: skip
    row = ["15/10/2026 09:10:11", email, plan, writer, "Amended plan", *["Good"] * 7, ""]
    later = ["15/10/2026 11:00:00", *row[1:5], "Outstanding", *row[6:]]
    return csv_text([head, row, later]).encode("utf-16")


def two_headers(*, writer: str, team: str) -> bytes:
    """L11: a title, heads in two lines, a draft, a total row of the team and a note below."""
    head = ["Ref", "Date", "Plan", "New/Existing", "Writer", "Key stage", "Primary need", "Setting type",
            *SECTIONS, "Overall"]  # fmt: skip
    row = ["AUD-1", "13/10/2026", "PR-1", "New", writer, "Year 8", "Autism", "Special school"]
    lines = [
        ["EHCP AUDIT 2026-27"], [], ["AUDIT", "", "", "", "PEOPLE", "", "", "", "SECTION GRADES"], head,
        [*row, *["G"] * 12, "G"], ["AUD-2", *row[1:], *["G"] * 12, "G (draft)"],
        [f"Total {team}", "", "2"], [], ["Notes: grades marked as a draft are not final."],
    ]  # fmt: skip
    return workbook({"North": lines})


def csv_text(lines: Sequence[Sequence[Any]]) -> str:
    """Rows as CSV with semicolons, as continental spreadsheets save it."""
    return "\r\n".join(";".join(str(cell) for cell in line) for line in lines) + "\r\n"
