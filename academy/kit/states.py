"""Life cycles as tables: from, verb, to, who. Diagrams in docs/states/ are drawn from them."""

from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.refusals import Refused


@dataclass(frozen=True)
class Move:
    """One allowed step of a life cycle. `who` is a phrase for the diagram, not a permission."""

    start: str
    verb: str
    end: str
    who: str


@dataclass(frozen=True)
class StateTable:
    """All states of one noun with their words, and every move between them."""

    noun: str
    words: dict[str, str]
    moves: tuple[Move, ...]

    def after(self, state: str, verb: str) -> str:
        """The state that `verb` leads to. Raises Refused in words when the state does not allow it."""
        for move in self.moves:
            if move.start == state and move.verb == verb:
                return move.end
        raise Refused(
            f"This {self.noun} is {self.words[state].lower()}, so it cannot be changed in this way. "
            "Somebody may have changed it a moment ago: look at the page again.",
            code="state",
        )

    def allows(self, state: str, verb: str) -> bool:
        """Whether `after` would answer."""
        return any(move.start == state and move.verb == verb for move in self.moves)

    def starts(self, verb: str) -> frozenset[str]:
        """Every state from which `verb` is allowed."""
        return frozenset(move.start for move in self.moves if move.verb == verb)

    def choices(self) -> list[tuple[str, str]]:
        """For a model field."""
        return list(self.words.items())

    def diagram(self) -> str:
        """The table as a Mermaid state diagram in Markdown, for docs/states/."""
        return "\n".join(
            [
                f"# {self.noun.capitalize()}",
                "",
                "Generated from the state table in the code by `python manage.py draw_states`. Do not edit.",
                "",
                "```mermaid",
                "stateDiagram-v2",
                *(f"    {name} : {words}" for name, words in self.words.items()),
                *(f"    {m.start} --> {m.end} : {m.verb} ({m.who})" for m in self.moves),
                "```",
                "",
            ]
        )


def unreachable(table: StateTable, first: Iterable[str]) -> set[str]:
    """States that no chain of moves reaches from `first`: a table with any is wrong."""
    reached = set(first)
    while True:
        more = {m.end for m in table.moves if m.start in reached} - reached
        if not more:
            return set(table.words) - reached
        reached |= more
