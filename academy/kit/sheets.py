"""Spreadsheets that go out. Every text is stored as text: nothing in a cell is ever taken for a formula or a
link, whatever it begins with."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | datetime.date | None
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST = 32_000
"""A cell holds no more characters than a little over this."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the heads with their widths, and the rows."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one XLSX file, each with its heads frozen and wrapped text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
        number = book.add_format({"valign": "top"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.freeze_panes(1, 0)
            for column, (title, width) in enumerate(sheet.heads):
                page.set_column(column, column, width)
                page.write_string(0, column, title, head)
            for line, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime.date):
                        page.write_datetime(line, column, cell, day)
                    elif isinstance(cell, int | float):
                        page.write_number(line, column, cell, number)
                    elif cell:
                        page.write_string(line, column, cell[:LONGEST], words)
    return out.getvalue()


def plain(cell: Cell) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
