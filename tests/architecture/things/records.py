"""What people wrote down themselves, and their certificates."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from tests.architecture.things.cohorts import member_of
from tests.factories.cohorts import LiveSessionFactory
from tests.factories.records import CertificateFactory, CpdEntryFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _entry(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": CpdEntryFactory(person=_person(things, name)).pk}


def _certificate(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": CertificateFactory(person=_person(things, name)).code}


def _badge(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**things.made[f"certificate_of_{name}"], "form": "json"}


def _live(whose: str) -> Callable[[Any], dict[str, Any]]:
    """A live session of the starter of a council that is over."""

    def make(things: Any) -> dict[str, Any]:
        member = member_of(things, whose)
        day = datetime.datetime.combine(member.joins_on, datetime.time(10), tzinfo=datetime.UTC)
        session = LiveSessionFactory(council=member.cohort.council, starts_at=day)
        session.cohorts.add(member.cohort)
        return {"pk": session.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"entry_of_{name}": _entry(name) for name in OWNERS},
    **{f"certificate_of_{name}": _certificate(name) for name in OWNERS},
    **{f"badge_of_{name}": _badge(name) for name in OWNERS},
    "live_of_home": _live("home"),
    "live_of_second": _live("second"),
    "certificate_of_everybody": lambda things: things.made["certificate_of_coordinator"],
    "certificate_of_nobody": lambda things: {"code": "22222-33333-44444-55555-66666"},
}
"""Things of the matrix by name."""
