"""L11: the workbook that people read: title rows, a header of two lines, a subtotal below each team, notes.

The team of a row is what the subtotal below it says, the area is the sheet's name. A grade marked as a draft
means that the audit is not finished.
"""

from __future__ import annotations

import re

import pandas as pd

from assessments.imports.reading import Sheet

from .answers import Answers
from .fields import AUDIT_FIELDS, COMMENT_FIELDS, OVERALL, needing, section_fields
from .layout import NOT_IT, Layout, Recognition
from .wide import SECTION_PATTERN

TOTAL = re.compile(r"^\s*(?:sub\s?-?)?total(?:s| for)?[\s:]+(?P<what>.+?)\s*$", re.IGNORECASE)
DRAFT = re.compile(r"\s*\(?\s*draft\s*\)?\s*$", re.IGNORECASE)


def fits(sheet: Sheet, recognition: Recognition) -> float:
    """A line of group headings right above the header, or subtotals by team in the first column."""
    above = sheet.rows[recognition.header_row - 2] if recognition.header_row >= 2 else []
    groups = sum(bool(cell) for cell in above)
    width = sum(bool(cell) for cell in recognition.header)
    totals = sum(bool(row and TOTAL.match(row[0])) for row in sheet.rows[recognition.header_row :])
    if len(recognition.sections) < 3:
        return NOT_IT
    return 0.3 if 2 <= groups <= width / 2 or totals >= 2 else NOT_IT


def tidy(frame: pd.DataFrame, sheet: Sheet, recognition: Recognition, answers: Answers) -> None:
    """The team from the subtotal below, the area from the sheet, the state from the grade."""
    below: list[str] = []
    team = ""
    for first in reversed(frame["audit_ref"].tolist()):
        match = TOTAL.match(first)
        team = match.group("what") if match else team
        below.append(team)
    known = set(recognition.columns.values())
    if "team" not in known:
        frame["team"] = below[::-1]
    if "area" not in known and sheet.name:
        frame["area"] = sheet.name.strip()
    for code in [*recognition.sections, "overall"]:
        drafts = frame[code].str.contains(r"\bdraft\b", case=False)
        frame.loc[drafts, "status"] = "draft"
        frame.loc[drafts, code] = frame.loc[drafts, code].str.replace(DRAFT, "", regex=True)


TWO_HEADER = Layout(
    code="L11",
    name="Two-header workbook",
    sentence="A sheet for each area, headings in two lines, a subtotal below each team.",
    fields=(
        *needing(AUDIT_FIELDS, "audit_ref", "audited_on", "plan_ref", "plan_type", "writer"),
        *section_fields("ABCDEFGIK", pattern=SECTION_PATTERN),
        *needing((OVERALL,), "overall"),
        *COMMENT_FIELDS,
    ),
    fits=fits,
    tidy=tidy,
)
