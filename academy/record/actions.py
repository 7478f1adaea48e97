"""Writing history, always in the transaction of the change it tells of."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from academy.people.models import Council, User
from academy.record.models import Entry, Look


def write(
    *,
    council: Council | int,
    by: User | None,
    at: datetime.datetime,
    verb: str,
    obj: models.Model | None = None,
    noun: str = "",
    words: str,
    about: User | int | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Add one entry. `words` is a sentence a person can read; `about` is whom it concerns, if anybody.

    Raises RuntimeError outside a transaction: a change without its record, or a record without its
    change, must be impossible.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record.write must run inside the transaction of the change it records")
    entry = Entry(
        council_id=council if isinstance(council, int) else council.pk,
        by=by,
        at=at,
        verb=verb,
        noun=noun or (obj._meta.model_name if obj is not None else "") or "",
        noun_id=str(obj.pk) if obj is not None else "",
        words=words,
        about_id=about if isinstance(about, int) else (about.pk if about is not None else None),
        detail=detail or {},
    )
    entry.save()
    return entry


@dataclass(frozen=True)
class Line:
    """One entry of many that are written together. `about` and `noun_id` are primary keys."""

    verb: str
    noun: str
    words: str
    about: int | None = None
    noun_id: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


def write_many(
    *, council: Council | int, by: User | None, at: datetime.datetime, lines: Iterable[Line]
) -> int:
    """Add many entries at once, in the order given.

    Returns how many. Same rule as `write`: in a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record.write_many must run inside the transaction of the change it records")
    council_id = council if isinstance(council, int) else council.pk
    entries = Entry.objects.bulk_create(
        (
            Entry(
                council_id=council_id,
                by=by,
                at=at,
                verb=line.verb,
                noun=line.noun,
                noun_id=line.noun_id,
                words=line.words[:400],
                about_id=line.about,
                detail=line.detail,
            )
            for line in lines
        ),
        batch_size=1000,
    )
    return len(entries)


def note_look(*, actor: User, person: User | int, what: str, at: datetime.datetime) -> None:
    """Write down that the actor looked at somebody else's record; once a day for each `what`.

    Called by pages that show one person's results to another. Looking at oneself is not noted. It asks
    before it writes, so that looking again takes no lock.
    """
    person_id = person if isinstance(person, int) else person.pk
    if person_id == actor.pk:
        return
    about = {"actor_id": actor.pk, "person_id": person_id, "what": what, "on": timezone.localdate(at)}
    if not Look.objects.filter(**about).exists():
        Look.objects.bulk_create([Look(**about, at=at)], ignore_conflicts=True)
