"""Teams, and a module that a team may be asked to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _team(whose: str, *, other: bool = False) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.second if whose == "second" else things.world.home
        return {"pk": (side.other_team if other else side.own_team).pk}

    return make


def _module(things: Any) -> dict[str, Any]:
    return {"module": "PM-01"}


def _asked(*, other: bool) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**_team("home", other=other)(things), **_module(things)}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "team_of_home": _team("home"),
    "team_of_second": _team("second"),
    "other_team_of_home": _team("home", other=True),
    "module_to_ask_of_home": _module,
    "module_to_ask_in_team_of_home": _asked(other=False),
    "module_to_ask_in_other_team_of_home": _asked(other=True),
}
"""Things of teams by name."""
