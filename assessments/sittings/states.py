"""The life of a paper and of one sitting of it."""

from academy.kit.states import Move, StateTable

PAPER = StateTable(
    noun="paper",
    words={"draft": "Being made", "open": "Open", "closed": "Closed"},
    moves=(
        Move("draft", "open", "open", "a practice development lead"),
        Move("open", "close", "closed", "a practice development lead, or the closing date"),
        Move("closed", "open", "open", "a practice development lead"),
    ),
)

SITTING = StateTable(
    noun="sitting",
    words={
        "open": "Being sat",
        "handed_in": "Handed in, waiting for a marker",
        "marked": "Marked",
    },
    moves=(
        Move("open", "hand_in", "handed_in", "the person, or the clock, when a person has to mark"),
        Move("open", "settle", "marked", "the person, or the clock, when the machine marks it all"),
        Move("handed_in", "settle", "marked", "the marker, with the last answer"),
    ),
)
