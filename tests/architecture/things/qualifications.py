"""Registrations for awards of everybody, with a unit each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.records.models import Award
from tests.factories.qualifications import RegistrationFactory
from tests.factories.records import AwardUnitFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _registration(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = _person(things, name)
        award, _ = Award.objects.get_or_create(
            council=person.council,
            code="SEND-Q",
            defaults={"title": "Award", "source": "The centre", "effective_from": "2024-09-01"},
        )
        side = things.world.second if name == "foreigner" else things.world.home
        lead = side.people["pdl"]
        return {"pk": RegistrationFactory(person=person, award=award, registered_by=lead).pk}

    return make


def _unit(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = _person(things, name)
        award = Award.objects.get(council=person.council, code="SEND-Q")
        return {**things.made[f"registration_of_{name}"], "unit": AwardUnitFactory(award=award).pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"registration_of_{name}": _registration(name) for name in OWNERS},
    **{f"unit_of_{name}": _unit(name) for name in OWNERS},
}
"""Things of the matrix by name."""
