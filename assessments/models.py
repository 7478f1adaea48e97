"""The tables of measuring; each part owns its own."""

from assessments.audits.models import Audit, Finding, Grade, Reaudit, Remark, SectionGrade
from assessments.imports.models import Batch, Mapping
from assessments.instruments.models import Criterion, Instrument

__all__ = [
    "Audit",
    "Batch",
    "Criterion",
    "Finding",
    "Grade",
    "Instrument",
    "Mapping",
    "Reaudit",
    "Remark",
    "SectionGrade",
]
