"""Who came to which open session: the rows that every figure here is counted from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from courses.bookings.models import Booking


@dataclass(frozen=True, slots=True)
class Visit:
    """A place that somebody had in a session that was held. `came` None: nobody took the register."""

    organisation: int | None
    person: int
    topic: int
    title: str
    session: int
    on: datetime.date
    came: bool | None


def day_starts(day: datetime.date) -> datetime.datetime:
    """Midnight in London."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def visits_between(*, council_id: int, first: datetime.date, last: datetime.date) -> list[Visit]:
    """Every place in sessions held from one day to another, both included. One query."""
    rows = (
        Booking.objects.filter(
            session__council_id=council_id,
            session__state="held",
            session__starts_at__gte=day_starts(first),
            session__starts_at__lt=day_starts(last + datetime.timedelta(days=1)),
            state="confirmed",
        )
        .annotate(came=F("attendance__came"))
        .values_list(
            "organisation_id",
            "person_id",
            "session__topic_id",
            "session__topic__title",
            "session_id",
            "session__starts_at",
            "came",
        )
    )
    return [
        Visit(organisation, person, topic, title, session, timezone.localdate(starts), came)
        for organisation, person, topic, title, session, starts, came in rows.order_by().iterator(2000)
    ]
