"""What a change of law does to levels: they lapse on its day, and wait to be renewed."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.words import day_month_year
from academy.law.pack import current_pack
from academy.work.actions import announce
from competencies.entrustment.actions import lapse_for_law
from courses.currency.models import LawChange
from courses.currency.rules import related_keys

TOPIC = "law_changes_today"


def lapse_or_wait(*, change: LawChange, at: datetime.datetime) -> int:
    """Lapse what rests on this law, or leave word in the ledger for the day of the change.

    In the caller's transaction. Returns how many levels lapsed now.
    """
    if change.changed_on <= timezone.localdate(at):
        return lapse_levels(change_id=change.pk, at=at)
    announce(
        topic=TOPIC,
        key=str(change.pk),
        payload={"change_id": change.pk},
        council=change.council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(change.changed_on, datetime.time.min)),
    )
    return 0


@transaction.atomic
def lapse_levels(*, change_id: int, at: datetime.datetime) -> int:
    """End the levels that were decided under the law as it was. Returns how many; a repeat ends none."""
    change = LawChange.objects.get(pk=change_id)
    pack = current_pack()
    held = pack.reference(change.reference)
    return lapse_for_law(
        council_id=change.council_id,
        keys=related_keys(pack=pack, key=change.reference),
        on=change.changed_on,
        words=f"The law changed on {day_month_year(change.changed_on)}: {held.citation}. {change.what}",
        at=at,
    )
