"""The tables of teaching; each part owns its own."""

from courses.assignments.models import Assignment, LoopRule, LoopStamp, Offer, Trigger, Withheld
from courses.pages.models import (
    LearnIndexPage,
    LessonPage,
    LoadedPage,
    ModulePage,
    ProgrammePage,
    ProgrammeWeek,
)
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite

__all__ = [
    "Assignment",
    "CheckAttempt",
    "Completion",
    "LearnIndexPage",
    "LessonPage",
    "LessonProgress",
    "LoadedPage",
    "LoopRule",
    "LoopStamp",
    "ModulePage",
    "Offer",
    "ProgrammePage",
    "ProgrammeWeek",
    "Rewrite",
    "Trigger",
    "Withheld",
]
