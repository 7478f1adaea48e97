"""How full sessions are: places, taken, waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from academy.people.models import User
from courses.sessions.models import Seats, Session
from courses.sessions.rules.wording import MODES

WAITS = Q(bookings__state="waiting")


@dataclass(frozen=True)
class Fill:
    """One way to take part in one session. `kept` are places that are still kept for a group."""

    mode: str
    words: str
    places: int
    taken: int
    waiting: int


def fills_of(session_ids: Iterable[int]) -> dict[int, tuple[Fill, ...]]:
    """Each way to take part in each session, in person first. One query."""
    rows = Seats.objects.filter(session__in=list(session_ids)).annotate(
        waiting=Count("bookings", filter=WAITS)
    )
    found: dict[int, list[Fill]] = {}
    for row in rows.order_by("session_id", "-mode"):
        one = Fill(row.mode, MODES[row.mode], row.places, row.taken, row.waiting)
        found.setdefault(row.session_id, []).append(one)
    return {pk: tuple(fills) for pk, fills in found.items()}


def taken_of(session: Session) -> int:
    """Places of a session that are taken, in all."""
    return session.seats.aggregate(n=Sum("taken"))["n"] or 0


def people_to_tell(session_ids: Iterable[int]) -> int:
    """How many people have, or wait for, a place in any of these, and hear of any change. One query."""
    rows = User.objects.filter(
        bookings__session__in=list(session_ids),
        bookings__state__in=("asked", "confirmed", "waiting", "offered"),
    )
    return rows.distinct().count()
