"""Items of both banks in each state that a page of the bank asks about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.items import bank_item


def _item(side: str, state: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": bank_item(getattr(things.world, side).council, state).item_id}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "picks_of_nobody": lambda things: {"code": "PICKS"},
    **{
        f"{state}_item_of_{side}": _item(side, state)
        for side in ("home", "second")
        for state in ("draft", "open", "retired")
    },
}
"""Things of the matrix by name."""
