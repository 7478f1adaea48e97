"""The life cycles of an audit to do here, of a list of plans on its way in, and of a panel."""

from academy.kit.states import Move, StateTable

ALLOCATION = StateTable(
    noun="audit to do",
    words={
        "asked": "To do",
        "started": "Started",
        "concluded": "Done",
        "returned": "Given back",
        "dropped": "Taken out of the sample",
    },
    moves=(
        Move("asked", "start", "started", "the auditor, by saving the first mark"),
        Move("started", "conclude", "concluded", "the auditor"),
        Move("concluded", "amend", "started", "the auditor, within five working days and before an answer"),
        Move("asked", "return", "returned", "the auditor, with a reason"),
        Move("started", "return", "returned", "the auditor, with a reason"),
        Move("asked", "drop", "dropped", "who keeps the sample, with a reason"),
        Move("started", "drop", "dropped", "who keeps the sample, with a reason"),
    ),
)

PANEL = StateTable(
    noun="panel",
    words={
        "grading": "Each grades alone",
        "talking": "Grades are open, to be talked over",
        "agreed": "Agreed",
        "dropped": "Called off",
    },
    moves=(
        Move("grading", "open", "talking", "the last member to grade, or the chair"),
        Move("talking", "agree", "agreed", "the chair"),
        Move("grading", "drop", "dropped", "the chair, with a reason"),
        Move("talking", "drop", "dropped", "the chair, with a reason"),
    ),
)

PLAN_FILE = StateTable(
    noun="list of plans",
    words={"checked": "Waits for an answer", "taken": "Brought in", "aside": "Put aside"},
    moves=(
        Move("checked", "take", "taken", "who keeps the sample"),
        Move("checked", "put aside", "aside", "who keeps the sample, or nobody for seven days"),
    ),
)
