"""Shared steps of both councils; one that the coordinator owns."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from courses.improvements.models import Improvement
from tests.factories.improvements import ImprovementFactory


def _step(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.second if whose == "second" else things.world.home
        owner = side.people["coordinator"] if whose == "coordinator" else None
        known = Improvement.objects.filter(council=side.council, owner=owner).first()
        if known is None and owner is not None:
            known = ImprovementFactory(
                council=side.council, state="under_way", owner=owner, decision="Do it together",
                due_on=datetime.date(2026, 12, 1), decided_by=side.people["pdl"],
                decided_on=datetime.date(2026, 11, 2), words="Half of it is done",
            )  # fmt: skip
        return {"pk": (known or ImprovementFactory(council=side.council)).pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"improvement_of_{whose}": _step(whose) for whose in ("home", "second", "coordinator")
}
"""Things of the matrix by name."""
