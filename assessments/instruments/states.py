"""The life of a version of an instrument."""

from academy.kit.states import Move, StateTable

INSTRUMENT = StateTable(
    noun="version of an audit",
    words={
        "draft": "Being written",
        "review": "With a second person",
        "published": "Published",
        "retired": "No longer in force",
        "dropped": "Given up",
    },
    moves=(
        Move("draft", "edit", "draft", "whoever keeps the audits"),
        Move("draft", "send", "review", "whoever keeps the audits"),
        Move("draft", "drop", "dropped", "whoever keeps the audits"),
        Move("review", "return", "draft", "somebody else who keeps the audits"),
        Move("review", "publish", "published", "somebody else who keeps the audits"),
        Move("published", "take back", "draft", "whoever keeps the audits, before its first day"),
        Move("published", "retire", "retired", "the version that takes its place, on its first day"),
    ),
)
WRITABLE = ("draft", "review")
LASTING = ("published", "retired")
"""States of versions that work was or will be audited with: what stands in them is never changed."""
