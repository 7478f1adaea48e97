"""The life cycles of an assignment, the remedy that a finding called for, and of a version of a rule."""

from academy.kit.states import Move, StateTable

ASSIGNMENT = StateTable(
    noun="assignment",
    words={
        "asked": "Asked",
        "paused": "Paused",
        "waived": "Waived",
        "learnt": "Learnt, waits for re-audit",
        "resolved": "Resolved",
        "repeated": "Repeated, now coaching",
        "too_few": "Too few plans to tell",
        "withdrawn": "Withdrawn",
    },
    moves=(
        Move(
            "asked",
            "pause",
            "paused",
            "the writer when the cause was not theirs, or the academy while they are away or a panel looks "
            "at a grade that they queried",
        ),
        Move(
            "paused",
            "resume",
            "asked",
            "a practice development lead, or the academy when the writer is back or the panel has answered",
        ),
        Move("paused", "waive", "waived", "a practice development lead"),
        Move("asked", "waive", "waived", "the manager or a practice development lead"),
        Move("asked", "learn", "learnt", "the writer, by finishing the module or coming to a session on it"),
        Move("learnt", "unlearn", "asked", "whoever corrects the register of the session that closed it"),
        Move("learnt", "resolve", "resolved", "two later plans good or better"),
        Move("learnt", "repeat", "repeated", "a later plan below good"),
        Move("learnt", "run_out", "too_few", "90 days without two later plans"),
        Move("too_few", "resolve", "resolved", "a file that came late with plans of those 90 days"),
        Move("too_few", "repeat", "repeated", "a file that came late with plans of those 90 days"),
        *(
            Move(
                state,
                "withdraw",
                "withdrawn",
                "an import taken back or superseded, or the academy when the writer has left",
            )
            for state in ("asked", "paused", "learnt")
        ),
        Move("too_few", "withdraw", "withdrawn", "an import taken back or superseded"),
        Move(
            "withdrawn",
            "restore",
            "asked",
            "the rules, when the import that had superseded its audit is taken back",
        ),
    ),
)
OPEN = ("asked", "paused")

_KEEPER = "whoever keeps the rules"
RULE_VERSION = StateTable(
    noun="version of a rule",
    words={"draft": "Draft", "tried": "Tried", "on": "On", "off": "Off", "dropped": "Dropped"},
    moves=(
        Move("draft", "try", "tried", f"{_KEEPER}, by looking at its dry run"),
        Move("tried", "switch_on", "on", _KEEPER),
        Move("on", "switch_off", "off", f"{_KEEPER}, or a newer version that is switched on"),
        Move("off", "try", "tried", f"{_KEEPER}, by looking at its dry run again"),
        Move("draft", "drop", "dropped", f"{_KEEPER}, by dropping it or by writing a newer version"),
        Move("tried", "drop", "dropped", f"{_KEEPER}, by dropping it or by writing a newer version"),
    ),
)
