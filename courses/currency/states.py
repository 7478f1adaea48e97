"""The life cycle of a recorded change of law."""

from academy.kit.states import Move, StateTable

LAW_CHANGE = StateTable(
    noun="change of law",
    words={"open": "Being worked through", "settled": "Worked through"},
    moves=(
        Move("open", "settle", "settled", "a practice development lead, when everything was looked at"),
        Move("settled", "reopen", "open", "a practice development lead, when something new turned up"),
    ),
)
