"""The tables of practical tasks."""

from assessments.tasks.models.marking import MarkedLine, Marking, Outcome, PassageComment
from assessments.tasks.models.submission import AutomaticMark, Submission, SubmittedFile
from assessments.tasks.models.task import BundleDocument, Edition, RubricLine, Task

__all__ = [
    "AutomaticMark",
    "BundleDocument",
    "Edition",
    "MarkedLine",
    "Marking",
    "Outcome",
    "PassageComment",
    "RubricLine",
    "Submission",
    "SubmittedFile",
    "Task",
]
