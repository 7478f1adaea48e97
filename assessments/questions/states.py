"""The life of one version of an item."""

from academy.kit.states import Move, StateTable

VERSION = StateTable(
    noun="version of an item",
    words={
        "draft": "Being written",
        "open": "In use for practice, in review",
        "reviewed": "Reviewed twice, in use everywhere",
        "replaced": "Replaced by a newer version",
        "retired": "Retired",
    },
    moves=(
        Move("draft", "offer", "open", "its author"),
        Move("open", "confirm", "reviewed", "the second of two reviewers"),
        Move("open", "replace", "replaced", "the author, with a newer version"),
        Move("reviewed", "replace", "replaced", "the second reviewer of a newer version"),
        Move("open", "retire", "retired", "a practice development lead, with a reason"),
        Move("reviewed", "retire", "retired", "a practice development lead, with a reason"),
        Move("retired", "bring_back", "open", "a practice development lead"),
    ),
)
LIVE = ("open", "reviewed")
"""States in which an item may be practised; an assessed paper takes `reviewed` alone."""
