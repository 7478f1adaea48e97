"""The tables of measuring; each part owns its own."""

from assessments.audits.models import Audit, Finding, Grade, Reaudit, Remark, SectionGrade
from assessments.imports.models import Batch, Mapping
from assessments.instruments.models import Criterion, Instrument
from assessments.practice.models import Attempt
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.sittings.models import (
    ExtraTime,
    Judgement,
    Paper,
    PaperLine,
    PaperResult,
    SavedAnswer,
    Sitting,
    SittingSlot,
)

__all__ = [
    "Attempt",
    "Audit",
    "Batch",
    "Criterion",
    "ExtraTime",
    "Finding",
    "Grade",
    "Instrument",
    "Item",
    "ItemReview",
    "ItemVersion",
    "Judgement",
    "Mapping",
    "Paper",
    "PaperLine",
    "PaperResult",
    "Reaudit",
    "Remark",
    "SavedAnswer",
    "SectionGrade",
    "Sitting",
    "SittingSlot",
]
