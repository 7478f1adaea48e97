"""Samples as those who keep them see them, and as the command prints them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from academy.people.access import visible
from academy.people.models import User
from assessments.auditing.models import Allocation, Sample
from assessments.auditing.queries.frames import key_of
from assessments.auditing.queries.proposals import Order, Proposal
from assessments.audits.models import Audit

GONE = ("returned", "dropped")


def sample_of_month(*, council_id: int, month: datetime.date, name: str = "") -> Sample | None:
    """The confirmed sample of a month, or a campaign by its name."""
    return Sample.objects.filter(council_id=council_id, month=month, name=name).first()


def as_printed(proposal: Proposal) -> dict[str, Any]:
    """A proposal as the command prints it."""
    lines = [
        (line.row.plan_ref, key_of(line.auditor) if line.auditor else None, line.why)
        for line in proposal.lines
    ]
    strata = [one.as_json() for one in proposal.drawn.strata]
    return _printed(proposal.order, strata, lines, list(proposal.shortfalls), proposal.loads, confirmed=False)


def sample_as_printed(sample: Sample, order: Order) -> dict[str, Any]:
    """A confirmed sample as the command prints it: as it was drawn."""
    rows = Allocation.objects.filter(sample=sample, follows=None).select_related("plan", "auditor")
    lines = [(row.plan.plan_ref, key_of(row.auditor), row.why) for row in rows]
    given = {ref for ref, _, why in lines if why not in ("double", "seeded")}
    lines += [(ref, None, why) for ref, why in sample.report.get("nobody", []) if ref not in given]
    report = sample.report
    return _printed(order, report["strata"], lines, report["shortfalls"], report["loads"], confirmed=True)


def _printed(
    order: Order,
    strata: list[dict[str, Any]],
    lines: Iterable[tuple[str, str | None, str]],
    shortfalls: list[str],
    loads: dict[str, int],
    *,
    confirmed: bool,
) -> dict[str, Any]:
    rows = sorted(lines, key=lambda line: (line[2] in ("double", "seeded"), line[0], line[1] or ""))
    drawn = [line for line in rows if line[2] not in ("double", "seeded")]
    return {
        "month": f"{order.month:%Y-%m}",
        "seed": order.seed,
        "size": order.shares.size,
        "drawn": len(drawn),
        "confirmed": confirmed,
        "why": dict(sorted(Counter(why for _, _, why in rows).items())),
        "strata": strata,
        "plans": [{"plan_ref": ref, "auditor": auditor, "why": why} for ref, auditor, why in rows],
        "loads": dict(sorted(loads.items())),
        "shortfalls": shortfalls,
    }


DIMENSION_WORDS = {
    "plan_type": "Plan type",
    "team": "Team",
    "key_stage": "Key stage",
    "need": "Primary need",
    "setting": "Type of setting",
    "seniority": "Writer",
}
VALUE_WORDS = {
    "plan_type": dict(Audit.PlanType.choices),
    "key_stage": dict(Audit.KeyStage.choices),
    "setting": dict(Audit.Setting.choices),
    "seniority": {"starter": "Starter", "experienced": "Experienced"},
}


@dataclass(frozen=True)
class StrataTable:
    """One dimension of the report: rows of (stratum, listed, wanted, got, why short)."""

    title: str
    rows: tuple[tuple[str, int, int, int, str], ...]


def strata_tables(strata: Iterable[Mapping[str, Any]]) -> list[StrataTable]:
    """The report by stratum, in words."""
    found: dict[str, list[tuple[str, int, int, int, str]]] = {}
    for one in strata:
        names = VALUE_WORDS.get(one["dimension"], {})
        value = str(names.get(one["value"], one["value"])) or "Not said"
        row = (value, one["listed"], one["wanted"], one["got"], one["why_short"])
        found.setdefault(one["dimension"], []).append(row)
    return [StrataTable(DIMENSION_WORDS[name], tuple(rows)) for name, rows in found.items()]


@dataclass(frozen=True)
class SampleRow:
    """One sample on the board."""

    sample: Sample
    plans: int
    done: int
    back: int


def samples_of(*, actor: User) -> list[SampleRow]:
    """Samples and campaigns, the newest first. One query."""
    live = Q(allocations__state__in=["asked", "started", "concluded"])
    rows = visible(actor, Sample).annotate(
        plans=Count("allocations", filter=live),
        done=Count("allocations", filter=Q(allocations__state="concluded")),
        back=Count(
            "allocations",
            filter=Q(allocations__state="returned", allocations__followed_by=None),
        ),
    )
    return [SampleRow(one, one.plans, one.done, one.back) for one in rows.order_by("-month", "name", "pk")]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class SamplePage:
    """One sample with its allocations; those that were replaced come last."""

    sample: Sample
    rows: tuple[Allocation, ...]
    waiting: tuple[Allocation, ...]
    tables: tuple[StrataTable, ...]
    loads: tuple[tuple[str, int, int], ...]


def sample_page(*, actor: User, pk: int) -> SamplePage | None:
    """One sample that the actor may see, or None. A constant number of queries."""
    sample = visible(actor, Sample).filter(pk=pk).select_related("drawn_by", "instrument").first()
    if sample is None:
        return None
    rows = (
        visible(actor, Allocation)
        .filter(sample=sample)
        .select_related("plan__writer", "plan__team", "auditor", "followed_by")
        .order_by("plan__plan_ref", "pk")
    )
    live = [one for one in rows if one.state not in GONE]
    loads: Counter[str] = Counter(one.auditor.get_full_name() for one in live)
    done = Counter(one.auditor.get_full_name() for one in live if one.state == "concluded")
    return SamplePage(
        sample=sample,
        rows=tuple(live),
        waiting=tuple(one for one in rows if one.state in GONE and not hasattr(one, "followed_by")),
        tables=tuple(strata_tables(sample.report.get("strata", []))),
        loads=tuple((name, loads[name], done[name]) for name in sorted(loads)),
    )


def allocation_of(*, actor: User, pk: int) -> Allocation | None:
    """One allocation as who keeps the sample sees it."""
    rows = visible(actor, Allocation).filter(sample__isnull=False)
    return (
        rows.select_related("plan__writer", "plan__team", "auditor", "sample", "council", "follows")
        .filter(pk=pk)
        .first()
    )
