"""What is done to registers, and what follows from them."""

from courses.registers.actions.evaluating import answer_evaluation, ask_later, choose_quote, say_line
from courses.registers.actions.files import apply_report
from courses.registers.actions.here import say_here
from courses.registers.actions.marking import mark_people
from courses.registers.actions.settling import settle_register
from courses.registers.actions.walkins import add_walk_in

__all__ = [
    "add_walk_in",
    "answer_evaluation",
    "apply_report",
    "ask_later",
    "choose_quote",
    "mark_people",
    "say_here",
    "say_line",
    "settle_register",
]
