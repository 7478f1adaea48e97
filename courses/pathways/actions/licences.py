"""Granting, renewing and withdrawing licences, and the letter before one lapses."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.pathways.models import Licence
from courses.pathways.queries.licences import finished_module
from courses.pathways.rules.permits import RENEW_WITHIN, check_grant, check_words
from courses.pathways.states import LICENCE

LICENCE_LAPSES = "licence_lapses"
NOT_ALLOWED = "Only a practice development lead grants and withdraws licences."


def a_year_from(day: datetime.date) -> datetime.date:
    """The last day of a licence that begins on `day`."""
    try:
        same = day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        same = datetime.date(day.year + 1, 3, 1)
    return same - datetime.timedelta(days=1)


@transaction.atomic
def grant_licence(
    *, person: User, kind: Licence.Kind, cites: str, by: User, at: datetime.datetime
) -> Licence:
    """Grant or renew a licence for twelve months, resting it on what `cites` says.

    A renewal begins on the day after the old one ends. Granted twice, the second time is refused.
    """
    if not can(by, "run_pathways", person):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    said = check_words(cites)
    User.objects.select_for_update().filter(pk=person.pk).values_list("pk", flat=True).first()
    today = timezone.localdate(at)
    rows = Licence.objects.filter(person=person, kind=kind, state="granted")
    newest = rows.filter(ends_on__gte=today).order_by("-ends_on").first()
    check_grant(
        kind=kind,
        is_own=person.pk == by.pk,
        finished=finished_module(person=person, kind=kind),
        newest=newest,
        on=today,
    )
    starts = newest.ends_on + datetime.timedelta(days=1) if newest is not None else today
    row = Licence.objects.create(
        person=person,
        kind=kind,
        starts_on=starts,
        ends_on=a_year_from(starts),
        cites=said,
        granted_by=by,
        granted_at=at,
    )
    _note(row, "grant", f"{row.get_kind_display()} licence granted", by, at)
    announce(
        topic=LICENCE_LAPSES,
        key=str(row.pk),
        payload={"licence_id": row.pk},
        council=person.council_id,
        at=at,
        due_at=at_six(row.ends_on - RENEW_WITHIN),
    )
    return row


def at_six(day: datetime.date) -> datetime.datetime:
    """Six in the morning of a day."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(6)))


@transaction.atomic
def withdraw_licence(*, licence: Licence, reason: str, by: User, at: datetime.datetime) -> Licence:
    """End a licence before its time, with a reason that the person reads."""
    if not can(by, "run_pathways", licence):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    said = check_words(reason)
    row = Licence.objects.select_for_update().get(pk=licence.pk)
    row.state = LICENCE.after(row.state, "withdraw")
    row.withdrawn_by, row.withdrawn_on, row.withdrawn_reason = by, timezone.localdate(at), said
    row.save(update_fields=["state", "withdrawn_by", "withdrawn_on", "withdrawn_reason"])
    _note(row, "withdraw", f"{row.get_kind_display()} licence withdrawn: {said}", by, at)
    return row


def _note(row: Licence, verb: str, words: str, by: User, at: datetime.datetime) -> None:
    write(council=by.council_id, by=by, at=at, verb=verb, obj=row, about=row.person_id, words=words[:400])
