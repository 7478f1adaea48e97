"""Who else may audit a plan, and which plan comes next in its stratum."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from academy.people.models import Post, User
from assessments.auditing.drawing.frame import chance
from assessments.auditing.models import Allocation, ListedPlan
from assessments.auditing.queries.auditors import Bench, bench_on
from assessments.auditing.queries.frames import GONE, item_of, key_of

NEAR = ("team_id", "key_stage", "need", "setting")
"""What a plan that takes another's place should share with it, besides the plan type."""


@dataclass(frozen=True)
class Next:
    """A plan and who would audit it."""

    plan: ListedPlan
    auditor: User


def auditors_for(*, allocation: Allocation, on: datetime.date) -> list[User]:
    """Who may look at this plan instead, whoever has least of the sample first. Nobody who had it before."""
    plan = allocation.plan
    return _free(allocation, plan, _bench(allocation, plan, on), _loads(allocation))


def next_in_stratum(*, allocation: Allocation, on: datetime.date) -> Next | None:
    """The plan of the same type that is most like this one, in the order of the draw, and its auditor."""
    if allocation.sample is None:
        return None
    order = {ref: place for place, ref in enumerate(allocation.sample.report.get("reserve", []))}
    given = Allocation.objects.filter(council=allocation.council_id, instrument=allocation.instrument_id)
    rows = ListedPlan.objects.filter(
        council=allocation.council_id, month=allocation.sample.month, plan_ref__in=order
    ).exclude(plan_ref__in=given.values("plan__plan_ref"))
    was, loads = allocation.plan, _loads(allocation)

    def unlike(row: ListedPlan) -> tuple[bool, int, int]:
        others = sum(getattr(row, name) != getattr(was, name) for name in NEAR)
        return row.plan_type != was.plan_type, others, order[row.plan_ref]

    for row in sorted(rows.select_related("writer", "team"), key=unlike)[:20]:
        free = _free(allocation, row, _bench(allocation, row, on), loads)
        if free:
            return Next(row, free[0])
    return None


def _bench(allocation: Allocation, plan: ListedPlan, on: datetime.date) -> Bench:
    kept = allocation.sample.settings if allocation.sample else {}
    return bench_on(
        council=allocation.council,
        on=on,
        until=on + (allocation.due_on - allocation.asked_on),
        licensed_only=bool(kept.get("licensed_only")),
        writers={plan.writer_id: key_of(plan.writer)},
    )


def _loads(allocation: Allocation) -> Counter[int]:
    """By auditor, how many of the sample's plans they have."""
    if allocation.sample_id is None:
        return Counter()
    rows = Allocation.objects.filter(sample=allocation.sample_id).exclude(state__in=GONE)
    return Counter(dict(rows.values_list("auditor_id").annotate(Count("pk"))))


def _free(allocation: Allocation, plan: ListedPlan, bench: Bench, loads: Counter[int]) -> list[User]:
    now = Post.objects.open_on(allocation.asked_on).filter(person=plan.writer_id)
    item = item_of(plan, {plan.writer_id: set(now.values_list("team_id", flat=True))})
    had = set(
        Allocation.objects.filter(council=allocation.council_id, plan__plan_ref=plan.plan_ref).values_list(
            "auditor_id", flat=True
        )
    )
    free = [
        (loads[bench.people[one.key].pk], one.met.get(item.writer, 0), chance(0, plan.plan_ref, one.key), one)
        for one in bench.auditors
        if one.may_audit(item) and bench.people[one.key].pk not in had
    ]
    return [bench.people[one.key] for *_, one in sorted(free, key=lambda row: row[:3])]
