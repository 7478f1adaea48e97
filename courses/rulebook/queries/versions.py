"""Rules with their versions, for those who keep them and for everybody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from academy.kit.words import day_month_year
from academy.people.access import can, visible
from academy.people.models import User
from courses.assignments.models import LoopRule, LoopRuleVersion
from courses.assignments.queries.rulewords import RuleWords, describe_rule


@dataclass(frozen=True)
class RuleLine:
    """One rule in the list: what is on, and the newest draft beside it. `row` is for those who keep rules."""

    row: LoopRule
    words: RuleWords
    on: LoopRuleVersion | None
    draft: LoopRuleVersion | None

    @property
    def since(self) -> str:
        """Since when it asks what it asks."""
        if self.on is None or self.on.on_from is None:
            return ""
        return f"On since {day_month_year(self.on.on_from)}"


def rule_lines(*, actor: User) -> list[RuleLine]:
    """All rules in order. Those that are not on are only for those who keep rules. Two queries."""
    keeper = can(actor, "keep_rules")
    rows = visible(actor, LoopRuleVersion).select_related("rule")
    rows = rows.order_by("rule__position", "rule__code", "-number")
    if not keeper:
        rows = rows.filter(state="on")
    versions: dict[int, list[LoopRuleVersion]] = defaultdict(list)
    for version in rows:
        versions[version.rule_id].append(version)
    lines = []
    for found in versions.values():
        on = next((one for one in found if one.state == "on"), None)
        draft = next((one for one in found if one.state in ("draft", "tried")), None) if keeper else None
        shown = on or draft or found[0]
        if keeper or on is not None:
            lines.append(RuleLine(shown.rule, describe_rule(shown), on, draft))
    return lines


def version_for(*, actor: User, pk: int) -> LoopRuleVersion | None:
    """One version that the actor may see."""
    return visible(actor, LoopRuleVersion).select_related("rule", "made_by", "tried_by").filter(pk=pk).first()


def rule_for(*, actor: User, pk: int) -> LoopRule | None:
    """One rule that the actor may see."""
    return visible(actor, LoopRule).filter(pk=pk).first()


def newest_of(rule: LoopRule) -> LoopRuleVersion | None:
    """The version to change from: the newest draft, or what is on, or the newest of all."""
    rows = list(rule.versions.select_related("rule"))
    for state in (("draft", "tried"), ("on",)):
        for version in rows:
            if version.state in state:
                return version
    return rows[0] if rows else None


def versions_of(version: LoopRuleVersion) -> list[LoopRuleVersion]:
    """All versions of the same rule, newest first."""
    return list(version.rule.versions.select_related("rule", "made_by"))
