"""Working a change of law through, and chasing review dates."""

from courses.currency.actions.changes import (
    check_things,
    record_change,
    reopen_change,
    settle_change,
    start_top_up,
)
from courses.currency.actions.lapsing import lapse_levels
from courses.currency.actions.reviews import chase_reviews, plan_review_day

__all__ = [
    "chase_reviews",
    "check_things",
    "lapse_levels",
    "plan_review_day",
    "record_change",
    "reopen_change",
    "settle_change",
    "start_top_up",
]
