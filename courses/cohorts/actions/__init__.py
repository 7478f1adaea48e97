"""Everything that is done with cohorts, their people and their dates."""

from courses.cohorts.actions.bringing import BroughtIn, bring_in_cohorts
from courses.cohorts.actions.buddies import (
    hand_over_buddy,
    hold_meeting,
    pair_buddy,
    plan_meeting,
    sign_shadowing,
)
from courses.cohorts.actions.cohorts import call_off_cohort, change_cohort, make_cohort
from courses.cohorts.actions.days import plan_cohort_day, tend_cohorts
from courses.cohorts.actions.members import add_member, graduate_member, let_member_go, transfer_member
from courses.cohorts.actions.sessions import cancel_session, move_session, plan_session
from courses.cohorts.actions.times import take_back_time_away, tell_time_away

__all__ = [
    "BroughtIn",
    "add_member",
    "bring_in_cohorts",
    "call_off_cohort",
    "cancel_session",
    "change_cohort",
    "graduate_member",
    "hand_over_buddy",
    "hold_meeting",
    "let_member_go",
    "make_cohort",
    "move_session",
    "pair_buddy",
    "plan_cohort_day",
    "plan_meeting",
    "plan_session",
    "sign_shadowing",
    "take_back_time_away",
    "tell_time_away",
    "tend_cohorts",
    "transfer_member",
]
