"""Which function answers which topic. Apps register in their `ready`; nothing imports upwards."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}
LEASES: dict[str, datetime.timedelta] = {}
LEASE = datetime.timedelta(minutes=5)


def answers(topic: str, *, lease: datetime.timedelta = LEASE) -> Callable[[Handler], Handler]:
    """Register `handler(*, payload: dict, at: datetime)` for a topic; one handler a topic.

    `lease` is longer than the job can take: after it, another worker may begin the job again.
    """

    def register(handler: Handler) -> Handler:
        if topic in HANDLERS and HANDLERS[topic] is not handler:
            raise ValueError(f"Two handlers for topic {topic}")
        HANDLERS[topic] = handler
        LEASES[topic] = lease
        return handler

    return register


def lease_of(topic: str) -> datetime.timedelta:
    """How long a worker may hold a job of this topic."""
    return LEASES.get(topic, LEASE)


def handle(topic: str, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Call the handler of a topic. KeyError for a topic that nobody answers."""
    HANDLERS[topic](payload=payload, at=at)


@dataclass(frozen=True)
class Invitation:
    """An entry for the reader's calendar: `file` is iCalendar, `method` REQUEST or CANCEL (RFC 5546)."""

    method: str
    file: bytes


@dataclass(frozen=True)
class Letter:
    """The words of one e-mail to one person. `headers` besides the usual ones: how to end such letters.

    One entry for the calendar is taken in by itself. Several come attached, each a file of its own: a program
    takes in one a letter, and one file holds only what has one identifier (RFC 5546, 3.2.2).
    """

    subject: str
    body: str
    html: str = ""
    calendars: tuple[Invitation, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


Composer = Callable[..., Letter | None]
COMPOSERS: dict[str, Composer] = {}


def composes(template: str) -> Callable[[Composer], Composer]:
    """Register `composer(*, person_id, context) -> Letter | None` for a kind of message; one composer a kind.

    It is asked when the message is sent, so that the words are true then. None: nothing is left to say.
    """

    def register(composer: Composer) -> Composer:
        if template in COMPOSERS and COMPOSERS[template] is not composer:
            raise ValueError(f"Two composers for message {template}")
        COMPOSERS[template] = composer
        return composer

    return register


def compose(template: str, *, person_id: int, context: dict[str, Any]) -> Letter | None:
    """The words of a message as things stand now. KeyError for a kind that nobody composes."""
    return COMPOSERS[template](person_id=person_id, context=context)
