"""The loop rules as data: what triggers, when it is due, which guards hold it back.

The figures are the council's to tune; the defaults are the rules as first agreed.
Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

GUARDS: tuple[str, ...] = (
    "cause",
    "left",
    "first_6_weeks",
    "leave",
    "secondment",
    "same_module_open",
    "same_module_90_days",
    "cap",
)
"""Every guard there is, in the order they are asked. The first that holds is the reason recorded.

`cause` comes from what a person said about the finding, so a replay over history, where nobody has said
anything, never meets it.
"""

BELOW_GOOD = 2
OUTSTANDING = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion as the rules see it. `place` is its place in the instrument, counted from 0."""

    code: str
    weight: int
    critical: bool
    module: str
    place: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One loop rule with its caps.

    `kind` names the trigger: severe, repeated, first, team or excellent. `due_days` is 0 for an offer that
    asks nothing. `last` and `at_least` read "at least 2 of the last 3"; `within_days` counts back from the
    audit. `share` (0 to 1) and `least_marks` are for teams. Caps: `most_open` assignments a person may have
    open at once; `rest_days` after finishing a module in which it is not asked again; `settling_days` from
    the start date in which nothing is asked. For thank-yous: `again_days` until somebody is thanked for the
    same criterion again, `pause_days` until they are thanked for anything again. Source: the loop rules and
    caps of the audit framework.
    """

    kind: str
    code: str
    due_days: int = 0
    grade: int = BELOW_GOOD
    critical_grade: int = BELOW_GOOD
    last: int = 3
    at_least: int = 2
    within_days: int = 120
    share: float = 0.25
    least_marks: int = 12
    most_open: int = 2
    rest_days: int = 90
    settling_days: int = 42
    again_days: int = 180
    pause_days: int = 30
    guards: tuple[str, ...] = GUARDS


DEFAULT_RULES: tuple[Rule, ...] = (
    Rule("severe", "LR-01", due_days=14, grade=1),
    Rule("repeated", "LR-02", due_days=21),
    Rule("first", "LR-03", guards=("cause", "left")),
    Rule("team", "LR-04", due_days=30, guards=("same_module_open", "same_module_90_days")),
    Rule("excellent", "LR-08", grade=OUTSTANDING, guards=("left",)),
)

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "severe": ("grade", "critical_grade", "most_open", "rest_days", "settling_days", "guards"),
    "repeated": (
        "grade",
        "last",
        "at_least",
        "within_days",
        "most_open",
        "rest_days",
        "settling_days",
        "guards",
    ),
    "first": ("grade", "guards"),
    "team": ("grade", "share", "least_marks", "rest_days", "guards"),
    "excellent": ("grade", "last", "at_least", "within_days", "again_days", "pause_days", "guards"),
}
"""Which numbers each kind of rule is stored with."""


@dataclass(frozen=True)
class RuleSet:
    """The rules of one council, by kind, with its criteria. A rule that is switched off is not in it."""

    measures: tuple[Measure, ...]
    rules: Mapping[str, Rule] = field(default_factory=lambda: {rule.kind: rule for rule in DEFAULT_RULES})

    @cached_property
    def by_urgency(self) -> tuple[Measure, ...]:
        """The criteria in the order in which the findings of one audit are answered: heaviest first."""
        return tuple(sorted(self.measures, key=lambda measure: (-measure.weight, measure.place)))


def build_rule(*, kind: str, code: str, due_days: int | None, settings: Mapping[str, Any]) -> Rule:
    """A rule from a stored row. What the row does not say keeps the agreed default."""
    base = next(rule for rule in DEFAULT_RULES if rule.kind == kind)
    chosen = {one.name: getattr(base, one.name) for one in fields(base)}
    chosen |= {name: settings[name] for name in SETTINGS[kind] if settings.get(name) is not None}
    chosen["guards"] = tuple(guard for guard in GUARDS if guard in chosen["guards"])
    return Rule(**(chosen | {"code": code, "due_days": due_days or 0}))


def stored_settings(rule: Rule) -> dict[str, Any]:
    """The numbers of a rule as they are stored: `build_rule` reads them back."""
    found = {name: getattr(rule, name) for name in SETTINGS[rule.kind]}
    return found | {"guards": list(rule.guards)}


def build_ruleset(*, measures: Iterable[Measure], rules: Iterable[Rule] = DEFAULT_RULES) -> RuleSet:
    """A rule set over these criteria."""
    return RuleSet(tuple(measures), {rule.kind: rule for rule in rules})
