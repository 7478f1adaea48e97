"""A level that stands for each owner, and one that waits for a second signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from competencies.framework.models import EntrustableTask
from tests.factories.competencies import EntrustableTaskFactory, EntrustmentFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")
STANDS, WAITS = "ET31", "ET32"
"""Codes of tasks that no other thing uses."""


def _side(things: Any, name: str) -> Any:
    return things.world.second if name == "foreigner" else things.world.home


def _task(side: Any, code: str) -> EntrustableTask:
    position = int(code[2:])
    return EntrustableTaskFactory(framework__council=side.council, code=code, title=code, position=position)


def _row(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = _side(things, name)
        row = EntrustmentFactory(
            person=side.people["coordinator" if name == "foreigner" else name],
            task=_task(side, STANDS),
            step="lower",
            support="An hour a week",
            decided_by=side.people["other_manager" if name == "stranger" else "manager"],
        )
        return {"pk": row.pk}

    return make


def _page(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = _side(things, name).people["coordinator" if name == "foreigner" else name]
        return {"pk": person.pk, "code": STANDS}

    return make


def _waiting(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = _side(things, name)
        row = EntrustmentFactory(
            person=side.people["coordinator" if name == "foreigner" else name],
            task=_task(side, WAITS),
            level=4,
            state="waiting",
            decided_by=side.people["manager"],
            second_asked=side.people["pdl"],
            second_by=None,
            second_at=None,
            starts_on=None,
            valid_until=None,
        )
        return {"pk": row.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _name in OWNERS:
    THINGS |= {f"level_row_of_{_name}": _row(_name), f"level_of_{_name}": _page(_name)}
    if _name != "stranger":
        THINGS[f"waiting_level_of_{_name}"] = _waiting(_name)
