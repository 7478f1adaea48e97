"""How many places people of an organisation have coming: the pages of organisations below show it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import Count

from courses.bookings.models import Booking
from courses.bookings.states import OPEN


def coming_of_organisation(
    organisation_id: int, person_ids: Sequence[int], at: datetime.datetime
) -> dict[int, int]:
    """By person: places and turns on a waiting list in sessions to come. One query."""
    rows = Booking.objects.filter(
        organisation=organisation_id,
        person__in=list(person_ids),
        state__in=OPEN,
        session__state="open",
        session__starts_at__gt=at,
    )
    return dict(rows.order_by().values_list("person").annotate(count=Count("pk")))
