"""Saving an auditor's form as they go, one section at a time, from a page with a script or without one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import clock
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.auditing.models import Allocation, AuditorMark, SectionSave
from assessments.auditing.rules.marking import CLOSING, NOT_YOURS, Given, check_fill
from assessments.auditing.states import ALLOCATION
from assessments.audits.arithmetic import OTHER_PERSON
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, criteria_of

OTHER_CHILD = "other_child_in_plan"
"""Topic of the ledger: an auditor found another child's information in a plan."""


@dataclass(frozen=True)
class Sent:
    """From which page something was sent. `seen`: the save that page was drawn after; `tab` and `turn`: a
    random word of the page and its how manieth sending, where a script sends it."""

    seen: int = 0
    tab: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Closing:
    """The last section: words for the writer, and another overall grade where the auditor differs."""

    strengths: str = ""
    improvements: str = ""
    action: str = ""
    own_overall: int | None = None
    own_reason: str = ""


class Newer(Refused):
    """Something newer is stored than what was sent."""


def lock_allocation(pk: int, by: User) -> Allocation:
    """The allocation as it stands, held until the transaction ends. Refused when it is another's."""
    rows = Allocation.objects.select_for_update(of=("self",)).select_related("plan", "instrument", "audit")
    allocation = rows.filter(pk=pk, auditor=by).first()
    if allocation is None:
        raise Refused(NOT_YOURS, code="not_yours")
    return allocation


@transaction.atomic
def save_marks(
    *,
    allocation_id: int,
    section: str,
    given: Mapping[str, Given],
    sent: Sent,
    by: User,
    at: datetime.datetime,
) -> SectionSave:
    """Keep what an auditor gave in one section, by criterion code. The same again changes nothing.

    Raises Newer when another page saved something else since, or this page something later.
    """
    allocation = lock_allocation(allocation_id, by)
    check_fill(allocation, by=by, on=timezone.localdate(at))
    criteria = {
        one.code: one for one in criteria_of(instrument=allocation.instrument).filter(section=section)
    }
    stored = {mark.criterion_id: mark for mark in AuditorMark.objects.filter(allocation=allocation)}
    rows = [
        _row(allocation, criteria[code], one, at)
        for code, one in given.items()
        if code in criteria and _differs(stored.get(criteria[code].pk), one)
    ]
    save = _counted(allocation, section, sent, at, changed=bool(rows))
    if rows:
        AuditorMark.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["allocation", "criterion"],
            update_fields=["grade", "not_applicable", "cause", "words", "saved_at"],
        )
        _start(allocation, by, at)
        _tell_of_other_child(allocation, given, at)
    return save


def _row(allocation: Allocation, criterion: Criterion, one: Given, at: datetime.datetime) -> AuditorMark:
    return AuditorMark(
        allocation=allocation,
        criterion=criterion,
        grade=None if one.not_applicable else one.grade,
        not_applicable=one.not_applicable,
        cause=one.cause if one.is_low else "",
        words=one.words,
        saved_at=at,
    )


def _differs(mark: AuditorMark | None, one: Given) -> bool:
    if mark is None:
        return one != Given()
    cause = one.cause if one.is_low else ""
    return (mark.grade, mark.not_applicable, mark.cause, mark.words) != (
        None if one.not_applicable else one.grade,
        one.not_applicable,
        cause,
        one.words,
    )


def _counted(
    allocation: Allocation, section: str, sent: Sent, at: datetime.datetime, *, changed: bool
) -> SectionSave:
    """The count of savings of a section, one further if something changes. Under the lock of the form."""
    save = SectionSave.objects.filter(allocation=allocation, section=section).first()
    save = save or SectionSave(allocation=allocation, section=section, saved_at=at)
    if not changed:
        return save
    own = bool(sent.tab) and sent.tab == save.tab
    if own and sent.turn <= save.turn:
        raise Newer(
            f"This was sent before what you saved at {clock(save.saved_at)}, and came later. The later one "
            "stands.",
            code="older",
        )
    if not own and sent.seen != save.number:
        raise Newer(
            f"This section was saved at {clock(save.saved_at)} in another tab or on another device, after "
            "you opened it here. Nothing is lost: what you gave is still on this page. Save again with the "
            "button to put it in place of the other.",
            code="newer",
        )
    save.number, save.tab, save.turn, save.saved_at = save.number + 1, sent.tab[:36], sent.turn, at
    save.save()
    return save


def _start(allocation: Allocation, by: User, at: datetime.datetime) -> None:
    if allocation.state != "asked":
        return
    allocation.state, allocation.started_at = ALLOCATION.after(allocation.state, "start"), at
    allocation.save(update_fields=["state", "started_at"])
    write(
        council=allocation.council_id,
        by=by,
        at=at,
        verb="start",
        obj=allocation,
        about=by,
        words=f"The audit of plan {allocation.plan.plan_ref} was started",
    )


def _tell_of_other_child(allocation: Allocation, given: Mapping[str, Given], at: datetime.datetime) -> None:
    """Another child's information: whoever keeps the sample hears of it, once, and not what it was."""
    found = given.get(OTHER_PERSON)
    if allocation.instrument.code == PLAN_AUDIT and found is not None and found.grade == 1:
        announce(
            topic=OTHER_CHILD,
            key=str(allocation.pk),
            payload={"allocation_id": allocation.pk},
            council=allocation.council_id,
            at=at,
        )


@transaction.atomic
def save_closing(
    *, allocation_id: int, said: Closing, sent: Sent, by: User, at: datetime.datetime
) -> SectionSave:
    """Keep the words for the writer, and the auditor's own overall grade with its reason."""
    allocation = lock_allocation(allocation_id, by)
    check_fill(allocation, by=by, on=timezone.localdate(at))
    names = ("strengths", "improvements", "action", "own_overall", "own_reason")
    changed = any(getattr(allocation, name) != getattr(said, name) for name in names)
    save = _counted(allocation, CLOSING, sent, at, changed=changed)
    if changed:
        for name in names:
            setattr(allocation, name, getattr(said, name))
        allocation.save(update_fields=list(names))
        _start(allocation, by, at)
    return save
