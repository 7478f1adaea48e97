"""Rounds of feedback of everybody, closed and open, and the links that need no account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.voices import FeedbackLinkFactory, FeedbackRoundFactory, lay_competencies

OWNERS = ("coordinator", "colleague", "stranger", "foreigner")
CODES = {"of_everybody": "vvvvv-vvvvv-vvvvv-vvvvv", "of_nobody": "nnnnn-nnnnn-nnnnn-nnnnn"}


def _person(things: Any, name: str) -> Any:
    world = things.world
    return world.second.people["coordinator"] if name == "foreigner" else world.home.people[name]


def _closed(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = _person(things, name)
        lay_competencies(person)
        return {"pk": FeedbackRoundFactory(person=person, state="closed", voices=3).pk}

    return make


def _open(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": FeedbackRoundFactory(person=_person(things, name), audience="partners").pk}


def _asked(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _person(things, name).pk, "audience": "families"}


def _link(things: Any) -> dict[str, Any]:
    asked = FeedbackRoundFactory(person=things.world.home.people["senior"])
    FeedbackLinkFactory(round=asked, token=CODES["of_everybody"])
    return {"token": CODES["of_everybody"]}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "link_of_everybody": _link,
    "unknown_link": lambda things: {"token": CODES["of_nobody"]},
}
"""Things of the matrix by name."""
for _name in OWNERS:
    THINGS |= {
        f"voices_of_{_name}": _closed(_name),
        f"open_voices_of_{_name}": _open(_name),
        f"asking_of_{_name}": _asked(_name),
    }
