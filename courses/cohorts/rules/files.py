"""Files of cohorts from before: which of the three it is, and its rows. Pure.

A list of cohorts, a list of their members, or results of assessed tasks; the columns tell which. Sentences
about a row never repeat what stands in it.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from academy.kit.refusals import Refused
from academy.people.roles import ROLES
from academy.staffing.rules import cells as read
from academy.staffing.rules.problems import BadRow

MOST_BYTES = 10 * 1024 * 1024
COHORTS, MEMBERS, RESULTS = "cohorts", "members", "results"
HEADERS = {
    COHORTS: ("cohort", "start_date", "end_date", "starters", "graduated"),
    MEMBERS: (
        "cohort", "start_date", "staff_ref", "role_code", "buddy_ref", "outcome", "graduated_on",
    ),
    RESULTS: ("cohort", "staff_ref", "task", "attempt", "date", "result", "score"),
}  # fmt: skip
OUTCOMES = {
    "graduated": "graduated", "left before the end": "left", "deferred": "left", "": "learning",
    "learning": "learning",
}  # fmt: skip
"""What a row may say became of somebody, and the state of their place. Who was deferred has left this cohort;
the one they begin again with is a row of its own."""
WORDS = {
    "bad_row": "The row does not have one cell for each column.",
    "missing_cohort": "The name of the cohort is empty.",
    "missing_ref": "There is no staff number.",
    "too_long": "One of the cells holds more text than there is room for.",
    "bad_date": "This is not a date. Write it like 2026-11-09 or 09/11/2026.",
    "missing_date": "A date that is needed is empty.",
    "end_before_start": "The last day is before the first day.",
    "bad_number": "The number of starters or of graduates cannot be right.",
    "differs": "There is a cohort of this name already, and it began on another day.",
    "duplicate": "This row is in the file more than once.",
    "unknown_staff": "Nobody here has this staff number.",
    "unknown_buddy": "Nobody here has the staff number given for the buddy.",
    "own_buddy": "Nobody can be their own buddy.",
    "unknown_role": "This role code is not one that the academy knows.",
    "unknown_outcome": "The outcome must be graduated, left before the end, deferred, or empty.",
    "before_cohort": "The first day is before the cohort began.",
    "before_post": "The first day is before this person began at the council.",
    "to_come": "The day of graduation is still to come.",
    "two_open": "This person is in another cohort that is not over.",
    "buddy_full": "The buddy has two starters at that time already.",
}


@dataclass(frozen=True)
class Problem:
    """One line that is not taken. The header is line 1."""

    line: int
    reason: str
    known: ClassVar[Mapping[str, str]] = WORDS

    def as_json(self) -> dict[str, str | int]:
        """For the command's answer."""
        return {"line": self.line, "reason": self.reason, "words": self.known[self.reason]}


@dataclass(frozen=True)
class Sheet:
    """A file that has been read: its kind and its rows by line. A row of another width has no cells."""

    kind: str
    lines: tuple[tuple[int, dict[str, str] | None], ...]


@dataclass(frozen=True)
class CohortRow:
    """A cohort of the list."""

    name: str
    starts_on: datetime.date
    ends_on: datetime.date
    starters: int


@dataclass(frozen=True)
class MemberRow:
    """A member of the list. `state` is that of their place."""

    cohort: str
    starts_on: datetime.date
    ref: str
    buddy: str
    state: str
    graduated_on: datetime.date | None


def read_sheet(data: bytes) -> Sheet:
    """The rows of a CSV file. Refused in words for a file that is none of the three."""
    if len(data) > MOST_BYTES:
        raise Refused("This file is larger than 10 MB.", code="too_large")
    if b"\0" in data:
        raise Refused("This is not a CSV file. Save it as “CSV UTF-8”.", code="not_csv")
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (csv.Error, UnicodeDecodeError):
        raise Refused("This file cannot be read. Save it as “CSV UTF-8”.", code="not_csv") from None
    header = tuple(cell.strip().lower() for cell in rows[0]) if rows else ()
    kind = next((kind for kind, names in HEADERS.items() if sorted(names) == sorted(header)), None)
    if kind is None:
        wanted = "; or ".join(", ".join(names) for names in HEADERS.values())
        raise Refused(f"The columns are not those of a list of cohorts: {wanted}.", code="unknown_columns")
    return Sheet(kind, tuple(_lines(header, rows)))


def _lines(header: tuple[str, ...], rows: list[list[str]]) -> Iterator[tuple[int, dict[str, str] | None]]:
    for number, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = [cell.strip() for cell in row]
            yield number, dict(zip(header, cells, strict=True)) if len(row) == len(header) else None


def read_cohort(cells: Mapping[str, str] | None) -> CohortRow:
    """One cohort. BadRow with the reason."""
    held = _held(cells)
    row = CohortRow(
        name=read.text(held, "cohort", 40, missing="missing_cohort"),
        starts_on=read.needed_date(held, "start_date"),
        ends_on=read.needed_date(held, "end_date"),
        starters=_number(held["starters"]),
    )
    if row.ends_on < row.starts_on:
        raise BadRow("end_before_start")
    if _number(held["graduated"]) > row.starters:
        raise BadRow("bad_number")
    return row


def read_member(cells: Mapping[str, str] | None, today: datetime.date) -> MemberRow:
    """One member. BadRow with the reason."""
    held = _held(cells)
    outcome = held["outcome"].lower()
    if outcome not in OUTCOMES:
        raise BadRow("unknown_outcome")
    if held["role_code"].upper() not in ROLES:
        raise BadRow("unknown_role")
    row = MemberRow(
        cohort=read.text(held, "cohort", 40, missing="missing_cohort"),
        starts_on=read.needed_date(held, "start_date"),
        ref=read.text(held, "staff_ref", 40, missing="missing_ref"),
        buddy=read.text(held, "buddy_ref", 40),
        state=OUTCOMES[outcome],
        graduated_on=read.date(held, "graduated_on", needed=OUTCOMES[outcome] == "graduated"),
    )
    if row.graduated_on is not None and row.graduated_on < row.starts_on:
        raise BadRow("end_before_start")
    if row.graduated_on is not None and row.graduated_on > today:
        raise BadRow("to_come")
    if row.buddy == row.ref:
        raise BadRow("own_buddy")
    return row


def _held(cells: Mapping[str, str] | None) -> dict[str, str]:
    if cells is None:
        raise BadRow("bad_row")
    return dict(cells)


def _number(words: str) -> int:
    if not words.isdecimal() or len(words) > 4:
        raise BadRow("bad_number")
    return int(words)
