"""The tables of measuring; each part owns its own."""

from assessments.audits.models import Audit, Finding, Grade, Reaudit, Remark, SectionGrade
from assessments.imports.models import Batch, Mapping
from assessments.instruments.models import Criterion, Instrument
from assessments.practice.models import Attempt
from assessments.questions.models import Item, ItemReview, ItemVersion
from assessments.sittings.models import (
    ExtraTime,
    Judgement,
    LateAnswer,
    Paper,
    PaperLine,
    PaperResult,
    SavedAnswer,
    Sitting,
    SittingSlot,
)
from assessments.tasks.models import (
    AutomaticMark,
    BundleDocument,
    Edition,
    MarkedLine,
    Marking,
    Outcome,
    PassageComment,
    RubricLine,
    Submission,
    SubmittedFile,
    Task,
)

__all__ = [
    "Attempt",
    "Audit",
    "AutomaticMark",
    "Batch",
    "BundleDocument",
    "Criterion",
    "Edition",
    "ExtraTime",
    "Finding",
    "Grade",
    "Instrument",
    "Item",
    "ItemReview",
    "ItemVersion",
    "Judgement",
    "LateAnswer",
    "Mapping",
    "MarkedLine",
    "Marking",
    "Outcome",
    "Paper",
    "PaperLine",
    "PaperResult",
    "PassageComment",
    "Reaudit",
    "Remark",
    "RubricLine",
    "SavedAnswer",
    "SectionGrade",
    "Sitting",
    "SittingSlot",
    "Submission",
    "SubmittedFile",
    "Task",
]
