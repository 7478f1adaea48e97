"""From the sheets of a book to a reading of it: which layout, which sheets, which columns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from assessments.imports.reading import Book, Sheet

from .answers import Answers
from .colours import legend_of, legend_of_sheet
from .layout import Layout, Recognition, header_key

Part = tuple[Sheet, Recognition]
"""A sheet of audits and how its heading was read."""


@dataclass(frozen=True)
class Reading:
    """A book as we understand it: its layout, the sheets of that layout, the names of those left unread."""

    book: Book
    layout: Layout
    parts: tuple[Part, ...]
    unread: tuple[str, ...] = ()

    @property
    def odd(self) -> Recognition | None:
        """The first heading with a column that is not known or a needed one that is not there."""
        return next((one for _, one in self.parts if one.unknown or one.missing), None)

    @property
    def recognition(self) -> Recognition:
        """The heading to talk about: the first one with something to ask, else the first."""
        return self.odd or self.parts[0][1]

    @property
    def header_key(self) -> str:
        """What a mapping of this file is remembered by."""
        return fingerprint(self.recognition.header)


@dataclass(frozen=True)
class Figure:
    """One line of a summary: how many audits of a team had a grade. `grade` 0 is not applicable."""

    team: str
    grade: int
    count: int


def fingerprint(header: tuple[str, ...]) -> str:
    """What a header is remembered by: the same headers in any order have the same fingerprint."""
    keys = sorted(header_key(text) for text in header if header_key(text))
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def choose_parts(
    book: Book, found: list[tuple[Sheet, Recognition | None]], answers: Answers
) -> Reading | None:
    """The sheets of the best recognised layout; None when no sheet is recognised."""
    known = [(sheet, one) for sheet, one in found if one is not None]
    if not known:
        return None
    best = max(known, key=lambda pair: round(pair[1].score, 3))[1]
    whole = [pair for pair in known if pair[1].layout is best.layout and not pair[1].missing]
    parts = whole or [pair for pair in known if pair[1] is best]
    taken = {id(sheet) for sheet, _ in parts}
    places = {place: one for place, sheet in enumerate(book.sheets) for of, one in parts if of is sheet}
    legend = legend_of(book, places)
    read = tuple((sheet, replace(one, legend=legend)) for sheet, one in parts)
    unread = [
        sheet.name or ""
        for sheet in book.sheets
        if sheet.rows and id(sheet) not in taken and not sheet.hidden and not _is_legend(sheet)
    ]
    return Reading(book, best.layout, read, tuple(unread))


def _is_legend(sheet: Sheet) -> bool:
    return bool(sheet.fills) and len(sheet.rows) <= 12 and bool(legend_of_sheet(sheet))
