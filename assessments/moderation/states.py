"""The life cycles of feedback with its right of reply, of a queried grade, and of a case before a panel."""

from academy.kit.states import Move, StateTable

REPLY = StateTable(
    noun="feedback",
    words={
        "given": "Given to the writer",
        "asked": "The writer asked a question",
        "answered": "The question is answered",
        "queried": "A grade is queried",
        "settled": "The query is settled",
        "acknowledged": "Read and acknowledged",
    },
    moves=(
        *(
            Move(state, "acknowledge", "acknowledged", "the writer")
            for state in ("given", "answered", "settled")
        ),
        *(
            Move(state, "ask", "asked", "the writer, within 10 working days")
            for state in ("given", "asked", "answered", "settled", "acknowledged")
        ),
        Move("asked", "answer", "answered", "the QA team"),
        *(
            Move(state, "query", "queried", "the writer, within 10 working days, with a reason")
            for state in ("given", "asked", "answered", "queried", "settled", "acknowledged")
        ),
        Move(
            "queried",
            "settle",
            "settled",
            "a panel, the writer by taking the last query back, or a newer version",
        ),
    ),
)

GRADE_QUERY = StateTable(
    noun="query",
    words={
        "open": "Waits for a panel",
        "changed": "The panel changed the grade",
        "kept": "The panel kept the grade",
        "taken_back": "Taken back by the writer",
        "closed": "Closed: this version of the audit does not count any more",
    },
    moves=(
        Move("open", "change", "changed", "a panel"),
        Move("open", "keep", "kept", "a panel"),
        Move("open", "take_back", "taken_back", "the writer"),
        Move("open", "close", "closed", "the academy, when the audit was replaced or taken back"),
        Move("closed", "reopen", "open", "the academy, when that version counts again"),
    ),
)

OVER = ("taken_back", "closed")
"""Queries that no panel answered: the grade may be queried again."""

CASE = StateTable(
    noun="case",
    words={
        "waiting": "Waits for a panel",
        "concluded": "Concluded",
        "dropped": "Not needed any more",
    },
    moves=(
        Move("waiting", "conclude", "concluded", "a panel of two or more"),
        Move(
            "waiting",
            "drop",
            "dropped",
            "the academy, when the audit counts no more or the only query was taken back",
        ),
    ),
)
