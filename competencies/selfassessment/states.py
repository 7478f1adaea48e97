"""The life of a self-assessment."""

from academy.kit.states import Move, StateTable

SELF_ASSESSMENT = StateTable(
    noun="self-assessment",
    words={"open": "Being written", "handed_in": "Handed in", "closed": "Closed"},
    moves=(
        Move("open", "hand_in", "handed_in", "the person, when every task has a level"),
        Move("handed_in", "close", "closed", "whoever leads them, when every answer is confirmed or differs"),
    ),
)
CURRENT = ("open", "handed_in")
