"""The lives of a goal, a supervision meeting, a probation report and an exemplar."""

from academy.kit.states import Move, StateTable

GOAL = StateTable(
    noun="goal",
    words={
        "proposed": "Proposed",
        "agreed": "Agreed by both",
        "reached": "Reached",
        "let_go": "Let go",
        "carried_on": "Carried on with another date",
    },
    moves=(
        Move("proposed", "agree", "agreed", "the second of the two, the person and whoever leads them"),
        Move("proposed", "let_go", "let_go", "either of the two, saying why"),
        Move("agreed", "reach", "reached", "either of the two, saying how it shows"),
        Move("agreed", "let_go", "let_go", "either of the two, saying why"),
        Move("agreed", "carry_on", "carried_on", "either of the two; a new goal is proposed"),
    ),
)
OPEN_GOAL = ("proposed", "agreed")

MEETING = StateTable(
    noun="supervision meeting",
    words={
        "planned": "Planned",
        "signed": "Signed by both",
        "called_off": "Called off",
    },
    moves=(
        Move("planned", "sign", "signed", "the second of the two who met"),
        Move("planned", "call_off", "called_off", "either of the two, before there are notes"),
    ),
)

PROBATION = StateTable(
    noun="probation report",
    words={
        "shared": "Written, both can read it",
        "signed": "Signed",
        "withdrawn": "Taken back",
    },
    moves=(
        Move("shared", "sign", "signed", "whoever wrote it, once the person has read it or had a week to"),
        Move("shared", "withdraw", "withdrawn", "whoever wrote it"),
    ),
)

EXEMPLAR = StateTable(
    noun="exemplar",
    words={
        "asked": "Consent asked",
        "given": "Shown, with consent",
        "declined": "Not shown: the writer said no",
        "taken_back": "Taken back by whoever asked",
        "revoked": "Not shown any more: consent ended",
    },
    moves=(
        Move("asked", "give", "given", "the writer"),
        Move("asked", "decline", "declined", "the writer"),
        Move("asked", "take_back", "taken_back", "whoever asked"),
        Move("given", "revoke", "revoked", "the writer, at any time"),
    ),
)
