"""Files for the tests of the way in: small ones made here, and the months of the example council."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from assessments.imports.checking.writers import Person
from assessments.imports.layouts import recognise
from assessments.imports.reading import Sheet

FIXTURES = Path(__file__).parents[2] / "fixtures" / "audits"
WIDE_HEADER = [
    "Audit ID",
    "Completed on",
    "Plan ref",
    "New/Amended",
    "Locality",
    "Key stage",
    "Primary need",
    "Writer",
    "Auditor",
    "Auditor role",
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H1",
    "H2",
    "I",
    "J",
    "K",
    "Overall",
    "Strengths",
    "Areas to develop",
    "Status",
    "Last edited",
]
LONG_HEADER = [
    "audit",
    "completed_on",
    "plan_ref",
    "plan_type",
    "team",
    "writer",
    "auditor",
    "criterion_no",
    "criterion",
    "met",
    "score",
    "weight",
    "comment",
    "version",
    "status",
    "last_edited",
]


def months() -> list[str]:
    """Names of the example months, in order."""
    return sorted(
        path.name.removesuffix(".gz") for path in FIXTURES.glob("*_L[12].*.gz") if ".json" not in path.name
    )


def month(name: str) -> bytes:
    """The bytes of one month's file."""
    return gzip.decompress((FIXTURES / f"{name}.gz").read_bytes())


def truth(name: str) -> dict[str, Any]:
    """What is known to be in it."""
    data: dict[str, Any] = json.loads(gzip.decompress((FIXTURES / f"{name}.json.gz").read_bytes()))
    return data


def table(name: str) -> list[dict[str, str]]:
    """A CSV fixture as rows."""
    text = gzip.decompress((FIXTURES / f"{name}.gz").read_bytes()).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def day(text: str) -> datetime.date | None:
    """A date, or nothing."""
    return datetime.date.fromisoformat(text) if text else None


def example_roster() -> list[Person]:
    """The staff of the example council, leavers included."""
    return [
        Person(
            key=row["staff_ref"],
            ref=row["staff_ref"],
            given_name=row["given_name"],
            family_name=row["family_name"],
            email=row["email"],
            role=row["role_code"],
            team=row["team"],
            area=row["area"],
            joined_on=day(row["start_date"]),
            left_on=day(row["leave_date"]),
        )
        for row in table("staff.csv")
    ]


def wide_row(**cells: str) -> list[str]:
    """A good row of the wide layout; `cells` by heading, with blanks as underscores."""
    row = dict.fromkeys(WIDE_HEADER, "G")
    row |= {
        "Audit ID": "AUD-1",
        "Completed on": "02/10/2026",
        "Plan ref": "PR-100",
        "New/Amended": "New",
        "Locality": "North",
        "Key stage": "KS2",
        "Primary need": "ASD",
        "Writer": "AW-1",
        "Auditor": "AW-9",
        "Auditor role": "Team manager",
        "Strengths": "",
        "Areas to develop": "",
        "Status": "Complete",
        "Last edited": "02/10/2026 09:00",
    }
    row |= {name.replace("_", " "): text for name, text in cells.items()}
    return [row[name] for name in WIDE_HEADER]


def long_rows(marks: dict[str, str], **cells: str) -> list[list[str]]:
    """The rows of one audit in the long layout."""
    row = dict.fromkeys(LONG_HEADER, "")
    row |= {
        "audit": "AUD-1",
        "completed_on": "2026-10-02",
        "plan_ref": "PR-100",
        "plan_type": "new",
        "team": "North Review",
        "writer": "AW-1",
        "auditor": "AW-9",
        "status": "complete",
        "last_edited": "2026-10-02 09:00",
        "version": "4.2",
    }
    row |= cells
    return [
        [(row | {"criterion_no": code, "met": met(grade), "score": grade})[name] for name in LONG_HEADER]
        for code, grade in marks.items()
    ]


def met(grade: str) -> str:
    """What a tool writes beside a grade: whether the criterion was met."""
    return {"4": "Y", "3": "Y", "2": "N", "1": "N"}.get(grade, "")


def csv_bytes(rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def workbook(sheets: dict[str, list[list[Any]]], **options: Any) -> bytes:
    """A workbook. `touch(book, sheets)` may add what must not be there."""
    touch = options.pop("touch", None)
    raw = io.BytesIO()
    book = xlsxwriter.Workbook(raw, {"in_memory": True, **options})
    pages = {}
    for name, rows in sheets.items():
        pages[name] = book.add_worksheet(name)
        for at, row in enumerate(rows):
            pages[name].write_row(at, 0, row)
    if touch is not None:
        touch(book, pages)
    book.close()
    return raw.getvalue()


def part(rows: list[list[str]]) -> Any:
    """A sheet with its recognition, as the check takes it."""
    recognition = recognise(rows)
    assert recognition is not None
    return Sheet(None, rows), recognition
