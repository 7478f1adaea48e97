"""How a row reaches its council and its person: facts that a model states and access.py judges by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reach:
    """`kind` names the class of information; `council` and `person` are ORM look-up paths from the row.

    A model without a `person` path belongs to nobody in particular: only council-wide rights reach it.
    """

    kind: str
    council: str
    person: str | None = None
