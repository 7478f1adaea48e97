"""Reading what somebody keeps fresh: what may be asked, what is due, a round, and what the pages say."""

from courses.retrieval.queries.drawing import Planned, due_counts, offers_for, plan_round
from courses.retrieval.queries.grounds import grounds_of, law_changes
from courses.retrieval.queries.letters import nudge_of_token, people_away, person_of_token, token_of
from courses.retrieval.queries.rounds import (
    Home,
    TurnView,
    current_turn,
    keeping_home,
    open_round_of,
    turn_view,
)

__all__ = [
    "Home",
    "Planned",
    "TurnView",
    "current_turn",
    "due_counts",
    "grounds_of",
    "keeping_home",
    "law_changes",
    "nudge_of_token",
    "offers_for",
    "open_round_of",
    "people_away",
    "person_of_token",
    "plan_round",
    "token_of",
    "turn_view",
]
