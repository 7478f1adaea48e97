"""From the cells of a sheet to a frame with one column a field, and the personal-data scan of it."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from academy.gate.scan import Scanner
from assessments.imports.layouts import (
    CRITERION_PREFIX,
    SECTION_PREFIX,
    Answers,
    Layout,
    Recognition,
    column_letters,
)
from assessments.imports.layouts.fields import AUDIT_FIELDS
from assessments.imports.layouts.grades import word_key
from assessments.imports.layouts.naming import name_audits
from assessments.imports.reading import Sheet

from .result import Held

NOT_SCANNED = frozenset({"audited_on", "edited_at"})
"""Closed by their form: whatever is not a date there stops the row."""
CLOSED = frozenset(
    {
        "plan_type", "status", "met", "weight", "grade", "overall", "area", "key_stage", "primary_need",
        "setting_type", "in_time", "average", "count",
    }
)  # fmt: skip
"""Columns with a short list of words: a word of the list is not scanned, anything else is."""
LISTED = frozenset(
    "north south east west central ey ks1 ks2 ks3 ks4 ks5 post-16 y n yes no partly asd "
    "slcn semh mld sld pmld spld pd hi vi"
    " msi oth other new amended existing complete completed draft".split()
)
NOTE = 20
"""A note below a table is at least this long."""
PEOPLE = frozenset({"writer", "auditor", "auditor_name", "action_by"})
"""Columns where the names of staff belong: scanned for numbers and addresses of children alone."""


def make_frame(sheet: Sheet, recognition: Recognition, answers: Answers) -> pd.DataFrame:
    """One line a data row, in order: the recognised fields as texts, ``sheet`` and ``row``. No blank rows.

    Rows of notes below the table are left out. The layout fills in what the cells do not say as such; the
    cells themselves stay in columns named ``cell`` and the place, for the scan.
    """
    width = len(recognition.header)
    rows = sheet.rows[recognition.header_row :]
    rows = rows[: len(rows) - _notes(rows)]
    cells = [row if len(row) == width else (row + [""] * width)[:width] for row in rows]
    frame = pd.DataFrame(cells, columns=[f"cell {place}" for place in range(width)], dtype=object)
    for field in (*AUDIT_FIELDS, *recognition.layout.fields):
        frame[field.code] = ""
    for place, code in recognition.columns.items():
        frame[code] = frame[f"cell {place}"]
    if recognition.homes:
        frame["sheet"] = pd.Series([one for one, _ in recognition.homes], index=frame.index, dtype=object)
        frame["row"] = [row for _, row in recognition.homes]
    else:
        frame["row"] = range(recognition.header_row + 1, recognition.header_row + 1 + len(frame))
        frame["sheet"] = sheet.name
    if len(frame):
        frame = frame[(frame[[f"cell {place}" for place in range(width)]] != "").any(axis=1)]
    frame = frame.reset_index(drop=True)
    recognition.layout.tidy(frame, sheet, recognition, answers)
    name_by_plan(frame, recognition)
    return frame


def _notes(rows: list[list[str]]) -> int:
    """How many rows at the end are notes: one long text each, in the first column, below a blank row."""
    count = 0
    for row in reversed(rows):
        if not any(row):
            return count + 1 if count else 0
        if not row[0] or any(row[1:]) or len(row[0]) < NOTE:
            return 0
        count += 1
    return 0


def name_by_plan(frame: pd.DataFrame, recognition: Recognition) -> None:
    """Audits of a table without a column for their number are named by their plan and their day."""
    if recognition.layout.of_service:
        name_audits(frame, "ADV", "service", "audited_on", also="report_type", count=True)
        frame["plan_ref"] = frame["plan_ref"].mask(frame["plan_ref"].eq(""), frame["audit_ref"])
    elif "audit_ref" not in recognition.columns.values():
        name_audits(frame, recognition.layout.code, "plan_ref", day="audited_on")


def find_personal_data(
    frame: pd.DataFrame, recognition: Recognition, scanner: Scanner, grade_words: Container[str]
) -> list[Held]:
    """Where personal data lies, in columns read or dropped; in row order. Closed vocabularies come first."""
    layout: Layout = recognition.layout
    free = {field.code for field in layout.fields if field.free_text}
    held: list[Held] = []
    for place in range(len(recognition.header)):
        code = recognition.columns.get(place, "")
        if code in NOT_SCANNED:
            continue
        texts = frame[f"cell {place}"]
        closed = code in CLOSED or code.startswith((SECTION_PREFIX, CRITERION_PREFIX))
        people = code in PEOPLE or code.startswith("grader:")
        kinds_of = {
            text: kinds
            for text in texts.unique()
            if text
            and not (closed and (text.lower() in LISTED or word_key(text) in grade_words))
            and (kinds := _kinds(scanner, text, people=people))
        }
        if not kinds_of:
            continue
        spot = recognition.spots.get(place)
        for row, sheet, text in zip(frame["row"], frame["sheet"], texts, strict=True):
            held.extend(
                Held(
                    sheet=sheet,
                    row=spot[0] if spot else row,
                    column=spot[1] if spot else column_letters(place),
                    kind=kind,
                    header=recognition.header[place],
                    free_text=code in free or not code,
                    record=row,
                )
                for kind in kinds_of.get(text, ())
            )
    return sorted(held, key=lambda one: (str(one.sheet), one.row, one.column, one.kind))


def _kinds(scanner: Scanner, text: str, *, people: bool) -> tuple[str, ...]:
    if not people:
        return scanner.kinds(text)
    return tuple(kind for kind in scanner.kinds(text, names=False) if kind not in ("email", "school+year"))
