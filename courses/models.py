"""The tables of teaching; each part owns its own."""

from courses.activities.models import Reflection, ReflectionForBuddy, ShadowingRecord, SharedReflection
from courses.assignments.models import Assignment, LoopRule, LoopStamp, Offer, Trigger, Withheld
from courses.cohorts.models import BuddyMeeting, BuddyPair, Cohort, LiveSession, Member, TimeAway
from courses.currency.models import LawChange, LawCheck, TopUp
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
from courses.handbook.models import HandbookIndexPage, HandbookPage, HandbookVersion, PageRead
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
from courses.records.models import Award, AwardUnit, Certificate, ContentVersion, CpdEntry
from courses.requirements.models import Ask, AskReason, Requirement
from courses.retrieval.models import Card, Nudge, Review, Round, Turn
from courses.reviews.models import ModuleReview, Verdict

__all__ = [
    "AgreedLevel",
    "Ask",
    "AskReason",
    "AssessedResult",
    "Assignment",
    "Award",
    "AwardUnit",
    "BuddyMeeting",
    "BuddyPair",
    "Card",
    "Certificate",
    "CheckAttempt",
    "CheckedPlan",
    "Cohort",
    "Completion",
    "ContentVersion",
    "CpdEntry",
    "Exemption",
    "GateDecision",
    "GraduationConversation",
    "HandbookIndexPage",
    "HandbookPage",
    "HandbookVersion",
    "LawChange",
    "LawCheck",
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
    "ModuleReview",
    "NinetyDayCheck",
    "Nudge",
    "Offer",
    "PageRead",
    "PathModule",
    "PriorLearning",
    "ProgrammePage",
    "ProgrammeWeek",
    "ProtectedCaseload",
    "Reflection",
    "ReflectionForBuddy",
    "Requirement",
    "Review",
    "Rewrite",
    "Round",
    "ShadowingRecord",
    "SharedReflection",
    "SupportPlan",
    "TimeAway",
    "TopUp",
    "Trigger",
    "Turn",
    "UpskillingPath",
    "Verdict",
    "Withheld",
]
