"""Secret addresses of calendars: whoever has one reads it, so everybody of the matrix does."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from home.calendars.actions import renew_feed

KEY = uuid.UUID(int=7)


def _feed(name: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        person = things.world.home.people[name]
        return {"secret": renew_feed(by=person, key=KEY, at=timezone.now())}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "feed_of_nobody": lambda things: {"secret": "0" * 64},
    "secret_of_owner": _feed("coordinator"),
    "secret_of_guest": _feed("partner"),
}
"""Things of the matrix by name."""
