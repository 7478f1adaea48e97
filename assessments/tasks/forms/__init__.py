"""What people fill in: work, marks, a moderation, and a task itself."""

from assessments.tasks.forms.editing import DocumentSet, LineSet, TaskForm, draft_of
from assessments.tasks.forms.marking import MarkForm, ModerateForm, ObserveForm
from assessments.tasks.forms.work import RowSet, WorkForm

__all__ = [
    "DocumentSet",
    "LineSet",
    "MarkForm",
    "ModerateForm",
    "ObserveForm",
    "RowSet",
    "TaskForm",
    "WorkForm",
    "draft_of",
]
