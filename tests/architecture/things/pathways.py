"""What shortens people's paths: requests, exemptions, paths and licences of everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.pathways import (
    ExemptionFactory,
    LicenceFactory,
    PathModuleFactory,
    PriorLearningFactory,
    UpskillingPathFactory,
)

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _lead(things: Any, name: str) -> Any:
    side = things.world.second if name == "foreigner" else things.world.home
    return side.people["pdl"]


def _request(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": PriorLearningFactory(person=_person(things, name)).pk}


def _exemption(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": ExemptionFactory(person=_person(things, name)).pk}


def _path(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        path = UpskillingPathFactory(person=_person(things, name), put_on_by=_lead(things, name))
        PathModuleFactory(path=path)
        return {"pk": path.pk}

    return make


def _licence(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {
        "pk": LicenceFactory(person=_person(things, name), granted_by=_lead(things, name)).pk
    }


def _kind(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _person(things, name).pk, "kind": "buddy"}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _name in OWNERS:
    THINGS |= {
        f"prior_learning_of_{_name}": _request(_name),
        f"exemption_of_{_name}": _exemption(_name),
        f"path_of_{_name}": _path(_name),
        f"licence_of_{_name}": _licence(_name),
        f"grant_of_{_name}": _kind(_name),
    }
