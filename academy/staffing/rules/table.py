"""Reading a file from the HR system: what kind it is, and its rows as text. Pure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from academy.kit.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
STAFF = (
    "staff_ref", "given_name", "family_name", "email", "role_code", "role_title", "team", "area",
    "manager_ref", "start_date", "leave_date", "fte", "working_days", "status",
)  # fmt: skip
MAY_HAVE = {"staff": {"caseload"}}
"""Columns that a file may have and may do without."""
CHANGES = ("change_type", "effective_date", *STAFF)
ABSENCES = ("staff_ref", "kind", "from_date", "to_date")
ORGANISATIONS = ("organisation_ref", "name", "sector", "email_domain", "people")
PARTNERS = (
    "partner_ref", "given_name", "family_name", "email", "organisation_ref", "organisation", "sector",
    "role_code", "role_title", "seed_group", "status",
)  # fmt: skip
KINDS = {
    "staff": STAFF,
    "changes": CHANGES,
    "absences": ABSENCES,
    "organisations": ORGANISATIONS,
    "partners": PARTNERS,
}
TITLES = {
    "staff": "a list of staff",
    "changes": "a list of changes",
    "absences": "a list of absences",
    "organisations": "a list of organisations",
    "partners": "a list of partners",
}


@dataclass(frozen=True)
class Line:
    """One row: its number in the spreadsheet and its cells by column. A row of another width has none."""

    number: int
    cells: dict[str, str] | None


@dataclass(frozen=True)
class Table:
    """A file that has been read. `kind` is a key of KINDS."""

    kind: str
    lines: tuple[Line, ...]


def read_table(data: bytes) -> Table:
    """The rows of a CSV file whose kind its columns tell.

    Raises Refused in words when it is not one of ours.
    """
    text = _text(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise Refused(
            "This file is not a CSV file that can be read. Save it as “CSV UTF-8” and send it again.",
            code="not_csv",
        ) from None
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise Refused("This file is empty. Export it again and send it then.", code="empty_file")
    header = tuple(cell.strip().lower() for cell in rows[0])
    kind = _kind(header)
    lines = tuple(
        Line(
            number,
            dict(zip(header, (c.strip() for c in row), strict=True)) if len(row) == len(header) else None,
        )
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    )
    if not lines:
        raise Refused("This file has column names but no rows.", code="empty_file")
    return Table(kind, lines)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise Refused("This file is larger than 10 MB. Send the HR list by itself.", code="too_large")
    if not data.strip():
        raise Refused("This file is empty. Export it again and send it then.", code="empty_file")
    if b"\0" in data or data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        raise Refused(
            "This is not a CSV file. In your spreadsheet choose “Save as” and “CSV UTF-8”.", code="not_csv"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _kind(header: tuple[str, ...]) -> str:
    """Which of our files has these columns, in whatever order."""
    found = set(header)
    best = max(KINDS, key=lambda kind: len(found & set(KINDS[kind])) - len(set(KINDS[kind]) - found))
    wanted, more = set(KINDS[best]), MAY_HAVE.get(best, set())
    if len(found) != len(header):
        raise Refused("Two columns of this file have the same name.", code="bad_columns")
    if found - more == wanted:
        return best
    if len(found & wanted) < 2:
        raise Refused(
            "This is not a list of staff, changes or absences: its columns are different ones. "
            f"A list of staff has these columns: {', '.join(STAFF)}.",
            code="unknown_columns",
        )
    missing = [name for name in KINDS[best] if name not in found]
    extra = [name[:40] or "(no name)" for name in header if name not in wanted | more]
    words = f"This looks like {TITLES[best]}, but"
    parts = []
    if missing:
        parts.append(f" these columns are missing: {', '.join(missing)}")
    if extra:
        parts.append(f" these columns are not known here: {', '.join(extra[:6])}")
    raise Refused(f"{words}{' and'.join(parts)}. Correct the file and send it again.", code="unknown_columns")
