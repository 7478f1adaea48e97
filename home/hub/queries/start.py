"""What a partner finds on top of the hub when they come in: what they have and what waits for them.

What they can book is the rest of the page. As many queries for one booking as for many.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from academy.kit.words import listed, plural
from academy.people.models import User
from courses.bookings.queries import BookingLine, my_bookings
from home.dashboards.queries.guests import GuestAsks, guest_asks
from home.hub.queries.giving import given_by

SHOWN = 3
"""So many of the next sessions; the rest is one click away."""


@dataclass(frozen=True)
class Start:
    """What is offered, what is booked, how much waits, how much they give, and what they are asked for."""

    offered: tuple[BookingLine, ...]
    booked: tuple[BookingLine, ...]
    waiting: int
    giving: int
    asks: GuestAsks

    @property
    def lines(self) -> tuple[BookingLine, ...]:
        """Every offer, and the next sessions."""
        return (*self.offered, *self.booked[:SHOWN])

    @property
    def words(self) -> str:
        """What they have, in a sentence."""
        parts = [
            f"a place in {plural(len(self.booked), 'session')}" if self.booked else "",
            f"{plural(len(self.offered), 'offer')} to answer" if self.offered else "",
            f"{plural(self.waiting, 'turn')} on a waiting list" if self.waiting else "",
        ]
        said = listed([part for part in parts if part])
        return f"You have {said}." if said else "You have booked nothing yet. What you can book is below."


def start_of(*, actor: User, at: datetime.datetime) -> Start:
    """What this partner has and is asked for now."""
    lines = my_bookings(actor, at=at)
    return Start(
        offered=tuple(one for one in lines if one.state == "offered"),
        booked=tuple(one for one in lines if one.state == "confirmed"),
        waiting=sum(one.state == "waiting" for one in lines),
        giving=given_by(actor=actor, at=at).count(),
        asks=guest_asks(actor=actor, on=timezone.localdate(at)),
    )
