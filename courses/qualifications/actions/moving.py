"""The one way in which a registration changes its state."""

from __future__ import annotations

import datetime

from academy.people.models import User
from academy.record.actions import write
from courses.qualifications.models import Registration
from courses.qualifications.states import REGISTRATION


def lock(registration: Registration) -> Registration:
    """The row as it is now, for nobody else to change until the transaction ends."""
    rows = Registration.objects.select_for_update(of=("self",)).select_related("person", "award")
    return rows.get(pk=registration.pk)


def move(row: Registration, verb: str, *, words: str, said: str, by: User, at: datetime.datetime) -> None:
    """Change the state, keep what was said, and write it into the history. In the caller's transaction."""
    row.state = REGISTRATION.after(row.state, verb)
    row.words = said
    row.save(update_fields=["state", "words", "awarded_on"])
    note(row, verb, words, by, at)


def note(row: Registration, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    """One line of history about the person."""
    write(
        council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words[:400]
    )
