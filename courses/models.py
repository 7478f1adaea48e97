"""The tables of teaching; each part owns its own."""

from courses.assignments.models import Assignment, LoopRule, LoopStamp, Offer, Trigger, Withheld
from courses.pages.models import LearnIndexPage, LessonPage, LoadedPage, ModulePage, ProgrammePage
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from courses.retrieval.models import Card, Nudge, Review, Round, Turn

__all__ = [
    "Assignment",
    "Card",
    "CheckAttempt",
    "Completion",
    "LearnIndexPage",
    "LessonPage",
    "LessonProgress",
    "LoadedPage",
    "LoopRule",
    "LoopStamp",
    "ModulePage",
    "Nudge",
    "Offer",
    "ProgrammePage",
    "Review",
    "Rewrite",
    "Round",
    "Trigger",
    "Turn",
    "Withheld",
]
