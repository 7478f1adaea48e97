"""The life of a version of the framework."""

from academy.kit.states import Move, StateTable

FRAMEWORK = StateTable(
    noun="framework version",
    words={
        "draft": "Being written",
        "review": "With a second person",
        "published": "In force",
        "retired": "No longer in force",
        "dropped": "Given up",
    },
    moves=(
        Move("draft", "edit", "draft", "whoever keeps the framework"),
        Move("draft", "send", "review", "whoever keeps the framework"),
        Move("draft", "drop", "dropped", "whoever keeps the framework"),
        Move("review", "return", "draft", "somebody else who keeps the framework"),
        Move("review", "publish", "published", "somebody else who keeps the framework"),
        Move("published", "retire", "retired", "the version that takes its place"),
    ),
)
