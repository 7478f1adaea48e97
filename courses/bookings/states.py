"""The life cycle of a booking."""

from academy.kit.states import Move, StateTable

_HOLDER = "the person, or a coordinator of their organisation"
BOOKING = StateTable(
    noun="booking",
    words={
        "asked": "Waits for a manager",
        "confirmed": "Booked",
        "waiting": "On the waiting list",
        "offered": "A place is offered",
        "cancelled": "Cancelled",
        "handed_on": "Given to a colleague",
        "declined": "Not agreed",
        "passed_over": "No place came up in time",
    },
    moves=(
        Move("asked", "approve", "confirmed", "the manager, when there is a place"),
        Move("asked", "queue", "waiting", "the manager, when it is full"),
        Move("asked", "decline", "declined", "the manager, with a reason"),
        Move("asked", "cancel", "cancelled", _HOLDER),
        Move("asked", "pass_over", "passed_over", "the academy, when the session starts"),
        Move("waiting", "offer", "offered", "the academy, in order, when a place comes up"),
        Move("waiting", "cancel", "cancelled", _HOLDER),
        Move("waiting", "pass_over", "passed_over", "the academy, when the person's last moment has passed"),
        Move("offered", "accept", "confirmed", _HOLDER),
        Move("offered", "let_go", "waiting", "the academy, when the offer has run out; the turn is kept"),
        Move("offered", "cancel", "cancelled", _HOLDER),
        Move("offered", "pass_over", "passed_over", "the academy, when the session starts"),
        Move("confirmed", "cancel", "cancelled", f"{_HOLDER}; the academy, when the session is cancelled"),
        Move("confirmed", "hand_on", "handed_on", f"{_HOLDER}, to a colleague who takes the place"),
    ),
)
OPEN = ("asked", "confirmed", "waiting", "offered")
"""States in which somebody has, or may still get, a place: one such booking a person and session."""
TAKES = ("confirmed", "offered")
"""States that take one of the places."""
