"""A list of plans, a sample and one of its allocations in both councils."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assessments.auditing.models import Allocation, PlanFile, Sample
from tests.factories.assessments import InstrumentFactory
from tests.factories.auditing import AllocationFactory, ListedPlanFactory

DAY = "2026-11-02T09:00:00Z"


def _look(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        return {"pk": look_of(things, whose).pk}

    return make


def look_of(things: Any, whose: str) -> Allocation:
    """A plan of the stranger in a sample, with the manager; made once."""
    side = things.world.home if whose == "home" else things.world.second
    held = Allocation.objects.filter(council=side.council, sample__isnull=False).first()
    if held is not None:
        return held
    sample = Sample.objects.create(
        council=side.council,
        instrument=InstrumentFactory(council=side.council),
        month="2026-11-01",
        name="A campaign",
        question="What is heard?",
        seed=7,
        size=1,
        drawn_by=side.people["qa"],
        drawn_at=DAY,
    )
    plan = ListedPlanFactory(writer=side.people["stranger"], organisation=side.organisation)
    row: Allocation = AllocationFactory(
        plan=plan, auditor=side.people["manager"], sample=sample, reason="Asked"
    )
    return row


def _of(whose: str, pick: Callable[[Allocation], int]) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": pick(look_of(things, whose))}


def _file(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        row, _ = PlanFile.objects.get_or_create(
            council=side.council,
            sha256="a" * 64,
            defaults={"name": "plans.csv", "at": DAY, "by": side.people["qa"]},
        )
        return {"pk": row.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "month_of_nobody": lambda things: {"year": 2026, "month": 11},
    **{
        f"{name}_of_{whose}": make
        for whose in ("home", "second")
        for name, make in (
            ("look", _look(whose)),
            ("sample", _of(whose, lambda row: row.sample_id or 0)),
            ("listedplan", _of(whose, lambda row: row.plan_id)),
            ("planfile", _file(whose)),
        )
    },
}
"""Things of the matrix by name."""
