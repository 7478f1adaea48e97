"""The loop rules as data: what triggers, when it is due, which guards hold it back.

The figures are the council's to tune; the defaults are the rules as first agreed.
Nothing here touches the database.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

GUARDS: tuple[str, ...] = (
    "disputed",
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

The first two come from what a person said about the finding, so a replay over history,
where nothing is disputed, never meets them.
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
    """One loop rule.

    `due_days` is 0 for an offer that asks nothing. `last` and `at_least` read "at least 2 of the last 3";
    `within_days` counts back from the audit. `share` and `least_marks` are for teams.
    """

    code: str
    on: bool = True
    due_days: int = 0
    grade: int = BELOW_GOOD
    critical_grade: int = BELOW_GOOD
    last: int = 3
    at_least: int = 2
    within_days: int = 120
    share: float = 0.25
    least_marks: int = 12
    guards: tuple[str, ...] = GUARDS


DEFAULT_RULES: tuple[Rule, ...] = (
    Rule("LR-01", due_days=14, grade=1, critical_grade=2),
    Rule("LR-02", due_days=21),
    Rule("LR-03", guards=("disputed", "cause", "left")),
    Rule("LR-04", due_days=30, guards=("same_module_open", "same_module_90_days")),
    Rule("LR-08", grade=OUTSTANDING, guards=("left",)),
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one council with its criteria and its caps.

    `most_open`: assignments a person may have open at once. `rest_days`: days after finishing a module in
    which the same module is not asked again. `settling_days`: days from the start date in which nothing
    is asked. Source: the loop rules and caps of the audit framework.
    """

    measures: tuple[Measure, ...]
    rules: Mapping[str, Rule] = field(default_factory=lambda: {rule.code: rule for rule in DEFAULT_RULES})
    most_open: int = 2
    rest_days: int = 90
    settling_days: int = 42

    def rule(self, code: str) -> Rule | None:
        """The rule of that code if it is switched on."""
        rule = self.rules.get(code)
        return rule if rule is not None and rule.on else None

    @property
    def by_urgency(self) -> tuple[Measure, ...]:
        """The criteria in the order in which the findings of one audit are answered: heaviest first."""
        return tuple(sorted(self.measures, key=lambda measure: (-measure.weight, measure.place)))


def build_ruleset(
    *, measures: Iterable[Measure], rules: Iterable[Mapping[str, Any]] = (), caps: Mapping[str, int] | None = None
) -> RuleSet:
    """Make a rule set from stored rows. What a row does not say keeps the agreed default."""
    chosen = {rule.code: rule for rule in DEFAULT_RULES}
    names = {name for name in Rule.__dataclass_fields__ if name != "code"}
    for row in rules:
        base = chosen.get(row["code"])
        if base is None:
            continue
        kept = {name: row[name] for name in names if row.get(name) is not None}
        if "guards" in kept:
            kept["guards"] = tuple(guard for guard in GUARDS if guard in kept["guards"])
        chosen[base.code] = Rule(**({n: getattr(base, n) for n in names} | kept | {"code": base.code}))
    return RuleSet(measures=tuple(measures), rules=chosen, **dict(caps or {}))
