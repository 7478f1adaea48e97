"""The life of a round of feedback."""

from academy.kit.states import Move, StateTable

FEEDBACK_ROUND = StateTable(
    noun="round of feedback",
    words={
        "open": "Open for answers",
        "closed": "Closed, with a summary",
        "short": "Closed: too few answered",
    },
    moves=(
        Move("open", "close", "closed", "the person, whoever leads them, or the night after the last day"),
        Move("open", "fall_short", "short", "the same, when fewer than three people answered"),
    ),
)
