"""Deciding whom to trust with what."""

from competencies.entrustment.actions import decision_letters  # noqa: F401  (words the letters)
from competencies.entrustment.actions.bringing_in import Earlier, bring_in_levels
from competencies.entrustment.actions.deciding import (
    Wish,
    grant_level,
    grant_refusals,
    lower_level,
    lower_refusals,
)
from competencies.entrustment.actions.ending import lapse_entrustment
from competencies.entrustment.actions.lapsing import answer_lapses, lapse_due, lapse_for_law, tend_levels
from competencies.entrustment.actions.letters import remind_of_lapses
from competencies.entrustment.actions.proposing import plan_levels_day, refresh_proposals, refresh_recorded
from competencies.entrustment.actions.signing import countersign, decline_signature, withdraw_decision

__all__ = [
    "Earlier",
    "Wish",
    "answer_lapses",
    "bring_in_levels",
    "countersign",
    "decline_signature",
    "grant_level",
    "grant_refusals",
    "lapse_due",
    "lapse_entrustment",
    "lapse_for_law",
    "lower_level",
    "lower_refusals",
    "plan_levels_day",
    "refresh_proposals",
    "refresh_recorded",
    "remind_of_lapses",
    "tend_levels",
    "withdraw_decision",
]
