"""Concluding an audit done here, once: its marks are locked and, where it counts, an audit is written."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from django.db import transaction
from django.utils import timezone

from academy.people.models import Council, Post, User
from academy.record.actions import write
from academy.work.actions import announce
from assessments.auditing.actions.marking import lock_allocation
from assessments.auditing.models import Allocation, Amendment, AuditorMark, ListedPlan
from assessments.auditing.rules.marking import (
    MARKS_ALONE,
    Given,
    check_conclude,
    gaps_in,
    given_of,
    marks_of,
    presumed,
)
from assessments.auditing.states import ALLOCATION
from assessments.audits.actions.storing import Sheaf, store_audits
from assessments.audits.arithmetic import overall_grade, section_grades
from assessments.audits.models import Audit, Finding
from assessments.instruments.models import Criterion
from assessments.instruments.queries import criteria_of

HERE = "here"
"""The layout of audits that were done in the academy."""
AUDIT_COLUMNS = {
    "writer": "Int64",
    "auditor": "Int64",
    "team": "Int64",
    "overall": "Int64",
}
WORDS = {
    "strengths": "What is strong",
    "improvements": "What would improve it",
    "action": "One thing to do next",
    "own_reason": "Why the overall grade differs from the arithmetic",
}


@transaction.atomic
def conclude_allocation(*, allocation_id: int, by: User, at: datetime.datetime) -> Allocation:
    """Lock the marks and, unless it is a second look, write the audit. Pressed again, nothing changes.

    The audit goes the way of every audit that is brought in, so the loop answers it in the same way. After an
    amendment it is the next version of the same audit.
    """
    allocation = lock_allocation(allocation_id, by)
    if allocation.state == "concluded":
        return allocation
    criteria = list(criteria_of(instrument=allocation.instrument))
    marks = {mark.criterion_id: mark for mark in AuditorMark.objects.filter(allocation=allocation)}
    given = {pk: given_of(mark) for pk, mark in marks.items()}
    graded = sum(one.grade is not None for one in given.values())
    on = timezone.localdate(at)
    check_conclude(allocation, gaps_in(criteria, given, allocation), graded=graded, by=by, on=on)
    absent = [one for one in criteria if one.pk not in marks and presumed(allocation, one)]
    AuditorMark.objects.bulk_create(
        AuditorMark(allocation=allocation, criterion=one, not_applicable=True, saved_at=at) for one in absent
    )
    given |= {one.pk: Given(not_applicable=True) for one in absent}
    if allocation.why not in MARKS_ALONE:
        allocation.audit_id = _write_audit(allocation, criteria, given, by, at)
    else:
        council_id = allocation.council_id
        payload = {"council_id": council_id}
        key = f"allocation:{allocation.pk}"
        announce(topic="auditors_to_judge", key=key, payload=payload, council=council_id, at=at)
    allocation.state = ALLOCATION.after(allocation.state, "conclude")
    allocation.concluded_at = allocation.concluded_at or at
    allocation.save(update_fields=["state", "concluded_at", "audit"])
    changed = Amendment.objects.filter(allocation=allocation, ended_at=None).update(ended_at=at, changed=True)
    write(
        council=allocation.council_id,
        by=by,
        at=at,
        verb="conclude",
        obj=allocation,
        about=by,
        words=f"The audit of plan {allocation.plan.plan_ref} was {'changed' if changed else 'concluded'}",
    )
    return allocation


def _write_audit(
    allocation: Allocation,
    criteria: list[Criterion],
    given: Mapping[int, Given],
    by: User,
    at: datetime.datetime,
) -> int:
    """One audit through the door of all audits; its id."""
    council = lock_council(allocation.council_id)
    graded = marks_of(criteria, given)
    ref = allocation.audit.ref if allocation.audit is not None else next_ref(council, at)
    sections = section_grades(graded)
    remarks = [(one.pk, "What the auditor saw", given[one.pk].words) for one in criteria]
    said = [(pd.NA, label, getattr(allocation, name)) for name, label in WORDS.items()]
    row = audit_row(
        allocation.plan,
        ref=ref,
        auditor=allocation.auditor_id,
        overall=allocation.own_overall or overall_grade(graded),
        at=at,
    )
    sheaf = sheaf_of(
        row,
        marks=[(one.pk, given[one.pk].grade) for one in criteria],
        sections=[
            (name, sections.get(name)) for name in dict.fromkeys(one.section for one in criteria)
        ],
        remarks=[line for line in [*said, *remarks] if line[2]],
    )  # fmt: skip
    stored = store_audits(
        council=council,
        instrument=allocation.instrument,
        sheaf=sheaf,
        layout=HERE,
        batch_id=None,
        history_only=False,
        by=by,
        at=at,
    )
    keep_causes(stored.audit_ids[0], {pk: one.cause for pk, one in given.items() if one.is_low})
    return stored.audit_ids[0]


def lock_council(council_id: int) -> Council:
    """One audit of a council is numbered at a time: the number of an audit that is there already would make
    a second one its next version."""
    return Council.objects.select_for_update().get(pk=council_id)


def next_ref(council: Council, at: datetime.datetime) -> str:
    """H-2026-11-0001: the next free number of this month. Under the lock of the council."""
    start = f"H-{timezone.localdate(at):%Y-%m}-"
    used = Audit.objects.filter(council=council, ref__startswith=start).values_list("ref", flat=True)
    last = max((int(ref[len(start) :]) for ref in used if re.fullmatch(r"\d+", ref[len(start) :])), default=0)
    return f"{start}{last + 1:04d}"


def audit_row(
    plan: ListedPlan, *, ref: str, auditor: int, overall: int | None, at: datetime.datetime
) -> dict[str, object]:
    """One audit as `Sheaf.audits` has it: the writer's team is the one of that day."""
    on = timezone.localdate(at)
    post = Post.objects.open_on(on).filter(person_id=plan.writer_id).order_by("starts_on", "pk").first()
    return {
        "ref": ref,
        "plan_ref": plan.plan_ref,
        "plan_type": plan.plan_type,
        "audited_on": on,
        "writer": plan.writer_id,
        "auditor": auditor,
        "auditor_ref": "",
        "team": post.team_id if post else plan.team_id,
        "overall": overall,
        "content_hash": "",
        "edited_at": None,
        "key_stage": plan.key_stage,
        "need": plan.need,
        "setting": plan.setting,
    }


def sheaf_of(
    row: Mapping[str, object],
    *,
    marks: Sequence[tuple[int, int | None]],
    sections: Sequence[tuple[str, int | None]],
    remarks: Sequence[tuple[object, str, str]],
) -> Sheaf:
    """One audit as the door of all audits takes it."""
    return Sheaf(
        audits=pd.DataFrame([row], index=pd.Index([0], name="version")).astype(AUDIT_COLUMNS),
        marks=_lines(marks, criterion="Int64", grade="Int64"),
        sections=_lines(sections, section="object", grade="Int64"),
        remarks=_lines(remarks, criterion="Int64", label="object", text="object"),
    )


def _lines(rows: Sequence[tuple[object, ...]], **columns: str) -> pd.DataFrame:
    """Lines of the one audit, with the kind of each column."""
    kinds: Any = {"version": "int64", **columns}
    return pd.DataFrame([(0, *row) for row in rows], columns=list(kinds)).astype(kinds)


def keep_causes(audit_id: int, causes: Mapping[int, str]) -> None:
    """Write into the findings why the auditor thinks each is below good, by criterion."""
    by_cause: defaultdict[str, list[int]] = defaultdict(list)
    for criterion_id, cause in causes.items():
        by_cause[cause].append(criterion_id)
    for cause, criterion_ids in by_cause.items():
        Finding.objects.filter(audit_id=audit_id, criterion_id__in=criterion_ids).update(cause=cause)
