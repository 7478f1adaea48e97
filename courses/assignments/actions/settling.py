"""Proof: what later audits say about a remedy that was learnt."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from academy.people.models import User
from assessments.audits.models import Audit, Finding
from assessments.audits.states import FINDING
from courses.assignments.actions.moves import Step, move_many
from courses.assignments.actions.stamps import raise_stamp
from courses.assignments.models import Assignment
from courses.assignments.queries.facts import in_chunks
from courses.assignments.queries.proofs import later_marks
from courses.assignments.queries.rulebooks import terms_of
from courses.assignments.rules.proofs import LaterMark, judge_later_marks

WORDS = {
    "resolve": "Later plans were good or better on {code}",
    "repeat": "A later plan was below good on {code} again",
    "run_out": "Too few later plans were audited on {code} in {days} days",
}
LONGEST = datetime.timedelta(days=366)
"""No council waits longer for later plans than this."""


@dataclass(frozen=True)
class Settled:
    """How many remedies a run settled, by how they ended; `reaudited` had their first good plan."""

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
    """Settle what waits for re-audit: after an import for its writers, or daily for a council.

    Resolved, repeated (coaching: a person decides) or too few to tell. A late file with plans of the 90 days
    can still settle one that ran out. Asked again, nothing changes.
    """
    waiting = Assignment.objects.filter(state="learnt")
    counts: Counter[str] = Counter()
    if audit_ids is None:
        counts += _settle(waiting.filter(person__council_id=council_id), by=by, at=at)
    for lot in in_chunks(audit_ids or ()):
        audits = Audit.objects.filter(pk__in=lot).order_by()
        days = audits.aggregate(first=Min("audited_on"), last=Max("audited_on"))
        if days["first"] is not None:
            touched = Assignment.objects.filter(
                state__in=("learnt", "too_few"),
                person_id__in=audits.values("writer_id"),
                learnt_on__lt=days["last"],
                learnt_on__gte=days["first"] - LONGEST,
            )
            counts += _settle(touched, by=by, at=at, brought_in=frozenset(lot))
    return Settled(counts["resolve"], counts["repeat"], counts["run_out"], counts["reaudit"])


def settle_person(*, person: User, by: User | None, at: datetime.datetime) -> None:
    """Settle what this person has just learnt, where later plans are known already."""
    _settle(Assignment.objects.filter(state="learnt", person=person), by=by, at=at)


def _settle(
    waiting: QuerySet[Assignment],
    *,
    by: User | None,
    at: datetime.datetime,
    brought_in: frozenset[int] = frozenset(),
) -> Counter[str]:
    """Move what its later marks settle, council by council, in sets. `brought_in`: audits of a new file."""
    today = timezone.localdate(at)
    counts: Counter[str] = Counter()
    councils = waiting.order_by("person__council_id").values_list("person__council_id", flat=True).distinct()
    for council_id in list(councils):
        raise_stamp(council_id=council_id)
        mine = waiting.filter(person__council_id=council_id)
        rows = list(mine.select_related("finding", "criterion", "person"))
        terms = terms_of(council_id=council_id)
        marks = _later_marks(rows, today, brought_in)
        steps, first_good = [], []
        for row in rows:
            if row.learnt_on is None:
                continue
            looks = marks[row.person_id, row.criterion.code]
            verb, on = judge_later_marks(looks, learnt_on=row.learnt_on, today=today, terms=terms)
            if verb == "reaudit" and FINDING.allows(row.finding.state, verb):
                first_good.append(row.finding_id)
            elif verb in WORDS and not (verb == "run_out" and row.state == "too_few"):
                steps.append(
                    Step(row, verb, WORDS[verb].format(code=row.criterion.code, days=terms.days), on)
                )
        move_many(steps, by=by, at=at)
        for lot in in_chunks(first_good):
            Finding.objects.filter(pk__in=lot, state="learnt").update(
                state=FINDING.after("learnt", "reaudit")
            )
        counts.update(step.verb for step in steps)
        counts["reaudit"] += len(first_good)
    return counts


def _later_marks(
    rows: Sequence[Assignment], today: datetime.date, brought_in: frozenset[int]
) -> dict[tuple[int, str], list[LaterMark]]:
    """Marks of these writers on these criteria since the first of them learnt.

    An audit dated after today proves something only when it comes in after the learning: one that was here
    already cannot speak of what was learnt since, until its day has come.
    """
    found: dict[tuple[int, str], list[LaterMark]] = defaultdict(list)
    days = [row.learnt_on for row in rows if row.learnt_on]
    if not days:
        return found
    codes = {row.criterion.code for row in rows}
    marks = later_marks(
        council_id=rows[0].person.council_id,
        writers={row.person_id for row in rows},
        codes=codes,
        after=min(days),
        until=max(days) + LONGEST,
    )
    for one in marks:
        if one.on <= today or one.audit_id in brought_in:
            found[one.writer_id, one.code].append(LaterMark(one.on, one.grade))
    return found
