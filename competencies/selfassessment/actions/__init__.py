"""Writing self-assessments and what managers answer."""

from competencies.selfassessment.actions import letters
from competencies.selfassessment.actions.replying import close_assessment, reply_to
from competencies.selfassessment.actions.writing import (
    add_task,
    drop_task,
    hand_in,
    open_assessment,
    save_answer,
)

__all__ = [
    "add_task",
    "close_assessment",
    "drop_task",
    "hand_in",
    "letters",
    "open_assessment",
    "reply_to",
    "save_answer",
]
