"""The life cycles of a graduation conversation and of the check 90 days later."""

from academy.kit.states import Move, StateTable

CONVERSATION = StateTable(
    noun="graduation conversation",
    words={
        "written": "Written down, and waits for the second person",
        "agreed": "Agreed by both",
    },
    moves=(
        Move("written", "rewrite", "written", "whoever wrote it down"),
        Move(
            "written",
            "agree",
            "agreed",
            "the second of the two: the manager or the practice development lead",
        ),
    ),
)

CHECK = StateTable(
    noun="90-day check",
    words={
        "waiting": "Waits for audits",
        "good": "Both plans are good",
        "short": "A support plan is needed",
        "supported": "A support plan is in place",
    },
    moves=(
        Move("waiting", "find_good", "good", "the academy when two plans are at least good"),
        Move("waiting", "find_short", "short", "the academy when a plan is below good"),
        Move("good", "find_short", "short", "the academy when an audit was changed"),
        Move("short", "find_good", "good", "the academy when an audit was changed"),
        Move("good", "take_back", "waiting", "the academy when an audit was taken back"),
        Move("short", "take_back", "waiting", "the academy when an audit was taken back"),
        Move("short", "support", "supported", "the manager or a practice development lead"),
    ),
)
