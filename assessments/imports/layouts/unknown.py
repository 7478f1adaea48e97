"""A header in words that no layout knows, over a table that is plainly one of audits: columns of grades.

A council's own headings then need no code: a person says once what each column is.
"""

from __future__ import annotations

from assessments.imports.reading import Sheet

from .answers import Answers
from .grades import GRADE_WORDS, word_key
from .layout import Layout, Recognition

WITHIN = 10
FEWEST_ROWS = 3
FEWEST_GRADED = 3
GRADED = 0.8
"""The least share of a column's cells that are grade words."""


def recognise_by_content(sheet: Sheet, layout: Layout, answers: Answers) -> Recognition | None:
    """The heading above at least three columns of grades and three rows, read as this layout."""
    for place, row in enumerate(sheet.rows[:WITHIN]):
        if sum(bool(cell) for cell in row) < 4 or any(
            word_key(cell) in GRADE_WORDS for cell in row if len(cell) > 2
        ):
            continue
        below = [line for line in sheet.rows[place + 1 :] if any(line)]
        if len(below) < FEWEST_ROWS:
            return None
        graded = sum(is_graded([line[at] for line in below if len(line) > at]) for at in range(len(row)))
        if graded >= FEWEST_GRADED:
            return layout.recognise(row, place + 1, answers.columns)
    return None


def is_graded(texts: list[str]) -> bool:
    """Whether the cells of a column are grades: words or letters, or figures of at least two kinds."""
    keys = [word_key(text) for text in texts if text]
    known = [key for key in keys if key in GRADE_WORDS]
    kinds = {GRADE_WORDS[key] for key in known}
    counts = all(key.isdigit() for key in keys) and len(kinds) < 2
    return bool(known) and len(known) >= GRADED * len(keys) and not counts
