"""Rules of both councils with their versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.assignments.models import LoopRule, LoopRuleVersion
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.courses import LoopRuleFactory, LoopRuleVersionFactory


def _version_of(things: Any, whose: str) -> LoopRuleVersion:
    side = things.world.second if whose == "second" else things.world.home
    CriterionFactory(instrument=InstrumentFactory(council=side.council))
    rule = LoopRuleFactory(council=side.council)
    found: LoopRuleVersion = LoopRuleVersionFactory(rule=rule)
    return found


def _version(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _version_of(things, whose).pk}


def _rule(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        rule: LoopRule = _version_of(things, whose).rule
        return {"pk": rule.pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "kind_of_rule": lambda things: {"kind": "repeated"},
    **{f"version_of_{whose}": _version(whose) for whose in ("home", "second")},
    **{f"rule_of_{whose}": _rule(whose) for whose in ("home", "second")},
}
"""Things of the matrix by name."""
