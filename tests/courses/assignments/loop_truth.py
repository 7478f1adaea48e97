"""The recorded truth of the loop, read from the compressed fixtures. Plain rows, no database."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from courses.assignments.rules import LITERAL_RULES, AuditRow, Away, Measure, Person, RuleSet, build_ruleset

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "loop"


def read_text(name: str) -> str:
    """One fixture, unpacked."""
    return gzip.decompress((FIXTURES / f"{name}.gz").read_bytes()).decode()


def read_rows(name: str) -> list[dict[str, str]]:
    """One CSV fixture as dictionaries."""
    return list(csv.DictReader(io.StringIO(read_text(name))))


def read_lines(name: str) -> list[dict[str, Any]]:
    """One JSON-lines fixture."""
    return [json.loads(line) for line in read_text(name).splitlines()]


@cache
def measures() -> tuple[Measure, ...]:
    """The 42 criteria."""
    return tuple(
        Measure(
            row["code"], int(row["weight"]), row["critical"] == "Y", row["first_module"], place, row["text"]
        )
        for place, row in enumerate(read_rows("criteria.csv"))
    )


@cache
def ruleset() -> RuleSet:
    """The default rules over the 42 criteria."""
    return build_ruleset(measures=measures(), rules=LITERAL_RULES)


@cache
def audits() -> tuple[AuditRow, ...]:
    """All 24 months."""
    codes = [measure.code for measure in measures()]
    return tuple(
        AuditRow(
            row["audit_id"],
            date.fromisoformat(row["audit_date"]),
            row["writer_ref"],
            row["team"],
            tuple(int(row[code] or 0) for code in codes),
        )
        for row in read_rows("audits_marks.csv")
    )


@cache
def people() -> dict[str, Person]:
    """Every writer with start, leaving date and absences."""
    away: dict[str, list[Away]] = defaultdict(list)
    for row in read_rows("staff_absences.csv"):
        end = date.fromisoformat(row["to_date"]) if row["to_date"] else None
        away[row["staff_ref"]].append(Away(row["kind"], date.fromisoformat(row["from_date"]), end))
    return {
        row["staff_ref"]: Person(
            row["staff_ref"],
            date.fromisoformat(row["start_date"]) if row["start_date"] else None,
            date.fromisoformat(row["leave_date"]) if row["leave_date"] else None,
            tuple(away[row["staff_ref"]]),
        )
        for row in read_rows("staff.csv")
    }
