"""HR files for the tests: the project's own Alderwick fixtures, and small ones made of a few rows."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

from django.conf import settings

from academy.staffing.actions.staff import Upload
from academy.staffing.rules.table import ABSENCES, CHANGES, ORGANISATIONS, PARTNERS, STAFF

FIXTURES = Path(settings.BASE_DIR) / "academy" / "fixtures" / "alderwick"


def alderwick(name: str) -> Upload:
    """One of the files of Alderwick, by its name without .gz."""
    packed = FIXTURES / f"{name}.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (FIXTURES / name).read_bytes()
    return Upload(name, data)


def made(columns: tuple[str, ...], *rows: dict[str, str], name: str = "made.csv") -> Upload:
    """A file with these columns and rows; cells that a row leaves out are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return Upload(name, out.getvalue().encode())


def person(ref: str, **cells: str) -> dict[str, str]:
    """A row of the list of staff that nothing is wrong with."""
    return {
        "staff_ref": ref,
        "given_name": "Ash",
        "family_name": f"Of-{ref}",
        "email": f"{ref.lower()}@testshire.example",
        "role_code": "R02",
        "role_title": "EHC coordinator",
        "team": "North",
        "area": "North",
        "start_date": "2024-01-08",
        "fte": "1.0",
        "working_days": "Mon Tue Wed Thu Fri",
        "status": "active",
        **cells,
    }


def staff(*rows: dict[str, str]) -> Upload:
    """A list of staff."""
    return made(STAFF, *rows, name="staff.csv")


def changes(*rows: dict[str, str]) -> Upload:
    """A list of changes; `change_type` and `effective_date` stand in the rows."""
    return made(CHANGES, *rows, name="changes.csv")


def absences(*rows: dict[str, str]) -> Upload:
    """A list of absences."""
    return made(ABSENCES, *rows, name="absences.csv")


def partners(*rows: dict[str, str]) -> Upload:
    """A list of partners."""
    return made(PARTNERS, *rows, name="partners.csv")


def organisations(*rows: dict[str, str]) -> Upload:
    """A list of organisations."""
    return made(ORGANISATIONS, *rows, name="organisations.csv")
