"""A stored rule in words: trigger, what is asked, guards and caps."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.words import plural
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.rulebooks import rule_of
from courses.assignments.rules import Rule
from courses.assignments.rules.sentences import say_guard, say_limits, say_trigger


@dataclass(frozen=True)
class RuleWords:
    """One rule as a person reads it."""

    code: str
    version: int
    title: str
    active: bool
    trigger: str
    asks: str
    due: str
    guards: tuple[str, ...]


def describe_rule(version: LoopRuleVersion) -> RuleWords:
    """One version with its own numbers; nothing here is written by hand for one council."""
    rule = rule_of(version)
    return RuleWords(
        code=version.rule.code,
        version=version.number,
        title=version.rule.title,
        active=version.state == "on",
        trigger=say_trigger(rule),
        asks=say_asks(version.rule.asks, rule),
        due=plural(version.due_days, "day") if version.due_days else "Nothing is due",
        guards=(*(say_guard(name, rule) for name in rule.guards), *say_limits(rule)),
    )


def say_asks(asks: str, rule: Rule) -> str:
    """What is asked, with the module where the rule names one."""
    return f"{asks} ({rule.module})" if rule.module else asks
