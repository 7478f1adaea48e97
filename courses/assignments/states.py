"""The life cycle of an assignment: the remedy that a finding called for."""

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
            "the writer when the cause was not theirs, or the academy while they are away",
        ),
        Move(
            "paused", "resume", "asked", "a practice development lead, or the academy when the writer is back"
        ),
        Move("paused", "waive", "waived", "a practice development lead"),
        Move("asked", "waive", "waived", "the manager or a practice development lead"),
        Move("asked", "learn", "learnt", "the writer, by finishing the module"),
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
