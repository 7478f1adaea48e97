"""Lapsing: a decision no longer stands, and says why. It is not lowered; it waits to be renewed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from competencies.entrustment.actions.proposing import tell_moved
from competencies.entrustment.actions.standing import lock_person
from competencies.entrustment.actions.telling import tell_lapsed
from competencies.entrustment.models import Entrustment
from competencies.entrustment.rules import check_decider, check_reason
from competencies.entrustment.states import ENTRUSTMENT


@transaction.atomic
def lapse_entrustment(
    *, entrustment: Entrustment, reason: str, by: User, at: datetime.datetime
) -> Entrustment:
    """A person decides that a level no longer stands until it is looked at again: after audits, say."""
    lock_person(entrustment.person)
    row = Entrustment.objects.select_related("person", "task__framework").get(pk=entrustment.pk)
    if row.state == "lapsed" and row.ended_by_id == by.pk:
        return row
    check_decider(person=row.person, level=row.level, by=by)
    said = check_reason(words=reason)
    end(row, ending=Entrustment.Ending.DECISION, on=timezone.localdate(at), words=said, by=by, at=at)
    tell_lapsed(row, at=at)
    return row


def end(
    row: Entrustment,
    *,
    ending: Entrustment.Ending,
    on: datetime.date,
    words: str,
    by: User | None,
    at: datetime.datetime,
) -> None:
    """Write the end of a decision and its history. In the caller's transaction, with the person locked."""
    row.state = ENTRUSTMENT.after(row.state, "lapse")
    row.ended_on, row.ending, row.ended_words, row.ended_by = on, ending, words[:600], by
    row.save(update_fields=["state", "ended_on", "ending", "ended_words", "ended_by"])
    write(
        council=row.person.council_id, by=by, at=at, verb="lapse", obj=row, about=row.person,
        words=f"{row.task.code}: level {row.level} lapsed. {words}"[:400],
    )  # fmt: skip
    tell_moved(council_id=row.person.council_id, person_id=row.person_id, at=at)
