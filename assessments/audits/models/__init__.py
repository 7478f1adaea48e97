"""Audits: what auditors graded, and the findings below good."""

from assessments.audits.models.audits import GOOD, GRADE_CHOICES, Audit, Grade, Remark, SectionGrade
from assessments.audits.models.findings import Finding, MarkedChange, Reaudit

__all__ = [
    "GOOD",
    "GRADE_CHOICES",
    "Audit",
    "Finding",
    "Grade",
    "MarkedChange",
    "Reaudit",
    "Remark",
    "SectionGrade",
]
