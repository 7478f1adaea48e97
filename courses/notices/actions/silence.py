"""A reader ends a kind of message by the link in it, or wants it again."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import User
from courses.notices.kinds import SILENCES
from courses.notices.models import Silence


@transaction.atomic
def end_messages(*, person: User, kind: str, at: datetime.datetime) -> None:
    """End a kind of message. Whoever holds the link may; ended twice is ended."""
    _set(person, kind, wanted=True, at=at)


@transaction.atomic
def resume_messages(*, person: User, kind: str, at: datetime.datetime) -> None:
    """Get them again after all."""
    _set(person, kind, wanted=False, at=at)


def _set(person: User, kind: str, *, wanted: bool, at: datetime.datetime) -> None:
    if kind not in SILENCES:
        raise ValueError(f"Messages of kind {kind} cannot be ended")
    row, made = Silence.objects.get_or_create(
        person=person, kind=kind, defaults={"wanted": wanted, "changed_at": at}
    )
    if not made and row.wanted != wanted:
        row.wanted, row.changed_at = wanted, at
        row.save(update_fields=["wanted", "changed_at"])
