"""Making, renewing and switching off the address of one's calendar."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write
from home.calendars.models import CalendarFeed
from home.calendars.rules import check_keeps
from home.calendars.tokens import hash_of, secret_for


@transaction.atomic
def renew_feed(*, by: User, key: uuid.UUID, at: datetime.datetime) -> str:
    """Make an address; the one before it is dead from now on. Returns the secret, this once.

    The same form sent again gives the same address.
    """
    check_keeps(by)
    User.objects.select_for_update().get(pk=by.pk)
    feed = CalendarFeed.objects.filter(person=by).first()
    if feed is not None and feed.key == key:
        return secret_for(person_id=by.pk, turn=feed.turn, key=key)
    turn = feed.turn + 1 if feed else 1
    secret = secret_for(person_id=by.pk, turn=turn, key=key)
    row, _ = CalendarFeed.objects.update_or_create(
        person=by, defaults={"secret_hash": hash_of(secret), "key": key, "turn": turn, "made_at": at}
    )
    said = "Made an address for the calendar"
    if feed is not None:
        said = "Made a new address for the calendar; the old one is dead"
    write(council=by.council_id, by=by, at=at, verb="renew", obj=row, words=said, about=by)
    return secret


@transaction.atomic
def end_feed(*, by: User, at: datetime.datetime) -> None:
    """Switch the address off. Said twice, it is done once."""
    row = CalendarFeed.objects.filter(person=by).first()
    if row is None:
        return
    write(
        council=by.council_id, by=by, at=at, verb="end", obj=row, about=by,
        words="Switched the address of the calendar off",
    )  # fmt: skip
    row.delete()
