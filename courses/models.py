"""The tables of teaching; each part owns its own."""

from courses.activities.models import Reflection, ShadowingRecord, SharedReflection
from courses.assignments.models import Assignment, LoopRule, LoopStamp, Offer, Trigger, Withheld
from courses.cohorts.models import BuddyPair, Cohort, LiveSession, Member, TimeAway
from courses.pages.models import (
    LearnIndexPage,
    LessonPage,
    LoadedPage,
    ModulePage,
    ProgrammePage,
    ProgrammeWeek,
)
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from courses.retrieval.models import Card, Nudge, Review, Round, Turn
from courses.reviews.models import ModuleReview, Verdict

__all__ = [
    "Assignment",
    "BuddyPair",
    "Card",
    "CheckAttempt",
    "Cohort",
    "Completion",
    "LearnIndexPage",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "LoadedPage",
    "LoopRule",
    "LoopStamp",
    "Member",
    "ModulePage",
    "ModuleReview",
    "Nudge",
    "Offer",
    "ProgrammePage",
    "ProgrammeWeek",
    "Reflection",
    "Review",
    "Rewrite",
    "Round",
    "ShadowingRecord",
    "SharedReflection",
    "TimeAway",
    "Trigger",
    "Turn",
    "Verdict",
    "Withheld",
]
