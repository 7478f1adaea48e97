"""The life cycle of a file of audits."""

from academy.kit.states import Move, StateTable

BATCH = StateTable(
    noun="file",
    words={
        "received": "Received",
        "needs_mapping": "Waits for matching",
        "checked": "Checked",
        "sent": "Waits for a second person",
        "applied": "Brought in",
        "refused": "Refused",
        "undone": "Taken back",
    },
    moves=(
        Move("received", "ask_mapping", "needs_mapping", "the reader, when columns are unknown"),
        Move("received", "check", "checked", "the reader"),
        Move("received", "refuse", "refused", "the reader, with a reason"),
        Move("needs_mapping", "check", "checked", "the person who brought it"),
        Move("needs_mapping", "refuse", "refused", "the person who brought it"),
        Move("checked", "ask_mapping", "needs_mapping", "the person who brought it"),
        Move("checked", "send", "sent", "the person who brought it"),
        Move("checked", "refuse", "refused", "the person who brought it"),
        Move("sent", "apply", "applied", "a second person"),
        Move("sent", "refuse", "refused", "a second person"),
        Move("applied", "undo", "undone", "either person, within 14 days"),
    ),
)
