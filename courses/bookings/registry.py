"""What parts above tell the pages of bookings: what can be done after a session, and what people said."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from academy.people.models import User


@dataclass(frozen=True)
class Afterwards:
    """One thing to do after a session: say what it was like, take the certificate."""

    words: str
    url: str


@dataclass(frozen=True)
class Said:
    """What those who came said of a topic: how many answered, how many found it useful, chosen words."""

    n: int
    useful: int
    quotes: tuple[str, ...]


AfterTeller = Callable[..., Sequence[Afterwards]]
SaidTeller = Callable[..., Said | None]
AFTER: list[AfterTeller] = []
SAID: list[SaidTeller] = []


def tells_afterwards(teller: AfterTeller) -> None:
    """Register `teller(*, booking_id, actor, at) -> Sequence[Afterwards]`."""
    if teller not in AFTER:
        AFTER.append(teller)


def tells_said(teller: SaidTeller) -> None:
    """Register `teller(*, topic_id) -> Said | None`; the first that knows something is heard."""
    if teller not in SAID:
        SAID.append(teller)


def after_booking(*, booking_id: int, actor: User, at: datetime.datetime) -> tuple[Afterwards, ...]:
    """Everything the actor can do after this session."""
    return tuple(one for tell in AFTER for one in tell(booking_id=booking_id, actor=actor, at=at))


def said_of_topic(*, topic_id: int) -> Said | None:
    """What people said of a topic; None while too few have."""
    return next((found for tell in SAID if (found := tell(topic_id=topic_id))), None)
