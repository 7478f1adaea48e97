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
from courses.pathways.models import Exemption, Licence, PathModule, PriorLearning, UpskillingPath
from courses.progress.models import CheckAttempt, Completion, LessonProgress, Rewrite
from courses.retrieval.models import Card, Nudge, Review, Round, Turn

__all__ = [
    "Assignment",
    "BuddyPair",
    "Card",
    "CheckAttempt",
    "Cohort",
    "Completion",
    "Exemption",
    "LearnIndexPage",
    "LessonPage",
    "LessonProgress",
    "Licence",
    "LiveSession",
    "LoadedPage",
    "LoopRule",
    "LoopStamp",
    "Member",
    "ModulePage",
    "Nudge",
    "Offer",
    "PathModule",
    "PriorLearning",
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
    "UpskillingPath",
    "Withheld",
]
