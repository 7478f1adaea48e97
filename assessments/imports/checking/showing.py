"""Ten real rows as we understand them: for a person to see at a glance whether a file is read right."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from academy.gate.scan import Scanner
from assessments.imports.layouts.grades import GRADE_NAMES

from .result import Check

ROWS = 10
MOST_GRADES = 14


@dataclass(frozen=True)
class ShownRow:
    """One audit in words. `day` as 2 October 2026; `writer` a name, a service or words that there is none;
    `grades`: pairs of section or criterion and the grade in words, at most 14; `more`: how many more.
    """

    sheet: str | None
    row: int
    audit_ref: str
    plan_ref: str
    plan_type: str
    day: str
    writer: str
    grades: tuple[tuple[str, str], ...]
    more: int
    overall: str


def ten_rows(check: Check, *, names: Mapping[Hashable, str], scanner: Scanner) -> list[ShownRow]:
    """Up to ten audits that would come in, spread over the whole file, in its order.

    `names`: what people are called by their key, and services by ("service", key). Only fields with a closed
    form are shown, and a reference that may point to a person is not.
    """
    count = len(check.audits)
    places = sorted({round(one * (count - 1) / (ROWS - 1)) for one in range(ROWS)}) if count else []
    return [_shown(check, place, names, scanner) for place in places[:ROWS]]


def _shown(check: Check, place: int, names: Mapping[Hashable, str], scanner: Scanner) -> ShownRow:
    audit, version = check.audits.iloc[place], check.audits.index[place]
    marks = check.marks[check.marks["version"] == version]
    sections = check.sections[check.sections["version"] == version]
    pairs = [*zip(sections["section"], sections["grade"], strict=True)]
    pairs += [*zip(marks["code"], marks["grade"], strict=True)]
    return ShownRow(
        sheet=audit["sheet"],
        row=int(audit["row"]),
        audit_ref=_safe(audit["ref"], scanner),
        plan_ref=_safe(audit["plan_ref"], scanner),
        plan_type={"new": "New plan", "existing": "Existing plan"}.get(audit["plan_type"], ""),
        day=f"{audit['audited_on']:%-d %B %Y}",
        writer=_whose(audit, names),
        grades=tuple((str(name), GRADE_NAMES[int(grade)]) for name, grade in pairs[:MOST_GRADES]),
        more=max(0, len(pairs) - MOST_GRADES),
        overall=GRADE_NAMES[int(audit["overall"])] if audit["overall"] else "",
    )


def _whose(audit: pd.Series, names: Mapping[Hashable, str]) -> str:
    """The writer, or the service, or words that the file names neither."""
    if pd.notna(audit["service"]):
        return names.get(("service", audit["service"]), "A service")
    return names.get(audit["writer"], "Not said in the file")


def _safe(text: str, scanner: Scanner) -> str:
    """A reference, unless it may point to a person."""
    return "" if scanner.kinds(text) else text
