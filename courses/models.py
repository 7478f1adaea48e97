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
from courses.requirements.models import Ask, AskReason, Requirement
from courses.retrieval.models import Card, Nudge, Review, Round, Turn

__all__ = [
    "Ask",
    "AskReason",
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
    "Nudge",
    "Offer",
    "ProgrammePage",
    "ProgrammeWeek",
    "Reflection",
    "Requirement",
    "Review",
    "Rewrite",
    "Round",
    "ShadowingRecord",
    "SharedReflection",
    "TimeAway",
    "Trigger",
    "Turn",
    "Withheld",
]
