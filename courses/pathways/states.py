"""The life cycles of what shortens a path and of what somebody is licensed to do."""

from academy.kit.states import Move, StateTable

LEAD = "a practice development lead"
PRIOR_LEARNING = StateTable(
    noun="request to recognise prior learning",
    words={
        "asked": "Waiting for a decision",
        "recognised": "Recognised",
        "partly": "Recognised in part",
        "not_recognised": "Not recognised",
        "taken_back": "Taken back",
    },
    moves=(
        Move("asked", "recognise", "recognised", f"{LEAD}, for every module that was named"),
        Move("asked", "recognise_part", "partly", f"{LEAD}, for some of them"),
        Move("asked", "decline", "not_recognised", f"{LEAD}, with a reason"),
        Move("asked", "take_back", "taken_back", "the person who asked"),
    ),
)

EXEMPTION = StateTable(
    noun="exemption",
    words={"in_force": "You need not take it", "taken_back": "Taken back"},
    moves=(Move("in_force", "take_back", "taken_back", f"{LEAD}, with a reason"),),
)

PATH = StateTable(
    noun="upskilling path",
    words={"on": "On the path", "finished": "Finished", "stopped": "Stopped"},
    moves=(
        Move("on", "finish", "finished", "a manager or practice development lead, on evidence"),
        Move("on", "stop", "stopped", "a manager or practice development lead, with a reason"),
    ),
)

LICENCE = StateTable(
    noun="licence",
    words={"granted": "Granted", "withdrawn": "Withdrawn"},
    moves=(Move("granted", "withdraw", "withdrawn", f"{LEAD}, with a reason"),),
)
