"""L7: the log of advice audits: one row a report, and the work is a service's, not a plan writer's.

With one grade a report only the overall grade is stored; columns named by the criteria of the advice audit
(domain E.9, ADV1 to ADV8) are read as their grades.
"""

from __future__ import annotations

from .fields import AUDIT_FIELDS, needing
from .layout import CRITERION_PREFIX, Field, Layout

ADVICE_AUDIT = "advice-audit"
CRITERIA = {
    "ADV1": ("Right author and date; own evidence", "Right author and date", "Author and date"),
    "ADV2": ("Needs clear, by effect", "Needs clear", "Needs present"),
    "ADV3": ("Outcomes offered in the child's terms", "Outcomes offered", "Outcomes present"),
    "ADV4": ("Provision specified and quantified, or reason why not", "Provision specified", "Specific"),
    "ADV5": ("Child's view included", "Voice"),
    "ADV6": ("Plain; could be lifted into the plan", "Plain"),
    "ADV7": ("Within six weeks",),
    "ADV8": ("Section clear: educating/training help told apart from health or care", "Section clear",
             "Fits section"),
}  # fmt: skip
_KEPT = frozenset(
    {"corrected_row", "corrected_why", "audit_ref", "plan_ref", "auditor", "status", "edited_at"}
)

ADVICE = Layout(
    code="L7",
    name="Advice audit log",
    sentence="One row a report: the service that wrote it, the day, the grade.",
    instrument=ADVICE_AUDIT,
    of_service=True,
    fields=(
        *(field for field in needing(AUDIT_FIELDS) if field.code in _KEPT),
        Field.known_as(
            "service", "Service", "Provider", "Advice from", "Agency", "Team or service", required=True
        ),
        Field.known_as("report_type", "Report type", "Type of report", "Advice type", "Profession", "Type"),
        Field.known_as(
            "audited_on", "Date received", "Received", "Date of audit", "Audit date", "Date", required=True
        ),
        Field.known_as("quarter", "Qtr", "Quarter", "Period"),
        Field.known_as("in_time", "In time Y/N", "In time", "On time"),
        Field.known_as("overall", "Grade", "Overall", "Overall grade", "Judgement", required=True),
        *(
            Field.known_as(f"{CRITERION_PREFIX}{code}", f"{code} {names[0]}", code, *names)
            for code, names in CRITERIA.items()
        ),
        Field.known_as("comment:missing", "Missing", "Missing elements", "What is missing", free_text=True),
        Field.known_as("feedback_sent", "Feedback sent", "Feedback sent on", "Feedback"),
        Field.known_as("comment:comment", "Comment", "Comments", "Notes", free_text=True),
    ),
)
