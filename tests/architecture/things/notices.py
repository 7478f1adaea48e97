"""Kinds of message, and links that end them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.notices.queries.words import token_of


def _link(things: Any) -> dict[str, Any]:
    person = things.world.home.people["coordinator"]
    return {"token": token_of(person_id=person.pk, kind="new_dates")}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "message_booked": lambda things: {"code": "booking_booked"},
    "message_unknown": lambda things: {"code": "nothing"},
    "silence_link": _link,
    "silence_forged": lambda things: {"token": "forged"},
}
"""Things of the matrix by name."""
