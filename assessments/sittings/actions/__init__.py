"""What people and the clock do with papers."""

from assessments.sittings.actions.closing import close_overdue, hand_in
from assessments.sittings.actions.judging import judge_answer
from assessments.sittings.actions.late import count_late_answer, leave_late_answer
from assessments.sittings.actions.loading import load_papers
from assessments.sittings.actions.papers import (
    change_paper,
    close_on_time,
    close_paper,
    make_paper,
    open_paper,
)
from assessments.sittings.actions.saving import Arrived, Kept, bring_back, check_answer, save_answer
from assessments.sittings.actions.starting import start_sitting
from assessments.sittings.actions.time import end_time, give_time

__all__ = [
    "Arrived",
    "Kept",
    "bring_back",
    "change_paper",
    "check_answer",
    "close_on_time",
    "close_overdue",
    "close_paper",
    "count_late_answer",
    "end_time",
    "give_time",
    "hand_in",
    "judge_answer",
    "leave_late_answer",
    "load_papers",
    "make_paper",
    "open_paper",
    "save_answer",
    "start_sitting",
]
