"""Every change to tasks, work and marks."""

from assessments.tasks.actions.claiming import claim_next, release_marking
from assessments.tasks.actions.editing import LineDraft, TaskDraft, close_task, open_task, save_task
from assessments.tasks.actions.files import add_file, remove_file
from assessments.tasks.actions.giving import MarksDraft, add_comment, give_marks, remove_comment, save_marks
from assessments.tasks.actions.loading import load_tasks
from assessments.tasks.actions.moderating import moderate
from assessments.tasks.actions.observing import record_observation
from assessments.tasks.actions.telling import write_letter
from assessments.tasks.actions.writing import begin_work, pick_sentences, save_draft, submit_work

__all__ = [
    "LineDraft",
    "MarksDraft",
    "TaskDraft",
    "add_comment",
    "add_file",
    "begin_work",
    "claim_next",
    "close_task",
    "give_marks",
    "load_tasks",
    "moderate",
    "open_task",
    "pick_sentences",
    "record_observation",
    "release_marking",
    "remove_comment",
    "remove_file",
    "save_draft",
    "save_marks",
    "save_task",
    "submit_work",
    "write_letter",
]
