"""Every change of the loop between a finding and its proof."""

from courses.assignments.actions.absences import follow_absences
from courses.assignments.actions.causes import decide_cause, say_not_mine
from courses.assignments.actions.days import tend_loop
from courses.assignments.actions.defaults import load_default_rules
from courses.assignments.actions.exports import record_export
from courses.assignments.actions.learning import (
    record_completion,
    record_learning,
    take_back_learning,
)
from courses.assignments.actions.leavers import release_leavers
from courses.assignments.actions.moderation import follow_moderation
from courses.assignments.actions.offers import answer_offer
from courses.assignments.actions.queries import follow_queries
from courses.assignments.actions.respond import Responded, respond_to_audits
from courses.assignments.actions.restoring import rejoin_findings
from courses.assignments.actions.settling import Settled, settle_remedies
from courses.assignments.actions.telling import tell_people
from courses.assignments.actions.waivers import agree_coaching, waive_assignment
from courses.assignments.actions.withdrawing import withdraw_orphans, withdraw_remedies

__all__ = [
    "Responded",
    "Settled",
    "agree_coaching",
    "answer_offer",
    "decide_cause",
    "follow_absences",
    "follow_moderation",
    "follow_queries",
    "load_default_rules",
    "record_completion",
    "record_export",
    "record_learning",
    "rejoin_findings",
    "release_leavers",
    "respond_to_audits",
    "say_not_mine",
    "settle_remedies",
    "take_back_learning",
    "tell_people",
    "tend_loop",
    "waive_assignment",
    "withdraw_orphans",
    "withdraw_remedies",
]
