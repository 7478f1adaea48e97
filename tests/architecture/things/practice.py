"""What the charts of practice are asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from assessments.audits.models import MarkedChange
from tests.factories.assessments import CriterionFactory
from tests.factories.courses import LoopRuleFactory

DAY = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


def _criterion(things: Any) -> dict[str, Any]:
    return {"code": CriterionFactory(instrument__council=things.world.home.council, code="Z9").code}


def _rule(things: Any) -> dict[str, Any]:
    return {"code": LoopRuleFactory(council=things.world.home.council, code="LR-77").code}


def _change(things: Any) -> dict[str, Any]:
    council = things.world.home.council
    row, _ = MarkedChange.objects.get_or_create(
        council=council, changed_on=DAY.date(), words="New template", defaults={"marked_at": DAY}
    )
    return {"pk": row.pk}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "criterion_to_chart": _criterion,
    "rule_to_chart": _rule,
    "mark_of_home": _change,
}
"""Things of practice by name."""
