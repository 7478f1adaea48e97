"""A writer queried a grade: what rests on it waits for the panel, and goes on when it has answered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.people.models import User
from courses.assignments.actions.absences import away_on, resume
from courses.assignments.actions.moves import lock_assignment, move
from courses.assignments.models import Assignment
from courses.assignments.queries.queried import rests_on_query
from courses.assignments.states import OPEN


@transaction.atomic
def follow_queries(*, audit_ids: Sequence[int], by: User | None, at: datetime.datetime) -> tuple[int, int]:
    """Pause what rests on a queried grade of these audits, and resume what rests on none any more.

    The days of waiting are not taken off anybody's time. What waits for a decision on its cause, or for the
    writer to be back, is not resumed. Told twice, nothing more happens. Returns how many were paused and
    resumed.
    """
    today = timezone.localdate(at)
    resting = Assignment.objects.filter(
        Q(finding__audit__in=audit_ids) | Q(trigger_rows__audit__in=audit_ids), state__in=OPEN
    )
    rows = list(
        resting.annotate(queried=rests_on_query(), away=away_on(today))
        .values_list("pk", "state", "claimed_cause", "queried", "away")
        .distinct()
        .order_by("pk")
    )
    to_pause = [pk for pk, state, _, queried, _ in rows if state == "asked" and queried]
    to_resume = [
        pk for pk, state, cause, queried, away in rows if state == "paused" and not (cause or queried or away)
    ]
    for pk in to_pause:
        row = lock_assignment(pk)
        row.paused_on = today
        words = f"{row.module_code} waits: the writer queried a grade, and a panel looks at it"
        move(row, "pause", by=by, at=at, words=words)
    for pk in to_resume:
        resume(lock_assignment(pk), by=by, at=at)
    return len(to_pause), len(to_resume)
