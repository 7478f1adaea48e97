"""How full the sessions of a year were, by topic and by month."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from academy.kit.charts import Point
from academy.law.dates import add_months
from academy.people.models import User
from courses.bookings.models import Booking
from courses.sessions.models import Session
from home.outreach.queries.visits import day_starts, visits_between
from home.outreach.rules.filling import FillLine, Held, Place, by_month, by_topic, total_of

MONTHS = 12


@dataclass(frozen=True)
class Filling:
    """The whole page: everything, each topic in the order of the alphabet, each month in order."""

    first: datetime.date
    last: datetime.date
    total: FillLine
    topics: Mapping[str, FillLine]
    months: Mapping[datetime.date, FillLine]

    @property
    def fill_points(self) -> list[Point]:
        """The share of places that were booked, month by month, for the chart."""
        return [
            Point(f"{month:%b %y}", None if line.fill is None else line.fill * 100, line.places)
            for month, line in self.months.items()
        ]


def filling_for(*, actor: User, today: datetime.date) -> Filling:
    """The year until today. Three queries, however many sessions and bookings there are.

    Whoever shows this page asked first whether the actor may see figures (`see_reach`).
    """
    first = add_months(today, -MONTHS)
    held = _held(actor.council_id, first, today)
    places = [
        Place(visit.title, visit.on.replace(day=1), visit.person, False, visit.came)
        for visit in visits_between(council_id=actor.council_id, first=first, last=today)
    ]
    places += _waited(actor.council_id, first, today)
    return Filling(first, today, total_of(held, places), by_topic(held, places), by_month(held, places))


def _held(council_id: int, first: datetime.date, last: datetime.date) -> list[Held]:
    rows = Session.objects.filter(
        council_id=council_id,
        state="held",
        starts_at__gte=day_starts(first),
        starts_at__lt=day_starts(last + datetime.timedelta(days=1)),
    ).annotate(places=Sum("seats__places"))
    return [
        Held(title, timezone.localdate(starts).replace(day=1), places or 0)
        for title, starts, places in rows.order_by().values_list("topic__title", "starts_at", "places")
    ]


def _waited(council_id: int, first: datetime.date, last: datetime.date) -> list[Place]:
    """Those for whom no place came up in time."""
    rows = Booking.objects.filter(
        session__council_id=council_id,
        session__state="held",
        session__starts_at__gte=day_starts(first),
        session__starts_at__lt=day_starts(last + datetime.timedelta(days=1)),
        state="passed_over",
    ).values_list("session__topic__title", "session__starts_at", "person_id")
    return [
        Place(title, timezone.localdate(starts).replace(day=1), person, True, None)
        for title, starts, person in rows.order_by()
    ]
