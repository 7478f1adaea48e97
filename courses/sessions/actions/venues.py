"""Venues: places with words about how to get in and take part."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from courses.sessions.models import Venue
from courses.sessions.rules.planning import check_runs


@transaction.atomic
def add_venue(
    *,
    council: Council,
    name: str,
    address: str,
    area: str,
    access: str,
    key: uuid.UUID,
    by: User | None,
    at: datetime.datetime,
) -> Venue:
    """A venue that can be chosen. Sent twice, it is added once."""
    check_runs(by, council.pk)
    known = Venue.objects.filter(council=council, key=key).first()
    if known is not None:
        return known
    _check_name(council.pk, name)
    venue = Venue.objects.create(
        council=council, name=name, address=address, area=area, access=access, key=key
    )
    write(council=council, by=by, at=at, verb="add", obj=venue, words=f"Added the venue {name}")
    return venue


@transaction.atomic
def change_venue(
    *, venue: Venue, name: str, address: str, area: str, access: str, by: User, at: datetime.datetime
) -> Venue:
    """Other words about it. Sessions that take place there show them at once."""
    check_runs(by, venue.council_id)
    row = Venue.objects.select_for_update().get(pk=venue.pk)
    now = (name, address, area, access)
    if now == (row.name, row.address, row.area, row.access):
        return row
    _check_name(row.council_id, name, but=row.pk)
    row.name, row.address, row.area, row.access = now
    row.save()
    write(council=row.council_id, by=by, at=at, verb="change", obj=row, words=f"Changed the venue {name}")
    return row


def _check_name(council_id: int, name: str, *, but: int | None = None) -> None:
    if Venue.objects.filter(council_id=council_id, name__iexact=name).exclude(pk=but).exists():
        raise Refused("There is a venue of this name. Choose it, or give another name.", code="name")
