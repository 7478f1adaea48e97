"""Which function answers which topic. Apps register in their `ready`; nothing imports upwards."""

import datetime
from collections.abc import Callable
from typing import Any

Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}


def answers(topic: str) -> Callable[[Handler], Handler]:
    """Register `handler(*, payload: dict, at: datetime)` for a topic; one handler a topic."""

    def register(handler: Handler) -> Handler:
        if topic in HANDLERS and HANDLERS[topic] is not handler:
            raise ValueError(f"Two handlers for topic {topic}")
        HANDLERS[topic] = handler
        return handler

    return register


def handle(topic: str, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Call the handler of a topic. KeyError for a topic that nobody answers."""
    HANDLERS[topic](payload=payload, at=at)
