"""The life of a decision about trust."""

from academy.kit.states import Move, StateTable

ENTRUSTMENT = StateTable(
    noun="entrustment",
    words={
        "waiting": "Waits for a second signature",
        "stands": "Stands",
        "replaced": "Replaced by a later decision",
        "lapsed": "Lapsed",
        "declined": "The second person did not sign",
        "withdrawn": "Taken back before it was signed",
    },
    moves=(
        Move("waiting", "countersign", "stands", "a second person who may sign this level"),
        Move("waiting", "decline", "declined", "a second person who may sign this level"),
        Move("waiting", "withdraw", "withdrawn", "whoever decided it"),
        Move("waiting", "overtake", "withdrawn", "a change of the law since it was decided"),
        Move("stands", "replace", "replaced", "a later decision on the same task"),
        Move("stands", "lapse", "lapsed", "the passing of 24 months, a change of the law, or a person"),
    ),
)
