"""L1: the wide tool export, one row an audit and one column a section."""

from __future__ import annotations

from .fields import AUDIT_FIELDS, COMMENT_FIELDS, OVERALL, section_fields
from .layout import Layout

SECTION_PATTERN = r"(?:section|sect|sec) {0}(?: (?:grade|judgement|rating|quality|views?|.*grade))?"
"""Section A judgement, Sect. A quality."""

WIDE = Layout(
    code="L1",
    name="Wide tool export",
    sentence="One row an audit, one column a section.",
    fields=(
        *AUDIT_FIELDS,
        *section_fields("ABCDEFGIK", pattern=SECTION_PATTERN),
        OVERALL,
        *COMMENT_FIELDS,
    ),
)
