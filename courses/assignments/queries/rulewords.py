"""A stored rule in words: trigger, what is asked, guards and caps."""

from __future__ import annotations

from dataclasses import dataclass

from academy.kit.words import plural
from courses.assignments.models import LoopRule
from courses.assignments.rules import Rule, build_rule

GRADE_WORDS = {1: "inadequate", 2: "requires improvement or inadequate", 3: "good or below", 4: "outstanding"}


@dataclass(frozen=True)
class RuleWords:
    """One rule as a person reads it."""

    code: str
    title: str
    active: bool
    trigger: str
    asks: str
    due: str
    guards: tuple[str, ...]


def describe_rule(row: LoopRule) -> RuleWords:
    """The rule with its own numbers; nothing here is written by hand for one council."""
    rule = build_rule(kind=row.kind, code=row.code, due_days=row.due_days, settings=row.settings)
    return RuleWords(
        code=row.code,
        title=row.title,
        active=row.active,
        trigger=_trigger(rule),
        asks=row.asks,
        due=plural(row.due_days, "day") if row.due_days else "Nothing is due",
        guards=(*(_guard(name, rule) for name in rule.guards), *_rests(rule)),
    )


def _trigger(rule: Rule) -> str:
    of_last = f"{rule.at_least} of the last {rule.last} audits of it"
    within = f"counting only audits in the {rule.within_days} days before"
    return {
        "severe": (
            f"A criterion is graded {GRADE_WORDS[rule.grade]}, or a critical criterion is graded "
            f"{GRADE_WORDS[rule.critical_grade]}."
        ),
        "repeated": f"The same criterion is graded {GRADE_WORDS[rule.grade]} in {of_last}, {within}.",
        "first": f"A criterion is graded {GRADE_WORDS[rule.grade]} and no other rule calls.",
        "team": (
            f"In a quarter of the year, {rule.share:.0%} or more of a team's marks on a criterion are "
            f"{GRADE_WORDS[rule.grade]}, out of {rule.least_marks} marks or more."
        ),
        "excellent": f"The same criterion is graded {GRADE_WORDS[rule.grade]} in {of_last}, {within}.",
    }[rule.kind]


def _guard(name: str, rule: Rule) -> str:
    return {
        "cause": "somebody has said that the cause was not the writer",
        "left": "the writer has left",
        "first_6_weeks": f"the writer started less than {rule.settling_days} days ago",
        "leave": "the writer is on leave",
        "secondment": "the writer is on secondment",
        "same_module_open": "the same module is asked of them already",
        "same_module_90_days": f"they finished the same module in the last {rule.rest_days} days",
        "cap": f"they have {rule.most_open} modules to do already",
    }[name]


def _rests(rule: Rule) -> tuple[str, ...]:
    """When thanks would come too often."""
    if rule.kind != "excellent":
        return ()
    return (
        f"they were thanked for the same criterion in the last {rule.again_days} days",
        f"they were thanked for anything in the last {rule.pause_days} days",
    )
