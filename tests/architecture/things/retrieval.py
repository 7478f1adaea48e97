"""Questions that people keep fresh, and a letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.retrieval.models import Nudge
from courses.retrieval.queries import token_of
from tests.factories.retrieval import make_nudge, make_review, make_turn

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _open(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": make_turn(_person(things, name)).pk}


def _answered(things: Any) -> dict[str, Any]:
    return {"pk": make_review(_person(things, "coordinator")).turn_id}


def _letter(things: Any) -> dict[str, Any]:
    person = _person(things, "coordinator")
    nudge = Nudge.objects.filter(person=person).first() or make_nudge(person)
    return {"token": token_of(nudge)}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "answered_of_coordinator": _answered,
    **{f"turn_of_{name}": _open(name) for name in OWNERS},
    "key_of_a_letter": _letter,
    "key_of_no_letter": lambda things: {"token": "made-up"},
}
"""Things of the matrix by name."""
