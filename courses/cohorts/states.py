"""The life cycles of a cohort and of one member of it."""

from academy.kit.states import Move, StateTable

COHORT = StateTable(
    noun="cohort",
    words={
        "planned": "Planned",
        "running": "Running",
        "finished": "Finished",
        "called_off": "Called off",
    },
    moves=(
        Move("planned", "begin", "running", "the academy on the first day, or whoever runs cohorts"),
        Move("planned", "call_off", "called_off", "whoever runs cohorts, while nobody has begun"),
        Move("running", "finish", "finished", "the academy when the last member has graduated or gone"),
        Move("finished", "reopen", "running", "the academy when somebody is moved into it"),
    ),
)

MEMBER = StateTable(
    noun="place in a cohort",
    words={
        "expected": "Expected",
        "learning": "Learning",
        "graduated": "Graduated",
        "moved": "Moved to another cohort",
        "left": "Left before the end",
    },
    moves=(
        Move("expected", "begin", "learning", "the academy on the first day of the member"),
        Move("expected", "move", "moved", "whoever runs cohorts"),
        Move("expected", "leave", "left", "whoever runs cohorts, or the academy when the person has left"),
        Move("learning", "graduate", "graduated", "the named person who opened gate 3"),
        Move("learning", "move", "moved", "whoever runs cohorts"),
        Move("learning", "leave", "left", "whoever runs cohorts, or the academy when the person has left"),
    ),
)
OPEN = ("expected", "learning")
