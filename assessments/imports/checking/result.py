"""What a check finds: what may come in, what stops and why, and where personal data lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field

import pandas as pd

REASONS = {
    "missing_ref": "No reference, so we cannot tell which audit this is",
    "subtotal": "Looks like a total, not an audit",
    "draft": "Marked as not finished",
    "personal_data": "This would point to a child or a named person. Not kept, not shown here",
    "bad_date": "Not a day that can be",
    "unknown_writer": "We cannot tell who wrote the plan",
    "unknown_service": "We cannot tell which service wrote the advice",
    "bad_grade": "Not one of the grades you matched",
    "duplicate": "The same audit, exactly as it is here already",
}
"""Reason codes of stopped rows and what they mean in words."""


@dataclass(frozen=True)
class Stopped:
    """One row (or a run of rows of one audit) that does not come in. ``found`` is safe to show."""

    sheet: str | None
    row: int
    last_row: int
    audit_ref: str
    reason: str
    detail: str = ""
    criterion: str = ""
    column: str = ""
    found: str = ""


@dataclass(frozen=True)
class Held:
    """A cell with personal data: where it is and of what kind, never what it says.

    `record`: the row that stands for the audit, which in a form is not the row of the cell.
    """

    sheet: str | None
    row: int
    column: str
    kind: str
    header: str
    free_text: bool
    record: int = 0


@dataclass(frozen=True)
class Unsure:
    """A writer that fits several people: a person must say which."""

    sheet: str | None
    row: int
    audit_ref: str
    written: str
    candidates: tuple[tuple[Hashable, str], ...]


@dataclass(frozen=True)
class Known:
    """What the academy holds of an audit already: its content and when the source last edited it."""

    content_hash: str
    edited_at: dt.datetime | None


@dataclass
class Check:
    """The outcome of checking a file.

    ``audits``: index ``version``; columns ref, audited_on (date), plan_ref, plan_type (new, existing, or
    blank where nobody said), writer (roster key, or missing), service (key of the service book, or missing),
    auditor,
    team, key_stage, need, setting, overall (0 not applicable), edited_at, content_hash, sheet, row, amends
    (bool).
    ``marks``: version, code, grade. ``sections``: version, section, grade. ``comments``: version, code,
    label, text. ``ticks``: version, code: statements ticked in a form, which are no grades.
    """

    layout: str
    audits: pd.DataFrame
    marks: pd.DataFrame
    sections: pd.DataFrame
    comments: pd.DataFrame
    ticks: pd.DataFrame
    data_rows: int
    stopped: list[Stopped] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    superseded: list[Stopped] = field(default_factory=list)
    words: dict[str, tuple[int | None, int]] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)

    @property
    def duplicates(self) -> int:
        """Audits that are here already, in the file or in the academy."""
        return sum(one.reason == "duplicate" for one in self.stopped)

    @property
    def drafts(self) -> int:
        """Audits that were not finished."""
        return len({one.audit_ref for one in self.stopped if one.reason == "draft"})

    @property
    def amended(self) -> int:
        """Audits that replace an earlier version in the academy."""
        return int(self.audits["amends"].sum()) if len(self.audits) else 0

    @property
    def grades(self) -> int:
        """Grades that would be stored, not applicable ones included; overall grades are not counted."""
        return len(self.marks) + len(self.sections)
