"""The rows of a matrix of needs, and how one is read as a passage. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One row of the matrix: where the need is said, and need, provision and outcome in own words."""

    places: tuple[str, ...] = ()
    need: str = ""
    provision: str = ""
    outcome: str = ""

    @property
    def cells(self) -> str:
        """What was written, a paragraph for each column."""
        return "\n".join([self.need, self.provision, self.outcome])

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.places or self.need or self.provision or self.outcome)

    @property
    def missing(self) -> list[str]:
        """What has to be written before it can be handed in."""
        return [name for name in ("need", "provision", "outcome") if not getattr(self, name).strip()]


def row_words(row: Row) -> str:
    """A row of a matrix as one passage."""
    places = f" (said in {', '.join(row.places)})" if row.places else ""
    said = (("Need", row.need + places), ("Provision", row.provision), ("Outcome", row.outcome))
    return " ".join(f"{name}: {end_sentence(words.strip())}" for name, words in said if words.strip())


def end_sentence(words: str) -> str:
    """Words with a full stop, unless they have an end."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def rows_of(matrix: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of a matrix as they are kept, without empty ones."""
    rows = [
        Row(
            tuple(one.get("places") or ()),
            str(one.get("need") or ""),
            str(one.get("provision") or ""),
            str(one.get("outcome") or ""),
        )
        for one in matrix
    ]
    return [row for row in rows if not row.is_empty]
