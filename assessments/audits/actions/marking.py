"""Marking a change by hand, so that charts compute their limits afresh from its day on."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.gate.checking import A_ROLE, check_clean
from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import Team, User
from academy.people.queries import scanner_for
from academy.record.actions import write
from assessments.audits.models import MarkedChange


def mark_change(
    *,
    changed_on: datetime.date,
    words: str,
    criterion_code: str = "",
    team: Team | None = None,
    by: User,
    at: datetime.datetime,
) -> MarkedChange:
    """Mark a change, once however often it is asked. `at` is now: what is still to come cannot be marked."""
    check_may_mark(by)
    said = " ".join(words.split())
    if not said:
        raise Refused("Say what changed.", code="no_words")
    if changed_on > at.date():
        raise Refused("The day of the change is still to come. Mark it when it has happened.", code="future")
    if team is not None and team.council_id != by.council_id:
        raise Refused("That team is not here.", code="not_here")
    check_clean([("What changed", said)], scanner=scanner_for(council=by.council), instead=A_ROLE)
    with transaction.atomic():
        row, made = MarkedChange.objects.get_or_create(
            council=by.council,
            changed_on=changed_on,
            words=said,
            criterion_code=criterion_code,
            team=team,
            taken_back_at=None,
            defaults={"marked_by": by, "marked_at": at},
        )
        if made:
            told = f"Marked a change on charts from {changed_on}"
            write(council=by.council, by=by, at=at, verb="mark change", obj=row, words=told)
    return row


def take_back_change(*, change: MarkedChange, by: User, at: datetime.datetime) -> MarkedChange:
    """Charts no longer compute their limits afresh from it. Twice changes nothing."""
    check_may_mark(by)
    with transaction.atomic():
        row = MarkedChange.objects.select_for_update().get(pk=change.pk)
        if row.council_id != by.council_id:
            raise Refused("That change is not here.", code="not_here")
        if row.taken_back_at is None:
            row.taken_back_at = at
            row.save(update_fields=["taken_back_at"])
            told = f"Took back the change marked on charts from {row.changed_on}"
            write(council=by.council, by=by, at=at, verb="take back change", obj=row, words=told)
    return row


def check_may_mark(actor: User) -> None:
    """Those who keep the rules mark changes."""
    if not can(actor, "mark_change"):
        raise Refused("Practice development leads mark changes.", code="not_yours")
