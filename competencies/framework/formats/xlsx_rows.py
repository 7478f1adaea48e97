"""One row of a workbook that somebody edited by hand, whose every fault names its cell. Pure."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from competencies.framework.formats.gathering import Gathering

WHOLE = re.compile(r"[0-9]{1,6}")
YES = {
    "yes": True,
    "y": True,
    "true": True,
    "1": True,
    "no": False,
    "n": False,
    "false": False,
    "0": False,
    "": False,
}
PLACES = {"hidden_rows": ", row {0}", "hidden_columns": ", column {0}"}
REFUSED = {
    "empty": "This file is empty. Send the workbook.",
    "too_big": "This file is larger than 10 MB. A framework is far smaller.",
    "encrypted": "This file has a password. Save a copy without the password and send that.",
    "macros": "This workbook has macros. Save it as a plain Excel workbook (.xlsx) and send it again.",
    "external_links": "This workbook has links to other files. Break the links, save it and send it again.",
    "embedded": "This workbook has pictures or other files in it. Delete them, save it and send it again.",
    "notes": "This workbook has notes or comments on cells. Delete them all, save it and send it again.",
    "hidden_sheet": "This workbook has a hidden sheet. Show it, and delete it if it is not needed.",
    "hidden_rows": "This workbook has hidden rows. A filter may be on. Show all rows and send it again.",
    "hidden_columns": "This workbook has hidden columns. Show or delete them and send it again.",
    "unpacks_too_big": "This file unpacks to far more than its size. Copy the sheets into a new workbook.",
    "too_many_rows": "A sheet of this file has more rows than a framework ever has.",
    "too_many_columns": "A sheet of this file has more than 200 columns. Delete those that are not needed.",
    "too_slow": "This file took longer than a minute to read. Copy the sheets into a new workbook.",
    "wrong_type": "This is not an Excel workbook (.xlsx), whatever its name says.",
    "damaged": "This file is damaged or not complete. Open it, save it under a new name and send it again.",
}


@dataclass(frozen=True)
class Row:
    """One row of a sheet: what stands under each head, and where."""

    sheet: str
    line: int
    cells: dict[str, str]
    columns: dict[str, int]
    found: Gathering

    def place(self, name: str) -> str:
        """Sheet and cell."""
        return (
            f"sheet {self.sheet}, cell {letter(self.columns[name])}{self.line}"
            if name in self.columns
            else (f"sheet {self.sheet}, row {self.line}")
        )

    def text(self, name: str) -> str:
        """What is written there."""
        return self.cells.get(name, "")

    def whole(self, name: str) -> int:
        """A whole number; nothing is nought."""
        text = self.text(name)
        if text and not WHOLE.fullmatch(text):
            self.found.fault(self.place(name), "This must be a whole number.")
            return 1
        return int(text or 0)

    def yes(self, name: str) -> bool:
        """Yes or no."""
        text = self.text(name).lower()
        if text not in YES:
            self.found.fault(self.place(name), "Write yes or no.")
        return YES.get(text, False)

    def codes(self, name: str) -> tuple[str, ...]:
        """A list with commas, semicolons or line ends between."""
        return tuple(code for code in re.split(r"[,;\s]+", self.text(name)) if code)

    def identity(self) -> uuid.UUID | None:
        """The identity of the row; none for a new one."""
        text = self.text("identity")
        try:
            return uuid.UUID(text) if text else None
        except ValueError:
            self.found.fault(
                self.place("identity"), "This is no identity any more. Empty the cell, or undo it."
            )
            return None


def letter(column: int) -> str:
    """The letters of a column, from nought."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
