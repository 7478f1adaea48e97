"""Making a decision stand: the one before it ends on the same day."""

from __future__ import annotations

import datetime

from academy.law.dates import add_months
from academy.people.models import User
from competencies.entrustment.models import Entrustment
from competencies.entrustment.states import ENTRUSTMENT

MONTHS = 24
"""A level lapses after so many months (domain rules, D.1)."""


def lock_person(person: User) -> None:
    """Decisions about one person are made one after the other."""
    User.objects.select_for_update().get(pk=person.pk)


def stand(row: Entrustment, *, on: datetime.date) -> None:
    """From `on`, this is what was decided. In the caller's transaction, with the person locked."""
    before = Entrustment.objects.filter(person=row.person, task_identity=row.task_identity, state="stands")
    for one in before.exclude(pk=row.pk):
        one.state = ENTRUSTMENT.after(one.state, "replace")
        one.ended_on = on
        one.save(update_fields=["state", "ended_on"])
    row.state = "stands"
    row.starts_on, row.valid_until = on, add_months(on, MONTHS)
    row.save()
