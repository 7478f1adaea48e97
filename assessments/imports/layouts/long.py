"""L2: the long extract, one row a criterion, so one audit lies on about forty rows."""

from __future__ import annotations

import re

from .fields import AUDIT_FIELDS
from .layout import Field, Layout

LONG = Layout(
    code="L2",
    name="Long extract",
    sentence="One row a criterion, about forty rows an audit.",
    long=True,
    fields=(
        *AUDIT_FIELDS,
        Field.known_as(
            "criterion",
            "Criterion code",
            "criterion_no",
            "Criterion no",
            "Criterion number",
            "Code",
            "criterion_code",
            required=True,
        ),
        Field.known_as("criterion_text", "Criterion", "Criterion text", "Standard", "Question"),
        Field.known_as("met", "Met", "Met?", "Met Y/N"),
        Field.known_as("grade", "Grade", "Score", "Mark", "Judgement", required=True),
        Field.known_as("weight", "Weight", "Weighting"),
        Field.known_as("comment:comment", "Comment", "Comments", "Notes", "Auditor comment", free_text=True),
    ),
)

CODE = re.compile(r"^([A-Za-z]{1,3})[\s.\-_]?0?(\d{1,2})$")


def criterion_code(text: str) -> str:
    """``F.3``, ``f3`` and ``F 03`` are all ``F3``; anything else comes back as it is, in capitals."""
    match = CODE.match(text.strip())
    return f"{match.group(1).upper()}{match.group(2)}" if match else text.strip().upper()
