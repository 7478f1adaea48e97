"""The life cycle of a finding."""

from academy.kit.states import Move, StateTable

FINDING = StateTable(
    noun="finding",
    words={
        "new": "New",
        "noted": "Noted, nothing asked",
        "held": "Held by a guard",
        "assigned": "Assigned",
        "paused": "Paused",
        "learnt": "Learnt",
        "reaudited": "Re-audited",
        "resolved": "Resolved",
        "repeated": "Repeated",
        "too_few": "Too few to tell",
        "waived": "Waived",
        "withdrawn": "Withdrawn",
    },
    moves=(
        Move("new", "note", "noted", "the rules, when none calls for more"),
        Move("noted", "reopen", "new", "a moderation that changed a mark which the rules looked back on"),
        Move("new", "hold", "held", "the rules, when a guard stops one"),
        Move("new", "assign", "assigned", "the rules"),
        Move(
            "assigned",
            "pause",
            "paused",
            "the writer when the cause was not theirs, or the academy in an absence",
        ),
        Move("paused", "resume", "assigned", "a practice development lead, or the academy after an absence"),
        Move("paused", "waive", "waived", "a practice development lead"),
        Move("assigned", "waive", "waived", "the manager or a practice development lead"),
        Move("assigned", "learn", "learnt", "the writer"),
        Move("learnt", "unlearn", "assigned", "whoever corrects the register of the session that closed it"),
        Move("learnt", "reaudit", "reaudited", "the first re-audit"),
        Move("learnt", "resolve", "resolved", "two plans good or better"),
        Move("learnt", "repeat", "repeated", "a re-audit below good"),
        Move("learnt", "run_out", "too_few", "90 days without two re-audits"),
        Move("reaudited", "resolve", "resolved", "the second plan good or better"),
        Move("reaudited", "repeat", "repeated", "a re-audit below good"),
        Move("reaudited", "run_out", "too_few", "90 days without two re-audits"),
        Move("too_few", "resolve", "resolved", "a file that came late with plans of those 90 days"),
        Move("too_few", "repeat", "repeated", "a file that came late with plans of those 90 days"),
        *(
            Move(state, "withdraw", "withdrawn", "an import taken back or superseded")
            for state in ("new", "noted", "held", "too_few")
        ),
        *(
            Move(
                state,
                "withdraw",
                "withdrawn",
                "an import taken back or superseded, or the academy when the writer has left",
            )
            for state in ("assigned", "paused", "learnt", "reaudited")
        ),
        Move(
            "withdrawn", "restore", "new", "the import that had superseded its audit, when it is taken back"
        ),
    ),
)
