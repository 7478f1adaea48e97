"""The tables of teaching; each part owns its own."""

from courses.activities.models import Reflection, ShadowingRecord, SharedReflection
from courses.assignments.models import Assignment, LoopRule, LoopStamp, Offer, Trigger, Withheld
from courses.cohorts.models import BuddyPair, Cohort, LiveSession, Member, TimeAway
from courses.gates.models import (
    AgreedLevel,
    AssessedResult,
    CheckedPlan,
    GateDecision,
    GraduationConversation,
    NinetyDayCheck,
    ProtectedCaseload,
    SupportPlan,
)
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
    "AgreedLevel",
    "Ask",
    "AskReason",
    "AssessedResult",
    "Assignment",
    "BuddyPair",
    "Card",
    "CheckAttempt",
    "CheckedPlan",
    "Cohort",
    "Completion",
    "GateDecision",
    "GraduationConversation",
    "LearnIndexPage",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "LoadedPage",
    "LoopRule",
    "LoopStamp",
    "Member",
    "ModulePage",
    "NinetyDayCheck",
    "Nudge",
    "Offer",
    "ProgrammePage",
    "ProgrammeWeek",
    "ProtectedCaseload",
    "Reflection",
    "Requirement",
    "Review",
    "Rewrite",
    "Round",
    "ShadowingRecord",
    "SharedReflection",
    "SupportPlan",
    "TimeAway",
    "Trigger",
    "Turn",
    "Withheld",
]
