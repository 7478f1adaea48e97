"""What parts above do for sessions: one says why a session exists, one keeps its places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why a session exists, in words that whoever may read the session may read. `url` leads to what asked
    for it, for those who may see that; otherwise it is empty."""

    words: str
    url: str = ""


PlaceSetter = Callable[..., Any]
SETTERS: list[PlaceSetter] = []


def sets_places(setter: PlaceSetter) -> None:
    """Register `setter(*, session, mode, places, by, at)`: the part that keeps bookings, because more places
    are offered to those who wait."""
    SETTERS[:] = [setter]


def set_places(**said: Any) -> None:
    """Another number of places for one way to take part. Refused in words by the part that keeps bookings."""
    for setter in SETTERS:
        setter(**said)


Teller = Callable[..., Reason | None]
TELLERS: list[Teller] = []


def tells_why(teller: Teller) -> None:
    """Register `teller(*, session_id, actor) -> Reason | None`; asked in the order in which they came."""
    if teller not in TELLERS:
        TELLERS.append(teller)


def why_session(*, session_id: int, actor: Any) -> Reason | None:
    """Why the session exists, if a part above asked for it."""
    return next((found for tell in TELLERS if (found := tell(session_id=session_id, actor=actor))), None)
