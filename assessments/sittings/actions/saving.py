"""Keeping answers. Every answer that arrives becomes a row; the newest in time counts.

This path is short on purpose: it is walked with every change that somebody makes on a page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from assessments.questions.kinds import Marked, kind_of
from assessments.sittings.models import LateAnswer, SavedAnswer, Sitting, SittingSlot
from assessments.sittings.rules import check_answerable

LONGEST_LOOK = 30 * 60
"""Nobody looks at one item for longer without doing anything: then they were away."""
NO_SUCH_ITEM = "This paper has no such item."


@dataclass(frozen=True)
class Arrived:
    """An answer as a page sends it: what it had seen when it was written, and from which page it comes."""

    answer: Mapping[str, Any]
    base: int = 0
    tab: str = ""
    flagged: bool | None = None
    seconds: int = 0


@dataclass(frozen=True)
class Kept:
    """What became of it. `late` says in words why it does not count; `overtook` is an answer of another
    page that this one did not know of, by its number."""

    number: int
    at: datetime.datetime
    late: str = ""
    overtook: int | None = None


def save_answer(
    *, sitting_id: int, position: int, arrived: Arrived, by: User, at: datetime.datetime
) -> Kept | None:
    """Keep an answer to one item of one's own sitting; None when there is no such item.

    The same answer again, from whichever page, changes nothing.
    """
    with transaction.atomic():
        slot = _lock(sitting_id, position, by)
        if slot is None:
            return None
        late = _why_late(slot, at)
        counts = _newest(slot, late=True) if late else slot.answer
        flagged = slot.flagged if arrived.flagged is None else arrived.flagged
        if dict(arrived.answer) == counts:
            _keep(slot, flagged, 0 if late else arrived.seconds)
            return Kept(slot.saves, slot.answered_at or at, late)
        row = _write(slot, arrived, late, at)
        if late:
            _put_aside(slot, row)
        slot.saves = row.number
        if not late:
            slot.answer, slot.answered_at = dict(arrived.answer), at
        _keep(slot, flagged, 0 if late else arrived.seconds, saved=True)
        return Kept(row.number, at, late, row.overtook)


def _lock(sitting_id: int, position: int, by: User) -> SittingSlot | None:
    """The item, under the lock of its sitting: a hand-in at the same moment comes wholly before or after.

    The sitting is locked first and alone, as a hand-in does it: whoever locked an item first could wait for
    a hand-in that waits for them.
    """
    sitting = Sitting.objects.select_for_update().filter(pk=sitting_id, person=by).first()
    slot = SittingSlot.objects.defer("shown", "marked").filter(sitting=sitting, position=position).first()
    if sitting is not None and slot is not None:
        slot.sitting = sitting
        return slot
    return None


def _why_late(slot: SittingSlot, at: datetime.datetime) -> str:
    if slot.checked_at is not None:
        return "You have checked this answer, so it stands as it was."
    try:
        check_answerable(slot.sitting, at=at)
    except Refused as refused:
        return refused.words
    return ""


def _newest(slot: SittingSlot, *, late: bool) -> Mapping[str, Any]:
    """The last answer that came too late, or else the one that counts."""
    row = slot.saved.filter(late=late).order_by("-number").first() if slot.saves else None
    return row.answer if row is not None else slot.answer


def _write(slot: SittingSlot, arrived: Arrived, late: str, at: datetime.datetime) -> SavedAnswer:
    """The row; it says so when another page saved in between."""
    base = max(0, min(arrived.base, slot.saves))
    return SavedAnswer.objects.create(
        slot=slot,
        number=slot.saves + 1,
        base=base,
        tab=arrived.tab[:36],
        overtook=None if late or base == slot.saves else _unseen(slot, base, arrived.tab),
        answer=dict(arrived.answer),
        at=at,
        late=bool(late),
    )


def _put_aside(slot: SittingSlot, row: SavedAnswer) -> None:
    """Let somebody decide about an answer that came late, unless its solution had been shown before."""
    if slot.checked_at is None and slot.sitting.terms.get("assessed"):
        LateAnswer.objects.update_or_create(slot=slot, state="waits", defaults={"saved": row})


def _unseen(slot: SittingSlot, base: int, tab: str) -> int | None:
    """The newest answer that another page saved after `base`. One's own page needs no telling."""
    rows = slot.saved.filter(number__gt=base, late=False)
    if tab:
        rows = rows.exclude(tab=tab[:36])
    return rows.order_by("-number").values_list("number", flat=True).first()


def _keep(slot: SittingSlot, flagged: bool, seconds: int, saved: bool = False) -> None:
    """Write the item back if anything about it is new."""
    seconds = max(0, min(seconds, LONGEST_LOOK))
    if saved or seconds or flagged != slot.flagged:
        slot.flagged, slot.seconds = flagged, slot.seconds + seconds
        slot.save(update_fields=["answer", "answered_at", "saves", "flagged", "seconds"])


@transaction.atomic
def bring_back(
    *, sitting_id: int, position: int, number: int, by: User, at: datetime.datetime
) -> Kept | None:
    """Let an earlier answer count again, as a new row; None when there is no such answer."""
    row = SavedAnswer.objects.filter(
        slot__sitting_id=sitting_id, slot__sitting__person=by, slot__position=position, number=number
    ).first()
    if row is None:
        return None
    newest = SittingSlot.objects.values_list("saves", flat=True).get(pk=row.slot_id)
    arrived = Arrived(answer=row.answer, base=newest)
    kept = save_answer(sitting_id=sitting_id, position=position, arrived=arrived, by=by, at=at)
    if kept is not None and kept.late:
        raise Refused(kept.late)
    return kept


@transaction.atomic
def check_answer(*, sitting_id: int, position: int, by: User, at: datetime.datetime) -> SittingSlot:
    """On papers that tell after each answer: mark it now; from here on it stands."""
    slot = _lock(sitting_id, position, by)
    if slot is None or slot.sitting.terms.get("feedback") != "each":
        raise Refused(NO_SUCH_ITEM)
    if slot.checked_at is None:
        check_answerable(slot.sitting, at=at)
        if not slot.answer:
            raise Refused("Answer first, then check it.")
        mark_slot(slot)
        slot.checked_at = at
        slot.save(update_fields=["marked", "points", "of", "checked_at"])
    return slot


def mark_slot(slot: SittingSlot) -> None:
    """Put the machine's marking into a slot. Not saved here."""
    put_marked(slot, kind_of(slot.kind).mark(slot.shown, slot.answer))


def put_marked(slot: SittingSlot, marked: Marked) -> None:
    """Put a marking into a slot. Not saved here."""
    slot.marked = marked.as_row()
    slot.of = marked.of
    slot.points = min(marked.points, marked.of)
