"""A recorded change of law in each council."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.currency import LawChangeFactory


def _change(side: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": LawChangeFactory(council=getattr(things.world, side).council).pk}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"change_of_{side}": _change(side) for side in ("home", "second")
}
"""Things of the matrix by name."""
