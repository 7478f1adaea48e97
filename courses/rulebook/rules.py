"""What may be done with a version of a rule: each check refuses in words, and `can_x` asks the same check."""

from __future__ import annotations

from academy.kit.refusals import Refused
from courses.assignments.models import LoopRuleVersion
from courses.assignments.rules import AFTERWARDS, ASKING, Rule
from courses.assignments.states import RULE_VERSION

SEVERAL = ("severe", "repeated", "first", "team", "excellent")
"""Kinds of which a council may have several rules. Of the others there is one, which is changed."""
DATED = (*ASKING, "team", "auditor")
"""Kinds that ask for something within so many days."""
LEAST_GRADES = 10
"""With fewer compared grades nothing is said of an auditor."""
LONGEST_DAYS = 366


def check_says(rule: Rule, *, known: frozenset[str], modules: frozenset[str]) -> None:
    """The parts of the sentence fit together. `known`: codes of criteria and sections; `modules`: codes."""
    if set(rule.criteria) - known:
        raise Refused("One of the criteria is not in the audits any more. Choose again.", code="criteria")
    if rule.module and rule.module not in modules:
        raise Refused("Choose a module from the list.", code="module")
    if rule.kind in ("repeated", "excellent") and rule.at_least > rule.last:
        raise Refused(
            f"{rule.at_least} of the last {rule.last} audits can never be. Make the second number larger.",
            code="last",
        )
    if rule.kind in DATED and not 1 <= rule.due_days <= LONGEST_DAYS:
        raise Refused("Say within how many days it is due: 1 to 366.", code="due")

    if rule.kind == "auditor" and not rule.module:
        raise Refused("Choose the module that an auditor does.", code="module")
    if rule.kind == "auditor" and rule.least_marks < LEAST_GRADES:
        raise Refused("Of an auditor nothing is said with fewer than 10 compared grades.", code="least")


def check_kind(kind: str) -> None:
    """A new rule is of a kind of which there may be several."""
    if kind not in SEVERAL:
        raise Refused("A council has one rule of this kind. Change that one.", code="kind")


def check_try(version: LoopRuleVersion) -> None:
    """A version that is on or was dropped is not tried again; one that was tried may be looked at again."""
    if version.state != "tried":
        RULE_VERSION.after(version.state, "try")


def check_switch_on(version: LoopRuleVersion) -> None:
    """Only what was tried, exactly as it stands, can be switched on."""
    if version.state in ("draft", "off"):
        raise Refused(
            "Look at what this version would have asked over the past 24 months first. Then switch it on.",
            code="not_tried",
        )
    RULE_VERSION.after(version.state, "switch_on")


def check_switch_off(version: LoopRuleVersion) -> None:
    """Rules that close the chain stay on."""
    if version.rule.kind in AFTERWARDS:
        raise Refused("This rule closes the loop after learning. It cannot be switched off.", code="closes")
    RULE_VERSION.after(version.state, "switch_off")


def check_drop(version: LoopRuleVersion) -> None:
    """What was never on can be dropped."""
    RULE_VERSION.after(version.state, "drop")


def _allowed(check: object, version: LoopRuleVersion) -> bool:
    try:
        check(version)  # type: ignore[operator]
    except Refused:
        return False
    return True


def can_try(version: LoopRuleVersion) -> bool:
    """Whether `check_try` would let it pass."""
    return _allowed(check_try, version)


def can_switch_on(version: LoopRuleVersion) -> bool:
    """Whether `check_switch_on` would let it pass."""
    return _allowed(check_switch_on, version)


def can_switch_off(version: LoopRuleVersion) -> bool:
    """Whether `check_switch_off` would let it pass."""
    return _allowed(check_switch_off, version)


def can_drop(version: LoopRuleVersion) -> bool:
    """Whether `check_drop` would let it pass."""
    return _allowed(check_drop, version)
