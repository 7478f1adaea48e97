"""The competency framework: what a person in this work must be able to do, and who may be trusted with it."""

from competencies.framework.models.competencies import Competency, Domain
from competencies.framework.models.levels import EvidenceKind, Level, LevelDescriptor
from competencies.framework.models.steps import CompetencyStep, TaskStep
from competencies.framework.models.tasks import EntrustableTask, RoleExpectation
from competencies.framework.models.versions import Framework

__all__ = [
    "Competency",
    "CompetencyStep",
    "Domain",
    "EntrustableTask",
    "EvidenceKind",
    "Framework",
    "Level",
    "LevelDescriptor",
    "RoleExpectation",
    "TaskStep",
]
