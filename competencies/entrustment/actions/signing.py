"""The second signature."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from competencies.entrustment.actions.proposing import tell_moved
from competencies.entrustment.actions.standing import lock_person, stand
from competencies.entrustment.actions.telling import tell_signed
from competencies.entrustment.models import Entrustment
from competencies.entrustment.rules import check_reason, check_second
from competencies.entrustment.states import ENTRUSTMENT


@transaction.atomic
def countersign(*, entrustment: Entrustment, words: str, by: User, at: datetime.datetime) -> Entrustment:
    """Sign second: the level stands from today. The same person again changes nothing."""
    row = _lock(entrustment)
    if row.state == "stands" and row.second_by_id == by.pk:
        return row
    check_second(entrustment=row, by=by)
    ENTRUSTMENT.after(row.state, "countersign")
    row.second_by, row.second_at, row.second_words = by, at, words.strip()
    stand(row, on=timezone.localdate(at))
    _note(row, "countersign", f"{row.task.code}: level {row.level} signed by a second person", by, at)
    tell_signed(row, at=at)
    tell_moved(council_id=row.person.council_id, person_id=row.person_id, at=at)
    return row


@transaction.atomic
def decline_signature(
    *, entrustment: Entrustment, words: str, by: User, at: datetime.datetime
) -> Entrustment:
    """Do not sign, and say what is still needed. The level that stood goes on standing."""
    row = _lock(entrustment)
    if row.state == "declined" and row.second_by_id == by.pk:
        return row
    check_second(entrustment=row, by=by)
    said = check_reason(words=words, what="Say what is still needed")
    row.state = ENTRUSTMENT.after(row.state, "decline")
    row.second_by, row.second_at, row.second_words = by, at, said
    row.save(update_fields=["state", "second_by", "second_at", "second_words"])
    _note(row, "decline", f"{row.task.code}: level {row.level} not signed. {said}", by, at)
    tell_signed(row, at=at)
    return row


@transaction.atomic
def withdraw_decision(*, entrustment: Entrustment, by: User, at: datetime.datetime) -> Entrustment:
    """Whoever decided takes it back before the second signature."""
    row = _lock(entrustment)
    if row.decided_by_id != by.pk:
        raise Refused("Only whoever made this decision takes it back.", code="who")
    if row.state == "withdrawn":
        return row
    row.state = ENTRUSTMENT.after(row.state, "withdraw")
    row.save(update_fields=["state"])
    _note(row, "withdraw", f"{row.task.code}: level {row.level} taken back before it was signed", by, at)
    return row


def _lock(entrustment: Entrustment) -> Entrustment:
    lock_person(entrustment.person)
    return Entrustment.objects.select_related("person", "task__framework", "decided_by").get(
        pk=entrustment.pk
    )


def _note(row: Entrustment, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(
        council=row.person.council_id, by=by, at=at, verb=verb, obj=row, about=row.person, words=words[:400]
    )
