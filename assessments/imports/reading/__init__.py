"""Reads a file that came from outside: in a process of its own, with limits, refusing in words.

``read_cells`` gives every cell as text: dates of a workbook as ISO text, whole numbers without a point.
"""

from __future__ import annotations

from collections.abc import Callable

from academy.kit import cells
from academy.kit.apart import Unreadable
from academy.kit.cells import CHILD, SECONDS, Book, Sheet
from academy.kit.refusals import Refused

__all__ = ["CHILD", "PLACES", "SECONDS", "WORDS", "Book", "FileRefused", "Sheet", "read_cells"]

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
    "named_beside": "Something beside the cells looks as if it points to a person{where}. Take it out and "
    "send it again.",
    "named_tab": "A tab with a form is not named by the number of its audit{where}, so its name may "
    "point to a child. Name every tab by the number of the audit and send it again.",
    "not_audits": "We cannot find audits in this file. We look for a row of headings (a reference, a "
    "day, a writer, grades) over the audits, or for one form on each tab.",
    "summary": "This file only counts audits: how many of a team had each grade. Nothing in it belongs "
    "to one plan or one writer, so it cannot come in as audits. Send the list of audits it was counted "
    "from. Its figures may be kept as an indicator.",
    "no_instrument": "This is a log of advice audits, and there is no advice audit in the academy yet. "
    "Ask the practice development lead to set it up.",
    "too_slow": "This file took longer than a minute to read. Save the audits in a new workbook "
    "and send that.",
}
BESIDE = {
    "range": "the name of a range",
    "header": "a header or footer",
    "property": "the properties of the file",
    "box": "a text box or chart",
    "pivot": "the memory of a pivot table",
    "hint": "the hint of a cell",
}
"""Where a text beside the cells stands, in words."""
PLACES = {
    "named_beside": " ({0})",
    "hidden_rows": " (row {0})",
    "hidden_columns": " (column {0})",
    "named_heading": " (column {0})",
    "named_sheet": " (sheet {0})",
    "named_tab": " (sheet {0})",
}


class FileRefused(Refused):
    """The file as a whole cannot come in."""

    def __init__(self, code: str, where: str = "") -> None:
        place = PLACES[code].format(where) if where and code in PLACES else ""
        super().__init__(WORDS[code].format(where=place), code=code)


def read_cells(raw: bytes, *, may_hide: Callable[[str], bool] | None = None) -> Book:
    """The cells of a CSV file or workbook. Raises FileRefused with words for the person who sent it.

    `may_hide`: whether a word may stand on a hidden sheet, as the choices of a list do.
    """
    try:
        return cells.read_cells(raw, may_hide=may_hide)
    except Unreadable as no:
        raise FileRefused(no.code, no.where) from None
