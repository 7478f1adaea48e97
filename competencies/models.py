"""The tables of the standard; each part owns its own."""

from competencies.entrustment.models import Citation, Entrustment, Proposal
from competencies.evidence.models import Evidence, Piece
from competencies.framework.models import (
    Competency,
    CompetencyStep,
    Domain,
    EntrustableTask,
    EvidenceKind,
    Framework,
    Level,
    LevelDescriptor,
    RoleExpectation,
    TaskStep,
)
from competencies.plans.models import (
    AgendaPoint,
    Exemplar,
    Goal,
    GoalNote,
    PlanHandover,
    ProbationReport,
    SupervisionMeeting,
    SupervisionNote,
    ThankYou,
)
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment, SelfItem
from competencies.voices.models import FeedbackLink, FeedbackRound, Voice

__all__ = [
    "AgendaPoint",
    "Citation",
    "Competency",
    "CompetencyStep",
    "Domain",
    "EntrustableTask",
    "Entrustment",
    "Evidence",
    "EvidenceKind",
    "FeedbackLink",
    "FeedbackRound",
    "Exemplar",
    "Framework",
    "Goal",
    "GoalNote",
    "Level",
    "LevelDescriptor",
    "ManagerAnswer",
    "Piece",
    "PlanHandover",
    "ProbationReport",
    "Proposal",
    "SelfAnswer",
    "SelfAssessment",
    "SelfItem",
    "RoleExpectation",
    "SupervisionMeeting",
    "SupervisionNote",
    "TaskStep",
    "Voice",
    "ThankYou",
]
