"""Why a row is refused: one code and one sentence for each reason. Sentences never repeat a value."""

from __future__ import annotations

from dataclasses import dataclass

WORDS = {
    "missing_ref": "There is no staff number. Every person needs one.",
    "duplicate_ref": "This staff number is in the file more than once.",
    "missing_name": "The given name or the family name is empty.",
    "missing_team": "The team is empty.",
    "missing_organisation": "The organisation is not in the list of organisations.",
    "free_mail": "Anybody can have an address that ends like this, so it is not the organisation’s own.",
    "bad_email": "This is not an e-mail address.",
    "duplicate_email": "This e-mail address belongs to somebody else. Each person needs their own.",
    "unknown_role": "This role code is not one that the academy knows.",
    "unknown_manager": "Nobody here has the staff number given for the line manager.",
    "manager_cycle": "This would make somebody their own manager, directly or through others.",
    "bad_date": "This is not a date. Write it like 2026-11-09 or 09/11/2026.",
    "missing_date": "A date that is needed is empty.",
    "leave_before_start": "The last day is before the first day.",
    "end_before_start": "The absence ends before it starts.",
    "before_last_post": "The change is dated before the present post began.",
    "bad_number": "The share of full time must be a number above 0 and up to 1.",
    "bad_count": "The number of plans must be a whole number from 0 to 999.",
    "unknown_status": "The status must be active, leave, secondment or left.",
    "unknown_change": "The kind of change must be joiner, mover, leaver or rename.",
    "unknown_kind": "The kind of absence must be leave or secondment.",
    "unknown_person": "Nobody here has this staff number.",
    "already_here": "Somebody with this staff number is here already, with another start date.",
    "has_left": "This person has left, so the change cannot apply.",
    "too_long": "One of the cells holds more text than there is room for.",
    "bad_row": "The row does not have one cell for each column.",
}


@dataclass(frozen=True)
class Problem:
    """One row that cannot be brought in. `row` counts like the spreadsheet does: the header is row 1."""

    row: int
    reason: str
    column: str = ""
    file: str = ""

    @property
    def words(self) -> str:
        """The reason in words."""
        return WORDS[self.reason]

    def as_json(self) -> dict[str, str | int]:
        """For the command's answer and for what is kept of the file."""
        return {
            "row": self.row,
            "reason": self.reason,
            "words": self.words,
            "column": self.column,
            "file": self.file,
        }


class BadRow(Exception):
    """A row cannot be brought in, because of `reason` in `column`."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
