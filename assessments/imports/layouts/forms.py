"""L5: one tab for each plan, a form with labels in one column and answers to the right of them.

The number of the audit is the name of the tab; "AUD-12 (2)" is a later copy of the tab "AUD-12". Tabs with
the
same labels in the same places become one table, a row for each tab. A tab that looks like a form but is
called
neither by a reference nor by the name a spreadsheet gives by itself may be called after a child: the file is
refused until it is renamed. An empty form is a template and no audit.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from assessments.imports.reading import Book, FileRefused, Sheet

from .answers import Answers
from .fields import AUDIT_FIELDS, OVERALL, needing, section_fields
from .layout import SECTION_PREFIX, SECTIONS, Field, Layout, Recognition, column_letters, header_key

MOST_ROWS = 150
"""A form is not longer than this."""
FEWEST_LABELS = 6
"""Fewer known labels are not a form."""
LABEL_COLUMNS = 3
"""Labels stand in one of the first columns."""
COPY = re.compile(r"\s*\((\d{1,2})\)$")
PLAIN_NAME = re.compile(r"(?:sheet|tab|form|blad|table|template|blank|copy of template)\s?\d*", re.IGNORECASE)
REFERENCE = re.compile(r"(?:[a-z]{1,8}[-_/ ]{0,2})?\d{1,12}(?:[-_/]\d{1,8}){0,2}[a-z]?", re.IGNORECASE)
EVIDENCE = frozenset({"evidence", "comment", "comments", "notes", "reason", "reasons", "why"})
TEXT_PREFIX = "comment:"


def read_parts(book: Book, answers: Answers) -> list[tuple[Sheet, Recognition]]:
    """One table for each form of the book."""
    groups: dict[tuple[tuple[str, int], ...], list[tuple[Sheet, dict[int, tuple[str, int]]]]] = {}
    for number, sheet in enumerate(book.sheets, start=1):
        labels = _labels(sheet)
        if labels is None:
            continue
        if not any(_answer(sheet, row, place) for row, (_, place) in labels.items()):
            continue
        check_name(sheet.name or "", number)
        key = tuple((label, row) for row, (label, _) in labels.items())
        groups.setdefault(key, []).append((sheet, labels))
    return [_table(group, answers) for group in groups.values()]


def check_name(name: str, number: int) -> None:
    """Refused unless a tab is named by a reference, or as a spreadsheet names it. Says where, never what."""
    plain = COPY.sub("", name.strip())
    if not (REFERENCE.fullmatch(plain) or PLAIN_NAME.fullmatch(plain)):
        raise FileRefused("named_tab", str(number))


def _labels(sheet: Sheet) -> dict[int, tuple[str, int]] | None:
    """Row from 0 to label and its column, where the sheet is a form; questions about it are told apart by
    what
    stands above them, so "Evidence" below "Section A judgement" is the evidence of section A."""
    if not sheet.rows or len(sheet.rows) > MOST_ROWS:
        return None
    best: dict[int, tuple[str, int]] = {}
    most = 0
    for place in range(LABEL_COLUMNS):
        found: dict[int, tuple[str, int]] = {}
        known: set[str] = set()
        section = ""
        for row, cells in enumerate(sheet.rows):
            text = cells[place] if len(cells) > place else ""
            if not text or len(text) > 120:
                continue
            code = FORMS.code_of(header_key(text))
            if code is not None and code.startswith(SECTION_PREFIX):
                section = code.removeprefix(SECTION_PREFIX)
            if header_key(text) in EVIDENCE and section:
                text = f"Evidence, section {section}"
            known |= {code} if code else set()
            found[row] = (text, place)
        if len(known) >= max(FEWEST_LABELS, most):
            best, most = found, len(known) + 1
    return best or None


def _answer(sheet: Sheet, row: int, place: int) -> tuple[str, int] | None:
    """The first text to the right of a label, and its column."""
    cells = sheet.rows[row]
    return next(((cells[at], at) for at in range(place + 1, len(cells)) if cells[at]), None)


def _table(
    group: list[tuple[Sheet, dict[int, tuple[str, int]]]], answers: Answers
) -> tuple[Sheet, Recognition]:
    labels = group[0][1]
    rows = [row for row in labels if any(_answer(sheet, row, labels[row][1]) for sheet, _ in group)]
    rows = [row for row in labels if row in rows or FORMS.code_of(header_key(labels[row][0])) is not None]
    header = ["Audit ID", *(labels[row][0] for row in rows)]
    records, homes, spots = [], [], {}
    for place, row in enumerate(rows, start=1):
        found = [_answer(sheet, row, labels[row][1]) for sheet, _ in group]
        column = next((one[1] for one in found if one), labels[row][1] + 2)
        spots[place] = (row + 1, column_letters(column))
    home = next((spots[place][0] for place, row in enumerate(rows, start=1)), 1)
    for sheet, _ in group:
        texts = [_answer(sheet, row, labels[row][1]) for row in rows]
        records.append([_reference(sheet.name or ""), *(one[0] if one else "" for one in texts)])
        homes.append((sheet.name, home))
    recognition = FORMS.recognise(header, 1, answers.columns)
    spots[0] = (home, spots[1][1] if 1 in spots else "A")
    recognition = replace(recognition, homes=tuple(homes), spots=spots)
    return Sheet(None, [header, *records]), recognition


def _reference(name: str) -> str:
    """The number of the audit in the name of a tab; nothing where the name is not one."""
    plain = COPY.sub("", name.strip())
    return "" if PLAIN_NAME.fullmatch(plain) else plain


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """A copy of a tab is the later one: order the rows so."""
    copies = [int(match.group(1)) if (match := COPY.search(name or "")) else 1 for name in frame["sheet"]]
    order = pd.Series(copies, index=frame.index).sort_values(kind="stable").index
    frame[:] = frame.loc[order].to_numpy()


SECTION_LABEL = r"(?:section|sect|sec) {0}(?: .*)?"
FORMS = Layout(
    code="L5",
    name="One tab for each plan",
    sentence="A form on each tab: labels on the left, answers on the right.",
    fields=(
        *(
            field
            for field in needing(AUDIT_FIELDS, "audit_ref", "audited_on", "plan_ref", "plan_type", "writer")
        ),
        *section_fields("BF", pattern=SECTION_LABEL),
        *needing((OVERALL,), "overall"),
        *(
            Field.known_as(f"{TEXT_PREFIX}{section}", f"Evidence, section {section}", free_text=True)
            for section in SECTIONS
        ),
        Field.known_as(f"{TEXT_PREFIX}comment", "Comment", "Comments", "Anything else", free_text=True),
    ),
    parts=read_parts,
    tidy=tidy,
)
