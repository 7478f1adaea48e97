"""Self-assessments of everybody, handed in and answered once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.competencies import EntrustableTaskFactory
from tests.factories.selfassessment import ManagerAnswerFactory, SelfAnswerFactory, SelfItemFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _item(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = _person(things, name)
        side = things.world.second if name == "foreigner" else things.world.home
        answer = SelfAnswerFactory(item__assessment__person=person)
        ManagerAnswerFactory(answer=answer, by=side.people["manager"])
        other = EntrustableTaskFactory(framework__council=person.council, code="ET02", title="Run a timeline")
        SelfAnswerFactory(item=SelfItemFactory(assessment=answer.item.assessment, task=other))
        return {"pk": answer.item_id}

    return make


def _led(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _person(things, name).pk, "item": things.made[f"self_item_of_{name}"]["pk"]}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"self_item_of_{name}": _item(name) for name in OWNERS},
    **{f"self_led_of_{name}": _led(name) for name in OWNERS},
}
"""Things of the matrix by name."""
