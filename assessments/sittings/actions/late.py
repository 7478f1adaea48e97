"""What a named person decides about an answer that came too late."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from academy.record.actions import write
from assessments.sittings.actions.closing import MARKED, put_empty, settle
from assessments.sittings.actions.saving import mark_slot
from assessments.sittings.models import Judgement, LateAnswer, Sitting, SittingSlot
from assessments.sittings.queries.past import passed_by
from assessments.sittings.rules import check_late
from assessments.sittings.states import LATE, SITTING

NOT_ALLOWED = "Only those who set papers or run marking may do this."
NO_REASON = "Say why, in a sentence: the person reads it."
ENDS = {"count": "counted", "leave": "left"}


@transaction.atomic
def count_late_answer(*, late: LateAnswer, reason: str, by: User, at: datetime.datetime) -> LateAnswer:
    """Let it take the place of the answer that was there in time; the result is worked out again.

    Pressed twice, it counts once. What no machine can judge goes to the markers first.
    """
    row, sitting, decided = _decide(late, "count", reason, by, at)
    if not decided:
        return row
    slot = SittingSlot.objects.get(pk=row.slot_id)
    slot.answer, slot.answered_at = row.saved.answer, row.saved.at
    mark_slot(slot)
    put_empty(slot)
    slot.save(update_fields=["answer", "answered_at", *MARKED])
    _ask_marker(slot, at)
    if Judgement.objects.filter(slot__sitting=sitting, judged_at__isnull=True).exists():
        if sitting.state == "marked":
            sitting.state = SITTING.after(sitting.state, "mark_late")
            sitting.save(update_fields=["state"])
    else:
        verb = "count_late" if sitting.state == "marked" else "settle"
        settle(sitting, list(sitting.slots.all()), by, at, verb)
    return row


@transaction.atomic
def leave_late_answer(*, late: LateAnswer, reason: str, by: User, at: datetime.datetime) -> LateAnswer:
    """Let the answer that was there in time stand. Pressed twice, it is decided once."""
    return _decide(late, "leave", reason, by, at)[0]


def _decide(
    late: LateAnswer, verb: str, reason: str, by: User, at: datetime.datetime
) -> tuple[LateAnswer, Sitting, bool]:
    """Keep the decision, under the lock of the sitting; whether it was taken now."""
    row = LateAnswer.objects.select_related("slot__sitting__person", "saved").get(pk=late.pk)
    if not can(by, "decide_late", row):
        raise Refused(NOT_ALLOWED, code="not_allowed")
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("paper", "person")
    sitting = rows.get(pk=row.slot.sitting_id)
    row.refresh_from_db(fields=["state", "saved", "decided_at", "decided_by", "reason"])
    if row.state == ENDS[verb]:
        return row, sitting, False
    check_late(sitting, decider_id=by.pk, passed=passed_by(sitting))
    if not reason.strip():
        raise Refused(NO_REASON, code="reason")
    row.state = LATE.after(row.state, verb)
    row.reason, row.decided_by, row.decided_at = reason.strip(), by, at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    said = "Let an answer count" if verb == "count" else "Did not let an answer count"
    write(
        council=by.council_id, by=by, at=at, verb=verb, obj=row,
        words=f"{said} that came late in {sitting.paper.title} ({sitting.paper.code})"[:400],
    )  # fmt: skip
    return row, sitting, True


def _ask_marker(slot: SittingSlot, at: datetime.datetime) -> None:
    """The answer is another one now: what was said of the one before it no longer holds."""
    Judgement.objects.filter(slot=slot).delete()
    if slot.marked["for_person"]:
        Judgement.objects.create(slot=slot, waits_since=at)
