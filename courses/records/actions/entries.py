"""Writing down what somebody did themselves, changing it and taking it out.

The entries are the person's own and the history themselves: nothing of them goes into the record that others
see.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.records.models import CpdEntry
from courses.records.queries.live import live_of


@transaction.atomic
def add_entry(*, key: uuid.UUID, entry: Mapping[str, Any], by: User, at: datetime.datetime) -> CpdEntry:
    """Keep an entry of one's own; the same `key` twice is one entry."""
    row, _ = CpdEntry.objects.get_or_create(person=by, key=key, defaults={**entry, "saved_at": at})
    return row


def note_live(*, session_id: int, by: User, at: datetime.datetime) -> CpdEntry:
    """I was there: a live session of one's cohort becomes an entry of one's own, once, with its minutes and
    the competencies of its module. The person can change it and take it out like any other."""
    line = live_of(actor=by, pk=session_id, at=at)
    if line is None:
        raise Refused("Only a live session of your cohort that is over can be put in.", code="gone")
    entry = {
        "kind": CpdEntry.Kind.COURSE,
        "title": f"{line.title}, live session"[:160],
        "on": line.on,
        "minutes": line.minutes,
        "competencies": list(line.competencies),
    }
    return add_entry(key=line.key, entry=entry, by=by, at=at)


@transaction.atomic
def change_entry(*, entry: CpdEntry, words: Mapping[str, Any], by: User, at: datetime.datetime) -> CpdEntry:
    """Write an entry anew."""
    row = _own(entry, by)
    for name, value in words.items():
        setattr(row, name, value)
    row.saved_at = at
    row.save(update_fields=[*words, "saved_at"])
    return row


@transaction.atomic
def delete_entry(*, entry: CpdEntry, by: User) -> None:
    """Take an entry out for good."""
    _own(entry, by).delete()


def _own(entry: CpdEntry, by: User) -> CpdEntry:
    row = CpdEntry.objects.select_for_update().filter(pk=entry.pk, person=by).first()
    if row is None:
        raise Refused("This entry is not there any more. You may have deleted it.", code="gone")
    return row
