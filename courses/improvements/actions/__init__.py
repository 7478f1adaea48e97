"""Proposing shared steps, deciding on them, carrying them, looking at what they changed."""

from courses.improvements.actions.carrying import drop_improvement, finish_improvement, start_improvement
from courses.improvements.actions.days import tend_improvements
from courses.improvements.actions.deciding import decide_improvement
from courses.improvements.actions.letters import write_offer, write_reminder
from courses.improvements.actions.proposing import ask_to_look, propose_improvements
from courses.improvements.actions.workshops import plan_workshop

__all__ = [
    "ask_to_look",
    "decide_improvement",
    "drop_improvement",
    "finish_improvement",
    "plan_workshop",
    "propose_improvements",
    "start_improvement",
    "tend_improvements",
    "write_offer",
    "write_reminder",
]
