"""The tables of gates."""

from courses.gates.models.after import CheckedPlan, NinetyDayCheck, ProtectedCaseload, SupportPlan
from courses.gates.models.decisions import GateDecision
from courses.gates.models.graduation import AgreedLevel, GraduationConversation
from courses.gates.models.results import AssessedResult

__all__ = [
    "AgreedLevel",
    "AssessedResult",
    "CheckedPlan",
    "GateDecision",
    "GraduationConversation",
    "NinetyDayCheck",
    "ProtectedCaseload",
    "SupportPlan",
]
