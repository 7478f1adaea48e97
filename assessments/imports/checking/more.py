"""What else the academy knows that some layouts need: services, who wrote a plan, what statements say."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from assessments.imports.layouts.services import ServiceBook


@dataclass(frozen=True)
class Plan:
    """What the last audit of a plan said of it."""

    writer: Hashable | None
    plan_type: str = ""


def no_plans(refs: list[str]) -> Mapping[str, Plan]:
    """Nothing is held of any plan."""
    return {}


@dataclass(frozen=True)
class More:
    """`services`: who writes advice. `plans`: what is held of the plans with these references. `statements`:
    text of a criterion to its code.
    """

    services: ServiceBook = field(default_factory=ServiceBook)
    plans: Callable[[list[str]], Mapping[str, Plan]] = no_plans
    statements: Mapping[str, str] = field(default_factory=dict)
