"""Reads a file that came from outside: in a process of its own, with limits, refusing in words.

``read_cells`` gives every cell as text: dates of a workbook as ISO text, whole numbers without a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from academy.kit.apart import Unreadable, read_apart
from academy.kit.refusals import Refused

SECONDS = 60
CHILD = Path(__file__).with_name("child.py")

WORDS = {
    "empty": "This file is empty. Look at the file and send the one with the audits.",
    "too_big": "This file is larger than 10 MB. Split it by month and send the parts one at a time.",
    "wrong_type": "This is not a spreadsheet we can read, whatever its name says. "
    "Save it as an Excel workbook (.xlsx) or as CSV and send it again.",
    "damaged": "This file is damaged or not complete. Open it, save it under a new name and send it again.",
    "encrypted": "This file has a password. Save a copy without the password and send that.",
    "macros": "This workbook has macros. Save it as a plain Excel workbook (.xlsx) and send it again.",
    "external_links": "This workbook has links to other files. Break the links (Data, Edit links), "
    "save it and send it again.",
    "embedded": "This workbook has pictures or other files inside it. Delete them, save it and "
    "send it again.",
    "notes": "This workbook has notes or comments on cells. They may name a child. Delete "
    "them all and send it again.",
    "hidden_sheet": "This workbook has a hidden sheet. Unhide it, delete it if it is not needed, and "
    "send it again.",
    "hidden_rows": "This workbook has hidden rows{where}. A filter may be on. Show all rows, save "
    "it and send it again.",
    "hidden_columns": "This workbook has hidden columns{where}. Show or delete them, save it and send "
    "it again.",
    "unpacks_too_big": "This file unpacks to far more than its size. Save the audits in a new workbook "
    "and send that.",
    "too_many_rows": "This file has more rows than a year of audits. Split it by month and send the parts.",
    "too_many_columns": "This file has more than 200 columns. Delete those that are not needed and send "
    "it again.",
    "named_heading": "A column heading looks as if it points to a person{where}. Change the heading "
    "and send it again.",
    "named_sheet": "The name of a sheet looks as if it points to a person{where}. Rename it and "
    "send it again.",
    "not_audits": "We cannot find audits in this file. We read the wide tool export (one row an "
    "audit, one column "
    "a section) and the long extract (one row a criterion).",
    "too_slow": "This file took longer than a minute to read. Save the audits in a new workbook "
    "and send that.",
}
PLACES = {
    "hidden_rows": " (row {0})",
    "hidden_columns": " (column {0})",
    "named_heading": " (column {0})",
    "named_sheet": " (sheet {0})",
}


class FileRefused(Refused):
    """The file as a whole cannot come in."""

    def __init__(self, code: str, where: str = "") -> None:
        place = PLACES[code].format(where) if where and code in PLACES else ""
        super().__init__(WORDS[code].format(where=place), code=code)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (None for CSV) and its rows of texts; row 1 of the spreadsheet is ``rows[0]``."""

    name: str | None
    rows: list[list[str]]


@dataclass(frozen=True)
class Book:
    """What was in the file."""

    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]


def read_cells(raw: bytes) -> Book:
    """The cells of a CSV file or workbook. Raises FileRefused with words for the person who sent it."""
    try:
        answer = read_apart(CHILD, raw, seconds=SECONDS)
    except Unreadable as no:
        raise FileRefused(no.code, no.where) from None
    return Book(
        kind=answer["kind"],
        encoding=answer["encoding"],
        delimiter=answer["delimiter"],
        sheets=tuple(Sheet(sheet["name"], sheet["rows"]) for sheet in answer["sheets"]),
    )
