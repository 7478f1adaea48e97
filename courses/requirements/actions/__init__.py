"""Asking, closing and withdrawing what is asked of people."""

from courses.requirements.actions.asking import Wanted, ask_many, ask_person
from courses.requirements.actions.closing import close_asks, close_completed, close_read

__all__ = ["Wanted", "ask_many", "ask_person", "close_asks", "close_completed", "close_read"]
