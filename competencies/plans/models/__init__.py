"""The tables of plans, a file for each noun."""

from competencies.plans.models.appreciation import Exemplar, ThankYou
from competencies.plans.models.goals import Goal, GoalNote
from competencies.plans.models.probation import ProbationReport
from competencies.plans.models.supervision import (
    AgendaPoint,
    PlanHandover,
    SupervisionMeeting,
    SupervisionNote,
)

__all__ = [
    "AgendaPoint",
    "Exemplar",
    "Goal",
    "GoalNote",
    "PlanHandover",
    "ProbationReport",
    "SupervisionMeeting",
    "SupervisionNote",
    "ThankYou",
]
