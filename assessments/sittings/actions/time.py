"""Extra time for one person."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.sittings.actions.starting import due_at, watch
from assessments.sittings.models import ExtraTime, Sitting
from assessments.sittings.queries.past import extra_per_cent

NOT_ALLOWED = "Only those who set papers or keep the list of staff may do this."
MOST = 200


def give_time(
    *,
    person: User,
    per_cent: int,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    by: User,
    at: datetime.datetime,
) -> ExtraTime:
    """Give somebody more time from a day on; papers that they are sitting get it at once."""
    if not can(by, "grant_time") or person.council_id != by.council_id:
        raise Refused(NOT_ALLOWED, code="not_allowed")
    if not 1 <= per_cent <= MOST:
        raise Refused(f"Extra time is between 1 and {MOST} per cent.")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("The last day is before the first.")
    try:
        with transaction.atomic():
            row = ExtraTime.objects.create(
                person=person, per_cent=per_cent, starts_on=starts_on, ends_on=ends_on, granted_by=by
            )
            _note(row, "give", f"Extra time of {per_cent}% from {day_month_year(starts_on)}", by, at)
            _stretch(person, at)
    except IntegrityError:
        raise Refused("There is extra time from that day already. End it, or choose another day.") from None
    return row


@transaction.atomic
def end_time(*, row: ExtraTime, by: User, at: datetime.datetime) -> ExtraTime:
    """Today is its last day. What somebody is sitting keeps its time."""
    if not can(by, "grant_time", row):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    today = timezone.localdate(at)
    held = ExtraTime.objects.select_for_update().get(pk=row.pk)
    if held.ends_on is not None and held.ends_on <= today:
        return held
    held.ends_on = max(today, held.starts_on)
    held.save(update_fields=["ends_on"])
    _note(held, "end", f"Extra time ends on {day_month_year(held.ends_on)}", by, at)
    return held


def _note(row: ExtraTime, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    """History without a name: whoever reads a person's history need not know of their arrangements."""
    write(council=row.person.council_id, by=by, at=at, verb=verb, obj=row, words=words)


def _stretch(person: User, at: datetime.datetime) -> None:
    """Open sittings with a time limit end later."""
    extra = extra_per_cent(person_id=person.pk, at=at)
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("paper", "person")
    for sitting in rows.filter(person=person, state="open", due_at__gt=at):
        if extra <= sitting.terms.get("extra_per_cent", 0):
            continue
        sitting.terms = {**sitting.terms, "extra_per_cent": extra}
        sitting.due_at = due_at(
            started_at=sitting.started_at,
            minutes=sitting.terms["minutes"],
            extra=extra,
            closes_at=sitting.paper.closes_at,
        )
        sitting.save(update_fields=["terms", "due_at"])
        watch(sitting=sitting, at=at)
