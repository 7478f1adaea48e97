"""From the cells of a sheet to a frame with one column a field, and the personal-data scan of it."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from academy.gate.scan import Scanner
from assessments.imports.layouts import SECTION_PREFIX, Layout, Recognition
from assessments.imports.layouts.grades import word_key
from assessments.imports.reading import Sheet

from .result import Held

NOT_SCANNED = frozenset({"audited_on", "edited_at"})
"""Closed by their form: whatever is not a date there stops the row."""
CLOSED = frozenset(
    {"plan_type", "status", "met", "weight", "grade", "overall", "area", "key_stage", "primary_need"}
)
"""Columns with a short list of words: a word of the list is not scanned, anything else is."""
LISTED = frozenset(
    "north south east west central ey ks1 ks2 ks3 ks4 ks5 post-16 y n yes no partly asd "
    "slcn semh mld sld pmld spld pd hi vi"
    " msi oth other new amended existing complete completed draft".split()
)
PEOPLE = frozenset({"writer", "auditor"})
"""Columns where the names of staff belong: scanned for numbers and addresses of children alone."""


def column_letters(place: int) -> str:
    """The letters of a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def make_frame(sheet: Sheet, recognition: Recognition) -> pd.DataFrame:
    """One line a data row, in order: the recognised fields as texts, ``sheet`` and ``row``. No blank rows."""
    width = len(recognition.header)
    rows = sheet.rows[recognition.header_row :]
    cells = [row if len(row) == width else (row + [""] * width)[:width] for row in rows]
    frame = pd.DataFrame(cells, columns=range(width), dtype=object)
    frame = frame.rename(columns=recognition.columns)
    for field in recognition.layout.fields:
        if field.code not in frame.columns:
            frame[field.code] = ""
    frame["row"] = range(recognition.header_row + 1, recognition.header_row + 1 + len(frame))
    frame["sheet"] = sheet.name
    filled = (frame[range_of(recognition)] != "").any(axis=1) if len(frame) else pd.Series(dtype=bool)
    return frame[filled].reset_index(drop=True)


def range_of(recognition: Recognition) -> list[object]:
    """The frame's own name of every column of the sheet."""
    return [recognition.columns.get(place, place) for place in range(len(recognition.header))]


def find_personal_data(
    frame: pd.DataFrame, recognition: Recognition, scanner: Scanner, grade_words: Container[str]
) -> list[Held]:
    """Where personal data lies, in columns read or dropped; in row order. Closed vocabularies come first."""
    layout: Layout = recognition.layout
    free = {field.code for field in layout.fields if field.free_text}
    held: list[Held] = []
    for place in range(len(recognition.header)):
        code = recognition.columns.get(place, place)
        if code in NOT_SCANNED:
            continue
        texts = frame[code]
        closed = code in CLOSED or str(code).startswith(SECTION_PREFIX)
        kinds_of = {
            text: kinds
            for text in texts.unique()
            if text
            and not (closed and (text.lower() in LISTED or word_key(text) in grade_words))
            and (kinds := _kinds(scanner, text, people=code in PEOPLE))
        }
        if not kinds_of:
            continue
        for row, sheet, text in zip(frame["row"], frame["sheet"], texts, strict=True):
            held.extend(
                Held(
                    sheet,
                    row,
                    column_letters(place),
                    kind,
                    recognition.header[place],
                    code in free or code == place,
                )
                for kind in kinds_of.get(text, ())
            )
    return sorted(held, key=lambda one: (str(one.sheet), one.row, one.column, one.kind))


def _kinds(scanner: Scanner, text: str, *, people: bool) -> tuple[str, ...]:
    if not people:
        return scanner.kinds(text)
    return tuple(kind for kind in scanner.kinds(text, names=False) if kind not in ("email", "school+year"))
