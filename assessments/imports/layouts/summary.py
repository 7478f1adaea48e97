"""L10: the summary: how many audits of each team had each grade, and nothing about any one audit.

It cannot be brought in as audits, because no grade in it belongs to a plan or a writer. Its figures may be
kept
as an indicator.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assessments.imports.reading import Book, Sheet

from .answers import Answers
from .grades import NOT_APPLICABLE, grade_table, read_grade
from .layout import Layout, Recognition, header_key

TOTAL = re.compile(r"^\s*(?:grand |sub\s?-?)?totals?\b", re.IGNORECASE)
NAMES = re.compile(r"^(?:row labels|team|teams|area|locality|service|column labels|count of .*|)$")
WITHIN = 12
COUNT = re.compile(r"^\d{1,6}$")


def read_parts(book: Book, answers: Answers) -> list[tuple[Sheet, Recognition]]:
    """The sheets that are tables of counts: a heading of grade words over whole numbers, names on the
    left."""
    found = []
    for sheet in book.sheets:
        for place, row in enumerate(sheet.rows[:WITHIN]):
            one = _recognise(sheet, row, place + 1, answers)
            if one is not None:
                found.append((sheet, one))
                break
    return found


def _recognise(sheet: Sheet, row: list[str], header_row: int, answers: Answers) -> Recognition | None:
    table = grade_table(dict(answers.grade_words))
    columns: dict[int, str] = {}
    for place, text in enumerate(row):
        grade = (
            read_grade(re.sub(r"^(?:count of|no of|number of)\s+", "", text, flags=re.I), table)
            if text
            else None
        )
        if grade is not None and place:
            columns[place] = f"count:{grade}"
    if len([code for code in columns.values() if code != f"count:{NOT_APPLICABLE}"]) < 3:
        return None
    if not NAMES.match(header_key(row[0])):
        return None
    below = [line for line in sheet.rows[header_row:] if any(line)]
    counts = [line[place] for line in below for place in columns if len(line) > place and line[place]]
    if not counts or sum(bool(COUNT.match(text)) for text in counts) < 0.9 * len(counts):
        return None
    one = SUMMARY.recognise([], header_row)
    return replace(one, header=tuple(row), columns={0: "team"} | columns)


def counts_of(sheet: Sheet, one: Recognition) -> list[tuple[str, int, int]]:
    """Team, grade and count; totals left out."""
    found = []
    for row in sheet.rows[one.header_row :]:
        name = row[0].strip() if row else ""
        if not name or TOTAL.match(name):
            continue
        for place, code in one.columns.items():
            text = row[place] if len(row) > place else ""
            if code.startswith("count:") and COUNT.match(text or "0"):
                found.append((name, int(code.partition(":")[2]), int(text or 0)))
    return found


SUMMARY = Layout(
    code="L10",
    name="Summary of counts",
    sentence="How many audits of each team had each grade. No audits in it.",
    fields=(),
    parts=read_parts,
    figures=True,
)
