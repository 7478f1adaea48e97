"""L1: the wide tool export, one row an audit and one column a section."""

from __future__ import annotations

from .layout import SECTION_PREFIX, SECTIONS, Field, Layout

_NAMES = {"PfA": ("Preparing for adulthood", "PFA"), "Review": ("Annual review",)}

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
)

WIDE = Layout(
    code="L1",
    name="Wide tool export",
    sentence="One row an audit, one column a section.",
    fields=(
        *AUDIT_FIELDS,
        Field.known_as("key_stage", "Key stage", "KS", "NC year", "Age band", "Phase"),
        Field.known_as("primary_need", "Primary need", "Need", "Main need", "primary_need"),
        Field.known_as("setting_type", "Setting type", "Setting", "setting_type"),
        *(
            Field.known_as(
                f"{SECTION_PREFIX}{section}",
                f"Section {section}",
                section,
                f"Sec {section}",
                f"Section {section} grade",
                f"section_{section}_grade",
                f"{section} grade",
                *_NAMES.get(section, ()),
                required=section in "ABCDEFGIK",
            )
            for section in SECTIONS
        ),
        Field.known_as(
            "overall", "Overall", "Overall grade", "overall_grade", "Overall judgement", required=True
        ),
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
    ),
)
