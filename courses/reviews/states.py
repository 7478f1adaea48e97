"""The life cycle of a review of one module."""

from academy.kit.states import Move, StateTable

REVIEW = StateTable(
    noun="review",
    words={"open": "In review", "published": "Published", "withdrawn": "Taken back"},
    moves=(
        Move("open", "publish", "published", "whoever writes content, when every step has said yes"),
        Move("open", "withdraw", "withdrawn", "whoever writes content"),
    ),
)
