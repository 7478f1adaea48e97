"""Notes and resources of each council for everybody, partners and staff, and a module open to partners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.library import note, open_module, resource


def _shared(make: Callable[..., Any], open_to: str, whose: str) -> Callable[[Any], dict[str, Any]]:
    def made(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        return {"slug": make(side.council, f"{make.__name__}-{open_to}-{whose}", open_to=open_to).slug}

    return made


def _taught(whose: str, kind: str) -> Callable[[Any], dict[str, Any]]:
    def made(things: Any) -> dict[str, Any]:
        module = open_module(things.rows["module", whose])
        lesson = things.made[f"{kind}_of_{whose}"].get("lesson")
        return {"code": module.code, **({"lesson": lesson} if lesson else {})}

    return made


SIDES = ("home", "second")
LEVELS = ("public", "partners", "staff")
TAUGHT = ("module", "lesson", "check")
THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"{level}_note_of_{side}": _shared(note, level, side) for level in LEVELS for side in SIDES},
    **{f"{level}_resource_of_{side}": _shared(resource, level, side) for level in LEVELS for side in SIDES},
    **{
        f"guest_{kind}_of_{side}": _taught(side, kind)
        for kind in ("module", "lesson", "check")
        for side in SIDES
    },
}
"""Things of the matrix by name."""
