"""Asking, closing and withdrawing what is asked of people, and writing the matrix."""

from courses.requirements.actions.asking import Wanted, ask_many, ask_person
from courses.requirements.actions.calibrating import ask_calibration
from courses.requirements.actions.closing import close_asks, close_completed, close_read
from courses.requirements.actions.exports import record_standing_export
from courses.requirements.actions.matrix import Draft, load_matrix, save_requirement
from courses.requirements.actions.tending import ask_what_is_due, plan_matrix_day, tend_matrix
from courses.requirements.actions.withdrawing import withdraw_ask

__all__ = [
    "Draft",
    "Wanted",
    "ask_calibration",
    "ask_many",
    "ask_person",
    "ask_what_is_due",
    "close_asks",
    "close_completed",
    "close_read",
    "load_matrix",
    "plan_matrix_day",
    "record_standing_export",
    "save_requirement",
    "tend_matrix",
    "withdraw_ask",
]
