"""The lives of a practical task, of what somebody hands in for it, and of one person's marking of that."""

from academy.kit.states import Move, StateTable

TASK = StateTable(
    noun="task",
    words={"draft": "Being written", "open": "Open", "closed": "Closed"},
    moves=(
        Move("draft", "open", "open", "a practice development lead"),
        Move("open", "close", "closed", "a practice development lead"),
        Move("closed", "open", "open", "a practice development lead"),
    ),
)

SUBMISSION = StateTable(
    noun="piece of work",
    words={
        "draft": "Being written",
        "submitted": "Waits for a marker",
        "second": "Waits for a second marker",
        "differing": "Waits for a third marker",
        "passed": "Signed off",
        "returned": "Returned",
    },
    moves=(
        Move("draft", "submit", "submitted", "the person"),
        Move(
            "submitted", "ask_second", "second", "the first marks, when they fail it or it is in the sample"
        ),
        Move("submitted", "pass", "passed", "the first marks, when it is not in the sample; or an observer"),
        Move(
            "submitted",
            "return",
            "returned",
            "the first marks, when only the part that is marked by itself is not met; or an observer",
        ),
        Move("second", "pass", "passed", "the second marks, when both agree"),
        Move("second", "return", "returned", "the second marks, when both agree"),
        Move("second", "differ", "differing", "the second marks, when the two differ"),
        Move("differing", "pass", "passed", "the third marker, line by line"),
        Move("differing", "return", "returned", "the third marker, line by line"),
        Move("returned", "moderate_pass", "passed", "a practice development lead, with a reason"),
        Move("passed", "moderate_return", "returned", "a practice development lead, with a reason"),
    ),
)
WAITING = ("submitted", "second", "differing")
"""States in which a marker is wanted."""
SETTLED = ("passed", "returned")

MARKING = StateTable(
    noun="marking",
    words={"open": "Being marked", "given": "Given", "released": "Put back"},
    moves=(
        Move("open", "give", "given", "the marker"),
        Move("open", "release", "released", "the marker, or the next one when two hours have passed"),
    ),
)
