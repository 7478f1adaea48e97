"""The life cycle of something that is asked of a person."""

from academy.kit.states import Move, StateTable

ASK = StateTable(
    noun="thing that was asked",
    words={"open": "Asked", "done": "Done", "withdrawn": "Not asked any more"},
    moves=(
        Move(
            "open", "finish", "done", "the person, by finishing the module or saying that they have read it"
        ),
        Move(
            "open",
            "withdraw",
            "withdrawn",
            "whoever asked, or the academy when nothing calls for it any more or the person has left",
        ),
    ),
)
