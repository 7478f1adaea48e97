"""The life of a request for an account."""

from academy.kit.states import Move, StateTable

_ANSWERS = "a coordinator of the organisation, or whoever keeps the list of people"
ACCESS = StateTable(
    noun="request for access",
    words={"waiting": "Waits for an answer", "approved": "Approved", "declined": "Declined"},
    moves=(
        Move("waiting", "approve", "approved", _ANSWERS),
        Move("waiting", "decline", "declined", _ANSWERS),
    ),
)
