"""Plans that somebody is asked to audit: the managers of both councils, and a guest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assessments.auditing.models import Allocation, AuditorMark
from tests.factories.assessments import CriterionFactory
from tests.factories.auditing import AllocationFactory, ListedPlanFactory


def _asked(whose: str, auditor: str, why: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.home if whose == "home" else things.world.second
        person = side.people[auditor]
        row = Allocation.objects.filter(auditor=person, why=why).first()
        if row is None:
            plan = ListedPlanFactory(writer=side.people["stranger"], organisation=side.organisation)
            row = AllocationFactory(plan=plan, auditor=person, why=why, strengths="A voice")
            criterion = CriterionFactory(instrument=row.instrument, code="F3")
            AuditorMark.objects.create(
                allocation=row, criterion=criterion, grade=3, words="Clear", saved_at="2026-11-20T10:00Z"
            )
        return {"pk": row.pk}

    return make


def _section(make: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {**make(things), "section": "F"}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    for _name, _auditor, _why in (("asked", "manager", "random"), ("guestasked", "partner", "setting")):
        _make = _asked(_whose, _auditor, _why)
        THINGS |= {
            f"{_name}_of_{_whose}": _make,
            f"{_name}section_of_{_whose}": _section(_make),
        }
