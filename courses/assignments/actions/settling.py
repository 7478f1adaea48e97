"""Proof: what later audits say about a remedy that was learnt."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.people.models import User
from assessments.audits.actions import close_reaudit
from assessments.audits.models import Audit, Finding, Grade
from assessments.audits.states import FINDING
from courses.assignments.actions.moves import move
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment
from courses.assignments.queries.facts import in_chunks
from courses.assignments.rules.proofs import REAUDIT_DAYS, LaterMark, judge_later_marks

LATE_DAYS = 90
"""How long after the 90 days a late file can still settle what ran out."""


@dataclass(frozen=True)
class Settled:
    """How many remedies a run settled, by how they ended."""

    resolved: int = 0
    repeated: int = 0
    too_few: int = 0
    reaudited: int = 0


@transaction.atomic
def settle_remedies(
    *,
    audit_ids: Sequence[int] | None = None,
    council_id: int | None = None,
    by: User | None,
    at: datetime.datetime,
) -> Settled:
    """Settle what waits for re-audit: after an import for the writers of its audits, or daily for a council.

    Resolved, repeated (coaching: a person decides) or too few to tell. A late file with plans of the 90 days
    can still settle one that ran out. Asked again, nothing changes.
    """
    writers: set[int] | None = None
    if audit_ids is not None:
        writers = set()
        for lot in in_chunks(audit_ids):
            writers |= set(Audit.objects.filter(pk__in=lot).values_list("writer_id", flat=True))
    return settle_writers(writers=writers, council_id=council_id, by=by, at=at)


def settle_writers(
    *, writers: set[int] | None, council_id: int | None = None, by: User | None, at: datetime.datetime
) -> Settled:
    """Settle for these writers, or for all of a council."""
    late = timezone.localdate(at) - datetime.timedelta(days=REAUDIT_DAYS + LATE_DAYS)
    waiting = Assignment.objects.filter(
        Q(state="learnt") | Q(state="too_few", learnt_on__gte=late)
    ).select_related("finding", "criterion", "person", "rule")
    if council_id is not None:
        waiting = waiting.filter(person__council_id=council_id)
    counts: dict[str, int] = defaultdict(int)
    lots = [None] if writers is None else in_chunks(sorted(writers))
    for lot in lots:
        rows = list(waiting if lot is None else waiting.filter(person_id__in=lot))
        for council in sorted({row.person.council_id for row in rows}):
            raise_stamp(council_id=council)
        looks = _later_marks(rows)
        for row in rows:
            verb = _settle(row, looks[row.person_id, row.criterion.code], by=by, at=at)
            counts[verb] += 1
    return Settled(counts["resolve"], counts["repeat"], counts["run_out"], counts["reaudit"])


def _later_marks(rows: Sequence[Assignment]) -> dict[tuple[int, str], list[LaterMark]]:
    found: dict[tuple[int, str], list[LaterMark]] = defaultdict(list)
    days = [row.learnt_on for row in rows if row.learnt_on]
    if not days:
        return found
    codes = {row.criterion.code for row in rows}
    for lot in in_chunks(sorted({row.person_id for row in rows})):
        marks = Grade.objects.filter(
            audit__writer_id__in=lot,
            audit__is_current=True,
            audit__audited_on__gt=min(days),
            criterion__code__in=codes,
            grade__isnull=False,
        ).values_list("audit__writer_id", "criterion__code", "audit__audited_on", "grade")
        for writer_id, code, on, grade in marks:
            found[writer_id, code].append(LaterMark(on, grade or 0))
    return found


def _settle(row: Assignment, looks: Sequence[LaterMark], *, by: User | None, at: datetime.datetime) -> str:
    """Move one remedy if its later marks say so. Returns the verb, "" when nothing moved."""
    if row.learnt_on is None:
        return ""
    verb, on = judge_later_marks(looks, learnt_on=row.learnt_on, today=timezone.localdate(at))
    if verb == "reaudit":
        if not FINDING.allows(row.finding.state, "reaudit"):
            return ""
        Finding.objects.filter(pk=row.finding_id).update(state=FINDING.after(row.finding.state, "reaudit"))
        return verb
    if not verb or (verb == "run_out" and row.state == "too_few"):
        return ""
    row.settled_on = on
    code = row.criterion.code
    words = {
        "resolve": f"Two later plans were good or better on {code}",
        "repeat": f"A later plan was below good on {code} again",
        "run_out": f"Fewer than two later plans were audited on {code} in {REAUDIT_DAYS} days",
    }
    move(row, verb, by=by, at=at, words=words[verb])
    close_reaudit(source_key=f"assignment:{row.pk}", at=at)
    return verb
