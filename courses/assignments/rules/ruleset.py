"""The loop rules as data: what triggers, when it is due, which guards hold it back.

The figures are the council's to tune. `LITERAL_RULES` are the rules as first agreed, word for word;
`DEFAULT_RULES` is what a new council starts with. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

GUARDS: tuple[str, ...] = (
    "cause",
    "system",
    "left",
    "first_6_weeks",
    "leave",
    "secondment",
    "same_module_open",
    "same_module_90_days",
    "cap",
)
"""Every guard there is, in the order they are asked. The first that holds is the reason recorded.

The first two are about what was found, the others about whom it would be asked of: where the cause was not
the writing, or a shared step is under way, it does not matter who the writer is. `cause` comes from what a
person said about the finding, so a replay over history, where nobody has said anything, never meets it.
"""

BELOW_GOOD = 2
OUTSTANDING = 4


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion, or a section as a whole, as the rules see it. `place` is its place among the marks of an
    audit, counted from 0."""

    code: str
    weight: int
    critical: bool
    module: str
    place: int
    name: str = ""
    kind: str = "criterion"


@dataclass(frozen=True, slots=True)
class Rule:
    """One loop rule with its caps.

    `kind` names the trigger (see `PEOPLE`, `GROUPS` and `AFTERWARDS`). `version` is the stored version it was
    built from, 0 = none. `due_days` is 0 for an offer that asks nothing. `last` and `at_least` read "at least
    2 of the last 3"; `within_days` counts back from the audit. `speaks_of`: criterion, section or both;
    `criteria`: these codes alone, none = all. `module`: this one, "" = the criterion's own first.
    `share` (0 to 1) and `least_marks` are for groups; `threshold` is `share` (that share alone) or
    `above_rest` (and clearly more often than in the rest of the council, see `shares.py`); `most_a_quarter`
    workshops a team, 0 = no cap. Caps: `most_open` assignments a person may have open at once; `rest_days`
    after finishing a module in which it is not asked again; `settling_days` from the start date in which
    nothing is asked. For thank-yous: `again_days` until somebody is thanked for the same criterion again,
    `pause_days` until they are thanked for anything again. Afterwards: `plans` looked at again within `days`;
    `goal_weeks` for what coaching agrees. Source: the loop rules and caps of the audit framework.
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
    threshold: str = "share"
    most_a_quarter: int = 0
    most_open: int = 2
    rest_days: int = 90
    settling_days: int = 42
    again_days: int = 180
    pause_days: int = 30
    plans: int = 2
    days: int = 90
    goal_weeks: int = 12
    items: int = 3
    speaks_of: str = "criterion"
    criteria: tuple[str, ...] = ()
    module: str = ""
    guards: tuple[str, ...] = GUARDS
    version: int = 0

    def speaks(self, measure: Measure) -> bool:
        """Whether the rule looks at this criterion or section."""
        if self.speaks_of not in (measure.kind, "both"):
            return False
        return not self.criteria or measure.code in self.criteria

    def asks(self, measure: Measure) -> str:
        """The module it asks for a finding on this criterion."""
        return self.module or measure.module


PEOPLE = ("severe", "repeated", "first", "excellent")
"""Kinds that look at one writer's audits. The last two ask nothing: they offer."""
ASKING = ("severe", "repeated")
GROUPS = ("team", "advice", "theme")
"""Kinds that look at many audits of a team, a service or a month."""
AFTERWARDS = ("reaudit", "coaching")
"""What follows learning. They close the chain, so they cannot be switched off."""
WORKSHOP_GUARDS = ("same_module_open", "same_module_90_days")

LITERAL_RULES: tuple[Rule, ...] = (
    Rule("severe", "LR-01", due_days=14, grade=1),
    Rule("repeated", "LR-02", due_days=21),
    Rule("first", "LR-03", guards=("cause", "left")),
    Rule("team", "LR-04", due_days=30, guards=WORKSHOP_GUARDS),
    Rule("excellent", "LR-08", grade=OUTSTANDING, guards=("left",)),
)
"""The rules as first agreed, read word for word. They speak of criteria alone."""

DEFAULT_RULES: tuple[Rule, ...] = (
    Rule("severe", "LR-01", due_days=14, grade=1, speaks_of="both"),
    Rule("repeated", "LR-02", due_days=21, speaks_of="both"),
    Rule("first", "LR-03", speaks_of="both", guards=("cause", "left")),
    Rule(
        "team",
        "LR-04",
        due_days=30,
        threshold="above_rest",
        most_a_quarter=1,
        guards=WORKSHOP_GUARDS,
    ),
    Rule("advice", "LR-05", share=0.3, least_marks=10, module="PM-22", guards=()),
    Rule("auditor", "LR-06", due_days=14, share=0.8, least_marks=10, module="PM-20", guards=("left",)),
    Rule("theme", "LR-07", due_days=30, least_marks=5, guards=WORKSHOP_GUARDS),
    Rule("excellent", "LR-08", grade=OUTSTANDING, guards=("left",)),
    Rule("reaudit", "LR-09", guards=()),
    Rule("coaching", "LR-10", guards=()),
)
"""What a new council starts with. It differs from the literal reading in two things: people's rules speak of
sections too, and a team is asked to a workshop only where it stands out, once a quarter."""

_CAPS = ("most_open", "rest_days", "settling_days", "guards")
_SPEAKS = ("speaks_of", "criteria")
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "severe": ("grade", "critical_grade", *_SPEAKS, "module", *_CAPS),
    "repeated": ("grade", "last", "at_least", "within_days", *_SPEAKS, "module", *_CAPS),
    "first": ("grade", *_SPEAKS, "guards"),
    "team": (
        "grade", "share", "least_marks", "threshold", "most_a_quarter", *_SPEAKS, "module", "rest_days",
        "guards",
    ),
    "advice": ("grade", "share", "least_marks", "module"),
    "auditor": ("share", "least_marks", "module", "items"),
    "theme": ("grade", "least_marks", "rest_days", "guards"),
    "excellent": (
        "grade", "last", "at_least", "within_days", "again_days", "pause_days", *_SPEAKS, "guards",
    ),
    "reaudit": ("plans", "days"),
    "coaching": ("grade", "goal_weeks"),
}  # fmt: skip
"""Which numbers each kind of rule is stored with."""


@dataclass(frozen=True)
class RuleSet:
    """The rules of one council in order, with its criteria and sections. A rule that is off is not in it."""

    measures: tuple[Measure, ...]
    rules: tuple[Rule, ...] = DEFAULT_RULES

    @cached_property
    def by_urgency(self) -> tuple[Measure, ...]:
        """The criteria in the order in which the findings of one audit are answered: heaviest first."""
        return tuple(sorted(self.measures, key=lambda measure: (-measure.weight, measure.place)))

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            found[rule.kind] = (*found.get(rule.kind, ()), rule)
        return found

    @cached_property
    def _places(self) -> Mapping[Rule, frozenset[int]]:
        return {
            rule: frozenset(one.place for one in self.measures if rule.speaks(one)) for rule in self.rules
        }

    def of(self, kind: str) -> tuple[Rule, ...]:
        """The rules of that kind, in order."""
        return self._by_kind.get(kind, ())

    def first_of(self, kind: str) -> Rule | None:
        """The first rule of that kind, for kinds of which a council has one."""
        return next(iter(self.of(kind)), None)

    def places_of(self, rule: Rule) -> frozenset[int]:
        """The places of the marks that this rule looks at."""
        return self._places[rule]


def base_rule(kind: str) -> Rule:
    """The agreed default of a kind."""
    return next(rule for rule in DEFAULT_RULES if rule.kind == kind)


def build_rule(
    *, kind: str, code: str, due_days: int | None, settings: Mapping[str, Any], version: int = 0
) -> Rule:
    """A rule from a stored row. What the row does not say keeps the agreed default."""
    base = base_rule(kind)
    chosen = {one.name: getattr(base, one.name) for one in fields(base)}
    chosen |= {name: settings[name] for name in SETTINGS[kind] if settings.get(name) is not None}
    chosen["guards"] = tuple(guard for guard in GUARDS if guard in chosen["guards"])
    chosen["criteria"] = tuple(chosen["criteria"])
    return Rule(**(chosen | {"code": code, "due_days": due_days or 0, "version": version}))


def stored_settings(rule: Rule) -> dict[str, Any]:
    """The numbers of a rule as they are stored: `build_rule` reads them back."""
    found = {name: getattr(rule, name) for name in SETTINGS[rule.kind]}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def build_ruleset(*, measures: Iterable[Measure], rules: Iterable[Rule] = DEFAULT_RULES) -> RuleSet:
    """A rule set over these criteria."""
    return RuleSet(tuple(measures), tuple(rules))


def swap_rule(ruleset: RuleSet, rule: Rule) -> RuleSet:
    """The same rules with this one in the place of the rule of the same code, or added as the last."""
    if any(one.code == rule.code for one in ruleset.rules):
        rules = tuple(rule if one.code == rule.code else one for one in ruleset.rules)
    else:
        rules = (*ruleset.rules, rule)
    return replace(ruleset, rules=rules)
