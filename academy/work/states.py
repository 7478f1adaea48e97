"""Life cycles of a job and of a message."""

from academy.kit.states import Move, StateTable

JOB = StateTable(
    noun="job",
    words={"due": "Due", "claimed": "Claimed", "done": "Done", "failed": "Failed"},
    moves=(
        Move("due", "claim", "claimed", "a worker, with a lease"),
        Move("claimed", "claim", "claimed", "another worker, when the lease has run out"),
        Move("claimed", "finish", "done", "the worker that holds the lease"),
        Move("claimed", "put_back", "due", "the worker, after an error"),
        Move("claimed", "fail", "failed", "the worker, after eight attempts"),
        Move("failed", "retry", "due", "an administrator"),
    ),
)

MESSAGE = StateTable(
    noun="message",
    words={"due": "Due", "sent": "Sent", "dropped": "Dropped"},
    moves=(
        Move("due", "send", "sent", "a worker"),
        Move("due", "drop", "dropped", "a worker, when the person has left"),
    ),
)
