"""The life cycle of a shared step: from a proposal to what it changed."""

from academy.kit.states import Move, StateTable

_KEEPER = "a practice development lead"
_OWNER = "its owner or a practice development lead"
IMPROVEMENT = StateTable(
    noun="shared step",
    words={
        "proposed": "Proposed",
        "decided": "Decided",
        "under_way": "Under way",
        "done": "Done, waits for its effect",
        "looked_at": "Effect looked at",
        "dropped": "Dropped",
    },
    moves=(
        Move("proposed", "decide", "decided", _KEEPER),
        Move("proposed", "drop", "dropped", f"{_KEEPER}, as “not now”"),
        Move("decided", "start", "under_way", _OWNER),
        Move("decided", "drop", "dropped", _KEEPER),
        Move("under_way", "finish", "done", _OWNER),
        Move("under_way", "drop", "dropped", _KEEPER),
        Move("done", "look", "looked_at", "the academy, a quarter later"),
    ),
)
OPEN = ("proposed", "decided", "under_way")
CARRIED = ("decided", "under_way")
"""Somebody has to do something; nobody is asked alone meanwhile."""
