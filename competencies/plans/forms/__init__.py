"""What people fill in about plans. Words are looked through where they are kept."""

from competencies.plans.forms.appreciation import AskForm, ConsentForm, ThanksForm
from competencies.plans.forms.base import KeyForm, PlanForm
from competencies.plans.forms.goals import CarryOnForm, EndForm, GoalForm, ProgressForm
from competencies.plans.forms.probation import ReportForm, StatementForm
from competencies.plans.forms.supervision import MeetingForm, NoteForm, PointForm, RewriteForm

__all__ = [
    "AskForm",
    "ConsentForm",
    "CarryOnForm",
    "EndForm",
    "GoalForm",
    "KeyForm",
    "MeetingForm",
    "NoteForm",
    "PlanForm",
    "PointForm",
    "ProgressForm",
    "RewriteForm",
    "ReportForm",
    "StatementForm",
    "ThanksForm",
]
