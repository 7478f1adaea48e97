"""Everything that changes what somebody keeps fresh."""

from courses.retrieval.actions.letters import (
    plan_keep_day,
    set_nudge,
    stop_nudge,
    tend_keeping,
    write_nudge,
)
from courses.retrieval.actions.rounds import answer_turn, say_felt, start_round

__all__ = [
    "answer_turn",
    "plan_keep_day",
    "say_felt",
    "set_nudge",
    "start_round",
    "stop_nudge",
    "tend_keeping",
    "write_nudge",
]
