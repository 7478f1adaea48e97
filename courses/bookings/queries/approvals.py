"""What waits for a manager's yes."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.people.access import can, people_led_by, visible
from academy.people.models import User
from courses.bookings.models import Booking
from courses.bookings.states import OPEN
from courses.sessions.rules.wording import say_when


@dataclass(frozen=True)
class Asked:
    """Somebody of the manager's people who asks for a place. `clashes` are other bookings at that time."""

    id: int
    who: str
    topic: str
    summary: str
    when: str
    mode_words: str
    made_at: datetime.datetime
    clashes: tuple[str, ...]


def _waiting(actor: User, at: datetime.datetime) -> QuerySet[Booking]:
    rows = visible(actor, Booking).filter(state="asked", session__starts_at__gt=at)
    return rows.filter(person__in=people_led_by(actor)).exclude(person=actor)


def asked_of(*, actor: User, at: datetime.datetime) -> list[Asked]:
    """Who asks the actor, the soonest session first. Two queries and those for who may."""
    if not can(actor, "approve_booking"):
        return []
    rows = list(
        _waiting(actor, at).select_related("session__topic", "person").order_by("session__starts_at", "pk")
    )
    others: dict[int, list[Booking]] = defaultdict(list)
    held = Booking.objects.filter(person__in={row.person_id for row in rows}, state__in=OPEN)
    for one in held.filter(session__ends_at__gt=at).select_related("session__topic"):
        others[one.person_id].append(one)
    return [_asked(row, others[row.person_id]) for row in rows]


def count_asked(*, actor: User, at: datetime.datetime) -> int:
    """How many wait for the actor's answer."""
    return _waiting(actor, at).count() if can(actor, "approve_booking") else 0


def _asked(row: Booking, others: Sequence[Booking]) -> Asked:
    session = row.session
    return Asked(
        id=row.pk,
        who=row.person.get_full_name(),
        topic=session.topic.title,
        summary=session.topic.summary,
        when=say_when(session.starts_at, session.ends_at),
        mode_words=row.get_mode_display(),
        made_at=row.made_at,
        clashes=tuple(
            f"“{one.session.topic.title}”, {say_when(one.session.starts_at, one.session.ends_at)}"
            for one in others
            if one.pk != row.pk
            and one.session.starts_at < session.ends_at
            and one.session.ends_at > session.starts_at
        ),
    )
