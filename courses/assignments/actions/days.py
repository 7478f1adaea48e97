"""What the loop does by itself once a day, and how the next day is put into the ledger."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.work.actions import announce
from courses.assignments.actions.absences import follow_absences
from courses.assignments.actions.leavers import release_leavers
from courses.assignments.actions.settling import settle_remedies
from courses.assignments.models import Assignment
from courses.assignments.states import OPEN

HOUR = datetime.time(6, 0)
"""Local time at which a day of the loop begins."""


def plan_next_day(*, council_id: int, at: datetime.datetime) -> None:
    """Put tomorrow's turn into the ledger. Asked twice, it stands there once."""
    day = timezone.localdate(at) + datetime.timedelta(days=1)
    announce(
        topic="loop_day",
        key=f"{council_id}:{day.isoformat()}",
        payload={"council_id": council_id},
        council=council_id,
        at=at,
        due_at=timezone.make_aware(datetime.datetime.combine(day, HOUR)),
    )


@transaction.atomic
def tend_loop(*, council_id: int, at: datetime.datetime) -> None:
    """Let go of leavers, pause and resume with absences, settle what ran out.

    The next day is planned while anything is open.
    """
    release_leavers(council_id=council_id, by=None, at=at)
    follow_absences(council_id=council_id, by=None, at=at)
    settle_remedies(council_id=council_id, by=None, at=at)
    if Assignment.objects.filter(person__council_id=council_id, state__in=(*OPEN, "learnt")).exists():
        plan_next_day(council_id=council_id, at=at)
