"""The tables of measuring; each part owns its own."""

from assessments.audits.models import Audit, Criterion, Finding, Grade, Instrument, Reaudit, SectionGrade
from assessments.imports.models import Batch, Mapping

__all__ = [
    "Audit",
    "Batch",
    "Criterion",
    "Finding",
    "Grade",
    "Instrument",
    "Mapping",
    "Reaudit",
    "SectionGrade",
]
