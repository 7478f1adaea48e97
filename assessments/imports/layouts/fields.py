"""Fields that several layouts share, with the headers councils give them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from .layout import SECTION_PREFIX, SECTIONS, Field

NAMES = {"PfA": ("Preparing for adulthood", "PFA"), "Review": ("Annual review",)}

AUDIT_FIELDS = (
    Field.known_as("corrected_row", "Row of the file before", "Row"),
    Field.known_as("corrected_why", "Why it stopped"),
    Field.known_as(
        "audit_ref",
        "Audit ID",
        "Audit",
        "Audit ref",
        "Audit no",
        "Audit number",
        "audit_id",
        "Reference",
        "Audit reference",
        "Ref",
        required=True,
    ),
    Field.known_as(
        "audited_on",
        "Completed on",
        "Completed",
        "completed_on",
        "Audit date",
        "Date of audit",
        "Date completed",
        "audit_date",
        "Date",
        required=True,
    ),
    Field.known_as(
        "plan_ref",
        "Plan ref",
        "Plan reference",
        "plan_ref",
        "Local plan ref",
        "Plan",
        "Local ref",
        "Plan no",
        required=True,
    ),
    Field.known_as(
        "plan_type",
        "New/Amended",
        "Plan type",
        "plan_type",
        "New or amended",
        "Type of plan",
        "Type",
        "New/Existing",
        "New or existing",
        required=True,
    ),
    Field.known_as(
        "writer",
        "Writer",
        "Author ref",
        "Author",
        "Plan writer",
        "writer_ref",
        "Officer",
        "Coordinator",
        "Plan author",
        "Written by",
        "Case officer",
        required=True,
    ),
    Field.known_as("auditor", "Auditor", "Auditor ref", "auditor_ref", "Audited by"),
    Field.known_as("auditor_role", "Auditor role", "Role of auditor", "auditor_role"),
    Field.known_as("team", "Team", "Writer team", "writer_team", "Writing team"),
    Field.known_as("area", "Locality", "Area", "Quadrant", "District"),
    Field.known_as("status", "Status", "State", "Audit status"),
    Field.known_as(
        "edited_at", "Last edited", "Edited", "last_edited", "Last saved", "Modified", "Last modified"
    ),
    Field.known_as("tool_version", "Tool version", "Version", "tool_version", "Criteria version"),
    Field.known_as("key_stage", "Key stage", "KS", "NC year", "Year group", "Age band", "Phase"),
    Field.known_as("primary_need", "Primary need", "Need", "Main need", "primary_need"),
    Field.known_as("setting_type", "Setting type", "Setting", "setting_type", "Type of setting"),
)

COMMENT_FIELDS = (
    Field.known_as("comment:strengths", "Strengths", "What is strong", "Strength", free_text=True),
    Field.known_as(
        "comment:develop",
        "Areas to develop",
        "Areas for development",
        "Areas for improvement",
        "To develop",
        "areas_for_development",
        free_text=True,
    ),
    Field.known_as("comment:comment", "Comment", "Comments", "Notes", "Auditor comment", free_text=True),
)
OVERALL = Field.known_as(
    "overall", "Overall", "Overall grade", "overall_grade", "Overall judgement", required=True
)


def section_fields(required: Collection[str] = (), *, pattern: str = "") -> tuple[Field, ...]:
    """A field a section. `pattern`: for headers that are sentences, with {} where the section stands."""
    return tuple(
        Field.known_as(
            f"{SECTION_PREFIX}{section}",
            f"Section {section}",
            section,
            f"Sec {section}",
            f"Section {section} grade",
            f"section_{section}_grade",
            f"{section} grade",
            *NAMES.get(section, ()),
            required=section in required,
            pattern=pattern.format(section.lower()) if pattern else "",
        )
        for section in SECTIONS
    )


def needing(fields: Iterable[Field], *codes: str) -> tuple[Field, ...]:
    """The same fields, of which these are required and no others."""
    return tuple(replace(field, required=field.code in codes) for field in fields)
