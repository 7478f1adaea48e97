"""The life of a paper, of one sitting of it, and of an answer that came late."""

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
        Move("marked", "count_late", "marked", "who lets an answer count that came late"),
        Move("marked", "mark_late", "handed_in", "the same, when a person has to mark that answer"),
    ),
)

LATE = StateTable(
    noun="late answer",
    words={"waits": "Waits for a decision", "counted": "Counted", "left": "Not counted"},
    moves=(
        Move("waits", "count", "counted", "a practice development lead, with a reason"),
        Move("waits", "leave", "left", "a practice development lead, with a reason"),
    ),
)
