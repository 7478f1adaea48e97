"""Opening a concluded audit again, and leaving it as it was after all."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from academy.people.models import User
from academy.record.actions import write
from assessments.auditing.actions.marking import lock_allocation
from assessments.auditing.models import Allocation, Amendment, AuditorMark
from assessments.auditing.rules.marking import check_amend, check_leave
from assessments.auditing.states import ALLOCATION

WORDS = ("strengths", "improvements", "action", "own_overall", "own_reason")
MARK = ("criterion_id", "grade", "not_applicable", "cause", "words")


@transaction.atomic
def amend_allocation(*, allocation_id: int, reason: str, by: User, at: datetime.datetime) -> Allocation:
    """Open a concluded audit again, with a reason. What stands goes on standing until it is concluded anew.

    Pressed twice, it is opened once.
    """
    allocation = lock_allocation(allocation_id, by)
    if Amendment.objects.filter(allocation=allocation, ended_at=None).exists():
        return allocation
    check_amend(allocation, by=by, on=timezone.localdate(at))
    Amendment.objects.create(allocation=allocation, reason=reason, before=_standing(allocation), begun_at=at)
    allocation.state = ALLOCATION.after(allocation.state, "amend")
    allocation.save(update_fields=["state"])
    _record(allocation, "amend", "opened again", by, at)
    return allocation


@transaction.atomic
def leave_amendment(*, allocation_id: int, by: User, at: datetime.datetime) -> Allocation:
    """Put everything back as it was concluded."""
    allocation = lock_allocation(allocation_id, by)
    amendment = check_leave(Amendment.objects.filter(allocation=allocation, ended_at=None).first())
    for name in WORDS:
        setattr(allocation, name, amendment.before[name])
    allocation.state = ALLOCATION.after(allocation.state, "conclude")
    allocation.save(update_fields=["state", *WORDS])
    AuditorMark.objects.filter(allocation=allocation).delete()
    AuditorMark.objects.bulk_create(
        AuditorMark(allocation=allocation, saved_at=at, **dict(zip(MARK, row, strict=True)))
        for row in amendment.before["marks"]
    )
    amendment.ended_at = at
    amendment.save(update_fields=["ended_at"])
    _record(allocation, "leave", "left as it was", by, at)
    return allocation


def _standing(allocation: Allocation) -> dict[str, Any]:
    rows = AuditorMark.objects.filter(allocation=allocation).order_by("pk")
    return {
        **{name: getattr(allocation, name) for name in WORDS},
        "marks": [list(row) for row in rows.values_list(*MARK)],
    }


def _record(allocation: Allocation, verb: str, what: str, by: User, at: datetime.datetime) -> None:
    write(
        council=allocation.council_id,
        by=by,
        at=at,
        verb=verb,
        obj=allocation,
        about=by,
        words=f"The audit of plan {allocation.plan.plan_ref} was {what}",
    )
