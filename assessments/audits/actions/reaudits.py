"""Asking the sample for another look at a writer's plans."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from assessments.audits.models import Reaudit
from assessments.instruments.models import Criterion


@transaction.atomic
def ask_reaudit(
    *,
    writer: User,
    criterion: Criterion,
    plans: int,
    asked_on: datetime.date,
    until: datetime.date,
    source_key: str,
    by: User | None,
    at: datetime.datetime,
) -> Reaudit:
    """Ask that this writer's next `plans` plans until `until` are audited with this criterion among the rest.

    The sample tells the auditor which plans, never which criterion or why. The same source asks once, and
    once more if its first question was closed because an import was superseded.
    """
    wish, made = Reaudit.objects.get_or_create(
        source_key=source_key,
        defaults={
            "writer": writer,
            "criterion": criterion,
            "plans": plans,
            "asked_on": asked_on,
            "until": until,
        },
    )
    if not made and wish.closed_on is not None:
        wish.asked_on, wish.until, wish.closed_on, made = asked_on, until, None, True
        wish.save(update_fields=["asked_on", "until", "closed_on"])
    if made:
        write(
            council=writer.council_id,
            by=by,
            at=at,
            verb="ask",
            obj=wish,
            about=writer,
            words=f"The next {plans} plans are to be looked at, until {until.isoformat()}",
        )
    return wish


@transaction.atomic
def close_reaudits(*, source_keys: Sequence[str], at: datetime.datetime) -> None:
    """These questions are answered or gone: no more plans are picked for them."""
    for start in range(0, len(source_keys), 500):
        open_ones = Reaudit.objects.filter(source_key__in=source_keys[start : start + 500], closed_on=None)
        open_ones.update(closed_on=timezone.localdate(at))
