"""Asking for a review, saying yes or no in it, and publishing what was agreed."""

from courses.reviews.actions.patterns import start_module
from courses.reviews.actions.publishing import choose_credit, publish_review, tend_schedule
from courses.reviews.actions.reviewing import open_review, say_verdict, withdraw_review

__all__ = [
    "choose_credit",
    "open_review",
    "publish_review",
    "say_verdict",
    "start_module",
    "tend_schedule",
    "withdraw_review",
]
