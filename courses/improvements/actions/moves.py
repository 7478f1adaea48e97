"""Moving a shared step along its states, with its line of history."""

from __future__ import annotations

import datetime

from academy.people.models import User
from academy.record.actions import write
from courses.improvements.models import Improvement
from courses.improvements.states import IMPROVEMENT


def lock_improvement(pk: int) -> Improvement:
    """The shared step as it is now, held until the end of the transaction."""
    rows = Improvement.objects.select_related("criterion", "team", "service", "version__rule")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def move(improvement: Improvement, verb: str, *, by: User | None, at: datetime.datetime, words: str) -> None:
    """Move it, save everything and write the record."""
    improvement.state = IMPROVEMENT.after(improvement.state, verb)
    improvement.save()
    write(council=improvement.council_id, by=by, at=at, verb=verb, obj=improvement, words=words[:400])
