"""Cells of both matrices, and what people are asked by whoever leads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from academy.people.models import User
from courses.requirements.models import Ask, Requirement
from tests.factories.courses import module_page
from tests.factories.requirements import AskFactory, AskReasonFactory, RequirementFactory

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")


def _side(things: Any, whose: str) -> Any:
    return things.world.second if whose in ("second", "foreigner") else things.world.home


def _cell(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        council = _side(things, whose).council
        known = Requirement.objects.filter(council=council).first()
        module_page(council, "PM-01" if council == things.world.home.council else "PM-28")
        return {"pk": (known or RequirementFactory(council=council)).pk}

    return make


def _person(things: Any, whose: str) -> User:
    person: User = _side(things, whose).people["coordinator" if whose == "foreigner" else whose]
    return person


def _asked(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _person(things, whose).pk}


def _ask(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        _cell(whose)(things)
        person = _person(things, whose)
        ask = Ask.objects.filter(person=person, state="open").first()
        if ask is None:
            ask = AskFactory(person=person)
            leader = _side(things, whose).people["pdl"]
            AskReasonFactory(ask=ask, by=leader, key=str(leader.pk))
        return {"pk": ask.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"requirement_of_{whose}": _cell(whose) for whose in ("home", "second")},
    **{f"asked_person_of_{whose}": _asked(whose) for whose in OWNERS},
    **{f"ask_of_{whose}": _ask(whose) for whose in OWNERS},
}
"""Things of the matrix by name."""
