"""Somebody has left: what was still open for them is withdrawn, so that nothing waits for ever."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from courses.assignments.actions.moves import Step, move_many
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment
from courses.assignments.queries.facts import in_chunks
from courses.assignments.states import OPEN


@transaction.atomic
def release_leavers(*, council_id: int, by: User | None, at: datetime.datetime) -> int:
    """Withdraw what is asked, paused or waits for re-audit of people whose last day is over.

    Their findings go with it, and nobody looks for their next plans any more. What was learnt stays learnt.
    Returns how many assignments were withdrawn; asked again, nothing changes.
    """
    today = timezone.localdate(at)
    rows = Assignment.objects.filter(
        person__council_id=council_id, person__left_on__lt=today, state__in=(*OPEN, "learnt")
    )
    if not rows.exists():
        return 0
    raise_stamp(council_id=council_id)
    gone = list(rows.order_by("pk").values_list("pk", flat=True))
    for lot in in_chunks(gone):
        held = rows.filter(pk__in=lot).select_related("finding", "person").select_for_update(of=("self",))
        steps = [
            Step(row, "withdraw", f"{row.module_code} withdrawn: the writer has left", today) for row in held
        ]
        move_many(steps, by=by, at=at)
    return len(gone)
