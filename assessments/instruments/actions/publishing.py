"""Publishing a version from a day on, taking it back before that day, and retiring the one before."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.instruments.actions.drafting import check_sound, lock_version
from assessments.instruments.models import Instrument
from assessments.instruments.queries.versions import draft_of, newest_of
from assessments.instruments.rules.permits import check_keep, check_second
from assessments.instruments.states import INSTRUMENT

TOPIC = "instrument_takes_effect"


@transaction.atomic
def publish_version(
    *, instrument: Instrument, effective_from: datetime.date, by: User, at: datetime.datetime
) -> Instrument:
    """A second person publishes a version; work done from `effective_from` on is audited with it.

    Until then the version before stays in force, and retires on that day by the ledger. Nothing depends on
    that step: which version is in force is asked of the dates.
    """
    now = lock_version(instrument)
    check_second(instrument=now, by=by)
    state = INSTRUMENT.after(now.state, "publish")
    check_sound(now)
    before = newest_of(council_id=now.council_id, code=now.code)
    check_day(effective_from, before=before, today=timezone.localdate(at))
    now.state, now.effective_from, now.published_by = state, effective_from, by
    now.save(update_fields=["state", "effective_from", "published_by"])
    words = f"{now} published, in force from {day_month_year(effective_from)}: {now.what_changed}"[:400]
    write(
        council=now.council, by=by, at=at, verb="publish", obj=now, words=words,
        detail={"before": before.pk if before else None, "from": effective_from.isoformat()},
    )  # fmt: skip
    begins = timezone.make_aware(datetime.datetime.combine(effective_from, datetime.time(0, 1)))
    announce(
        topic=TOPIC,
        key=f"{now.pk}:{effective_from.isoformat()}",
        payload={"instrument_id": now.pk},
        at=at,
        council=now.council,
        due_at=max(begins, at),
    )
    return now


def check_day(day: datetime.date, *, before: Instrument | None, today: datetime.date) -> None:
    """A version begins today or later, and after the one before. Raises Refused in words."""
    if day < today:
        raise Refused("Choose today or a later day: what was audited before stays as it is.", code="day")
    if before is not None and before.effective_from is not None and day <= before.effective_from:
        began = day_month_year(before.effective_from)
        raise Refused(f"Version {before.version} begins on {began}. Choose a later day.", code="day")


@transaction.atomic
def take_back_version(*, instrument: Instrument, by: User, at: datetime.datetime) -> Instrument:
    """Take a published version back to writing before its first day has come."""
    now = lock_version(instrument)
    check_keep(council_id=now.council_id, by=by)
    state = INSTRUMENT.after(now.state, "take back")
    if now.effective_from is None or now.effective_from <= timezone.localdate(at):
        raise Refused("It is in force already. Write a new version instead.", code="in_force")
    newest = newest_of(council_id=now.council_id, code=now.code)
    if newest is None or newest.pk != now.pk or now.audits.exists():
        raise Refused("Something rests on this version already. Write a new one instead.", code="used")
    if draft_of(council_id=now.council_id, code=now.code) is not None:
        raise Refused("Another version is being written. Send it or give it up first.", code="draft")
    now.state, now.effective_from, now.published_by, now.sent_by = state, None, None, None
    now.save(update_fields=["state", "effective_from", "published_by", "sent_by"])
    write(council=now.council, by=by, at=at, verb="take back", obj=now, words=f"{now} taken back to writing")
    return now


@transaction.atomic
def retire_overtaken(*, instrument_id: int, at: datetime.datetime) -> int:
    """The first day of a version has come: those before it retire. Asked again, or of a version that was
    taken back, it changes nothing. Gives how many retired."""
    today = timezone.localdate(at)
    now = Instrument.objects.filter(pk=instrument_id, state="published", effective_from__lte=today).first()
    if now is None:
        return 0
    rows = Instrument.objects.select_for_update().filter(
        council_id=now.council_id,
        code=now.code,
        state__in=INSTRUMENT.starts("retire"),
        effective_from__lt=now.effective_from,
    )
    overtaken = list(rows)
    for row in overtaken:
        row.state = INSTRUMENT.after(row.state, "retire")
        row.save(update_fields=["state"])
        words = f"{row} retired: {now} is in force"
        write(council=now.council_id, by=None, at=at, verb="retire", obj=row, words=words)
    return len(overtaken)
