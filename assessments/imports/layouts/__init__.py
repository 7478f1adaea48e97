"""The registry of layouts: a new form of file is a new module here and a name in ``LAYOUTS``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from assessments.imports.reading import Book, Sheet

from .advice import ADVICE
from .answers import BANDS, BLANKS, ZEROS, Answers, Question, answered
from .asking import questions_of
from .book import Figure, Part, Reading, choose_parts, fingerprint
from .colours import TRAFFIC_LIGHTS
from .forms import FORMS
from .grades import GRADE_WORDS, word_key
from .layout import (
    CRITERION_PREFIX,
    DROP,
    NOT_IT,
    SECTION_PREFIX,
    SECTIONS,
    Field,
    Layout,
    Recognition,
    column_letters,
    header_key,
)
from .long import LONG
from .old_words import OLD_WORDS
from .online import ONLINE
from .panel import PANEL
from .review import REVIEW
from .scores import SCORES
from .summary import SUMMARY, counts_of
from .two_header import TWO_HEADER
from .unknown import recognise_by_content
from .wide import WIDE

LAYOUTS: tuple[Layout, ...] = (
    WIDE, LONG, TRAFFIC_LIGHTS, SCORES, FORMS, PANEL, ADVICE, ONLINE, REVIEW, SUMMARY, TWO_HEADER, OLD_WORDS,
)  # fmt: skip
HEADER_WITHIN = 10
"""A header is looked for in the first ten rows."""
LIKELY = 0.25
"""Below a quarter of the required fields a layout is not even a guess."""

__all__ = [
    "BANDS", "BLANKS", "CRITERION_PREFIX", "DROP", "LAYOUTS", "SECTIONS", "SECTION_PREFIX", "ZEROS",
    "Answers",
    "Field", "Figure", "Layout", "Part", "Question", "Reading", "Recognition", "answered", "column_letters",
    "figures_of", "fingerprint", "header_key", "is_list_word", "layout_of", "questions_of", "read_book",
    "recognise",
]  # fmt: skip


def layout_of(code: str) -> Layout:
    """The layout of that code. StopIteration if there is none."""
    return next(layout for layout in LAYOUTS if layout.code == code)


def recognise(
    rows: list[list[str]], told: Mapping[str, str] | None = None, layout: str = ""
) -> Recognition | None:
    """The best reading of the first rows, or None when they look like no layout we know."""
    return recognise_sheet(Sheet(None, rows), told, layout)


def recognise_sheet(
    sheet: Sheet, told: Mapping[str, str] | None = None, layout: str = ""
) -> Recognition | None:
    """The same for a sheet, by its header and by its content. `layout`: the only one to try."""
    tried = [
        one.recognise(row, place + 1, told)
        for place, row in enumerate(sheet.rows[:HEADER_WITHIN])
        if sum(bool(cell) for cell in row) >= 4
        for one in LAYOUTS
        if one.parts is None and (not layout or one.code == layout)
    ]
    likely = [one for one in tried if one.score >= LIKELY]
    if not layout:
        likely = [replace(one, fit=one.layout.fits(sheet, one)) for one in likely]
    best = max(likely, key=lambda one: (round(one.score, 3), -one.header_row), default=None)
    return best if best is not None and best.fit > NOT_IT else None


def read_book(book: Book, answers: Answers | None = None) -> Reading | None:
    """The book as we understand it with these answers; None when it looks like no layout we know.

    First by headers, then as forms, then by content alone, last as a summary. Raises FileRefused where a
    form's tab may be named after a child.
    """
    answers = answers or Answers()
    sheets = [sheet for sheet in book.sheets if sheet.rows and not sheet.hidden]
    found = [(sheet, recognise_sheet(sheet, answers.columns, answers.layout)) for sheet in sheets]
    reading = choose_parts(book, found, answers)
    if reading is not None and not reading.parts[0][1].missing:
        return reading
    for layout in LAYOUTS:
        if layout.parts is not None and answers.layout in ("", layout.code):
            parts = layout.parts(book, answers)
            if parts:
                return choose_parts(book, [*parts], answers)
    if reading is not None:
        return reading
    by_content = [(sheet, recognise_by_content(sheet, WIDE, answers)) for sheet in sheets]
    return choose_parts(book, [*by_content], answers)


def figures_of(reading: Reading) -> list[Figure]:
    """The counts of a summary, which may be kept as an indicator. Empty for a reading that has audits."""
    if not reading.layout.figures:
        return []
    return [Figure(*entry) for sheet, one in reading.parts for entry in counts_of(sheet, one)]


def is_list_word(text: str) -> bool:
    """Whether a word may stand on a hidden sheet: a grade, yes or no, a kind of plan, as lists to choose
    from."""
    return word_key(text) in GRADE_WORDS or text.strip().lower() in LIST_WORDS


LIST_WORDS = frozenset(
    "y n yes no partly new amended existing draft complete completed final north south east west central "
    "ks1 ks2 ks3 ks4 ks5 ey post-16 met mostly fully grade grades list lists status".split()
)
"""Closed words that lists to choose from hold, beside the grades."""
