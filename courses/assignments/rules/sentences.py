"""Rules, guards and caps as sentences. Pure."""

from __future__ import annotations

from academy.kit.words import listed, plural

from .ruleset import Rule
from .words import NUMBERS

GRADE_WORDS = {1: "inadequate", 2: "requires improvement or inadequate", 3: "good or below", 4: "outstanding"}
GUARD_NAMES = {
    "cause": "the cause was not the writer",
    "system": "a shared step on this is decided for the team",
    "left": "has left",
    "first_6_weeks": "in the first weeks",
    "leave": "on leave",
    "secondment": "on secondment",
    "same_module_open": "has this module to do already",
    "same_module_90_days": "finished this module lately",
    "cap": "has enough to do already",
    "team_cap": "the team has its workshop this quarter",
}
"""Each guard in a few words, for a table."""


def say_number(n: int) -> str:
    """Small numbers as words."""
    return NUMBERS[n] if 0 < n < len(NUMBERS) else str(n)


def say_subject(rule: Rule) -> str:
    """What the rule looks at: a criterion, a section, or some by their codes."""
    what = {"criterion": "criterion", "section": "section", "both": "criterion or section"}[rule.speaks_of]
    return f"{what} ({listed(list(rule.criteria))})" if rule.criteria else what


def say_trigger(rule: Rule) -> str:
    """When the rule calls, as one or two sentences."""
    return _TRIGGERS[rule.kind](rule)


def _severe(rule: Rule) -> str:
    return (
        f"A {say_subject(rule)} is graded {GRADE_WORDS[rule.grade]}, or a critical criterion is graded "
        f"{GRADE_WORDS[rule.critical_grade]}."
    )


def _repeated(rule: Rule) -> str:
    return (
        f"The same {say_subject(rule)} is graded {GRADE_WORDS[rule.grade]} in {rule.at_least} of the last "
        f"{rule.last} audits of it, counting only audits in the {rule.within_days} days before."
    )


def _team(rule: Rule) -> str:
    words = (
        f"In a quarter of the year, {rule.share:.0%} or more of a team's marks on a {say_subject(rule)} are "
        f"{GRADE_WORDS[rule.grade]}, out of {rule.least_marks} marks or more"
    )
    if rule.threshold == "above_rest":
        words += ", and clearly more often than in the rest of the council"
    if rule.most_a_quarter:
        words += f". At most {plural(rule.most_a_quarter, 'workshop')} a team and quarter, the worst first"
    return f"{words}."


def _advice(rule: Rule) -> str:
    return (
        f"In a quarter of the year, {rule.share:.0%} or more of a service's marks on a criterion of the "
        f"advice audit are {GRADE_WORDS[rule.grade]}, out of {rule.least_marks} marks or more."
    )


def _auditor(rule: Rule) -> str:
    return (
        f"Fewer than {rule.share:.0%} of an auditor's marks are within one grade of the agreed ones, out of "
        f"{rule.least_marks} marks or more."
    )


def _theme(rule: Rule) -> str:
    return (
        f"In one month {say_number(rule.least_marks)} or more complaint replies of a team are graded "
        f"{GRADE_WORDS[rule.grade]} on the same criterion."
    )


_TRIGGERS = {
    "severe": _severe,
    "repeated": _repeated,
    "first": lambda rule: (
        f"A {say_subject(rule)} is graded {GRADE_WORDS[rule.grade]} and no other rule calls."
    ),
    "team": _team,
    "advice": _advice,
    "auditor": _auditor,
    "theme": _theme,
    "excellent": _repeated,
    "reaudit": lambda rule: (
        f"A module that was asked for is done. {say_number(rule.plans).capitalize()} later plans good or "
        f"better within {rule.days} days resolve the finding; one below good repeats it."
    ),
    "coaching": lambda rule: (
        f"After the module a later plan is {GRADE_WORDS[rule.grade]} on the same point. What is agreed "
        f"becomes a goal for {rule.goal_weeks} weeks."
    ),
}


def say_guard(name: str, rule: Rule) -> str:
    """One guard, after "Nothing is asked if"."""
    return {
        "cause": "somebody has said that the cause was not the writer",
        "system": "a shared step on this criterion is decided for the team",
        "left": "the writer has left",
        "first_6_weeks": f"the writer started less than {rule.settling_days} days ago",
        "leave": "the writer is on leave",
        "secondment": "the writer is on secondment",
        "same_module_open": "the same module is asked of them already",
        "same_module_90_days": f"they finished the same module in the last {rule.rest_days} days",
        "cap": f"they have {rule.most_open} modules to do already",
    }[name]


def say_limits(rule: Rule) -> tuple[str, ...]:
    """When thanks would come too often."""
    if rule.kind != "excellent":
        return ()
    return (
        f"they were thanked for the same criterion in the last {rule.again_days} days",
        f"they were thanked for anything in the last {rule.pause_days} days",
    )
