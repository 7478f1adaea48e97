"""Writing down how many plans people hold: from the list of staff, or as their manager types it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.access import people_led_by
from academy.people.models import User
from academy.record.actions import Line, write_many
from academy.staffing.models import MOST_PLANS, Caseload
from academy.staffing.queries import caseloads_on

BATCH = 500


def store_caseloads(rows: Iterable[tuple[int, datetime.date, int]]) -> None:
    """Person, day and number of plans, in bulk. Said again for the same day, the last word counts."""
    Caseload.objects.bulk_create(
        [Caseload(person_id=person, on=on, plans=plans) for person, on, plans in rows],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "on"],
        update_fields=["plans"],
    )


@transaction.atomic
def keep_caseloads(*, plans: Mapping[int, int], by: User, at: datetime.datetime) -> int:
    """Write down, for people whom `by` leads, how many plans each holds today. Returns how many are new.

    The same number again changes nothing. Refuses numbers that cannot be, and people whom `by` does not lead.
    """
    if any(not 0 <= count <= MOST_PLANS for count in plans.values()):
        raise Refused(f"A caseload is a whole number from 0 to {MOST_PLANS}.", code="plans")
    if not set(plans) <= set(people_led_by(by)):
        raise Refused("You write down the caseloads of people you lead.", code="who")
    today = timezone.localdate(at)
    known = caseloads_on(person_ids=plans, on=today)
    new = {
        person: count
        for person, count in plans.items()
        if person not in known or known[person].plans != count
    }
    store_caseloads([(person, today, count) for person, count in new.items()])
    lines = [
        Line("count", "caseload", f"Holds {plural(count, 'plan')}", about=person)
        for person, count in new.items()
    ]
    write_many(council=by.council_id, by=by, at=at, lines=lines)
    return len(new)
