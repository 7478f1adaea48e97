"""The life cycles of a topic and of a session."""

from academy.kit.states import Move, StateTable

_PLANNER = "somebody who runs sessions"
TOPIC = StateTable(
    noun="topic",
    words={"draft": "Draft", "published": "Published", "retired": "Retired"},
    moves=(
        Move("draft", "publish", "published", _PLANNER),
        Move("published", "retire", "retired", _PLANNER),
        Move("retired", "publish", "published", _PLANNER),
    ),
)
SESSION = StateTable(
    noun="session",
    words={"planned": "Planned", "open": "Open for booking", "cancelled": "Cancelled", "held": "Held"},
    moves=(
        Move("planned", "open", "open", _PLANNER),
        Move("planned", "cancel", "cancelled", _PLANNER),
        Move("open", "cancel", "cancelled", _PLANNER),
        Move("open", "hold", "held", "the academy, when it has ended"),
    ),
)
BOOKABLE = ("open",)
