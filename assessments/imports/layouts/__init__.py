"""The registry of layouts: a new form of file is a new module here and a name in ``LAYOUTS``."""

from __future__ import annotations

import hashlib

from .layout import DROP, SECTION_PREFIX, SECTIONS, Field, Layout, Recognition, header_key
from .long import LONG
from .wide import WIDE

LAYOUTS: tuple[Layout, ...] = (WIDE, LONG)
HEADER_WITHIN = 10
"""A header is looked for in the first ten rows."""
LIKELY = 0.25
"""Below a quarter of the required fields a layout is not even a guess."""

__all__ = [
    "DROP", "LAYOUTS", "SECTIONS", "SECTION_PREFIX", "Field", "Layout", "Recognition",
    "fingerprint", "header_key", "layout_of", "recognise",
]  # fmt: skip


def layout_of(code: str) -> Layout:
    """The layout of that code. StopIteration if there is none."""
    return next(layout for layout in LAYOUTS if layout.code == code)


def recognise(
    rows: list[list[str]], told: dict[str, str] | None = None, layout: str = ""
) -> Recognition | None:
    """The best reading of the first rows, or None when they look like no layout we know."""
    tried = [
        one.recognise(row, place + 1, told)
        for place, row in enumerate(rows[:HEADER_WITHIN])
        for one in LAYOUTS
        if not layout or one.code == layout
        if sum(bool(cell) for cell in row) >= 4
    ]
    best = max(tried, key=lambda one: (round(one.score, 3), -one.header_row), default=None)
    return best if best is not None and best.score >= LIKELY else None


def fingerprint(header: tuple[str, ...]) -> str:
    """What a header is remembered by: the same headers in any order have the same fingerprint."""
    keys = sorted(header_key(text) for text in header if header_key(text))
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()
