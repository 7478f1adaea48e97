"""The rules of a council as the pure functions take them, and the criteria they may speak of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from assessments.calibration.registry import JudgingTerms
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import (
    criteria_of,
    current_instrument,
    instruments_in_force,
    sections_of,
    series_everywhere,
)
from courses.assignments.models import LoopRuleVersion
from courses.assignments.rules import (
    AFTERWARDS,
    LITERAL_RULES,
    Measure,
    Rule,
    RuleSet,
    base_rule,
    build_rule,
    build_ruleset,
)
from courses.assignments.rules.proofs import Terms


@dataclass(frozen=True)
class Rulebook:
    """The rules of a council as the pure functions take them, with the rows they came from.

    `versions` by id, `criteria` by code, sections as a whole among them; `sections`: the place of the mark of
    each section of the plan audit; `series`: code of any version -> the code in force
    that its marks count for.
    """

    ruleset: RuleSet
    versions: dict[int, LoopRuleVersion]
    criteria: dict[str, Criterion]
    sections: dict[str, int]
    series: dict[str, str] = field(default_factory=dict)


def versions_on(*, council_id: int) -> QuerySet[LoopRuleVersion]:
    """The versions of the council's rules that are on, in order."""
    rows = LoopRuleVersion.objects.filter(rule__council_id=council_id, state="on")
    return rows.select_related("rule").order_by("rule__position", "rule__code")


def rule_of(version: LoopRuleVersion) -> Rule:
    """A version as the pure functions take it."""
    return build_rule(
        kind=version.rule.kind,
        code=version.rule.code,
        due_days=version.due_days,
        settings=version.settings,
        version=version.pk,
    )


def rule_on(*, council_id: int, kind: str) -> Rule:
    """The rule of that kind that is on; the agreed default where none is."""
    version = versions_on(council_id=council_id).filter(rule__kind=kind).first()
    return rule_of(version) if version else base_rule(kind)


def rule_asked(*, council_id: int, kind: str) -> Rule | None:
    """The rule of that kind; None where the council has switched it off."""
    if LoopRuleVersion.objects.filter(rule__council_id=council_id, rule__kind=kind).exists():
        version = versions_on(council_id=council_id).filter(rule__kind=kind).first()
        return rule_of(version) if version else None
    return base_rule(kind)


def auditor_terms(council_id: int) -> JudgingTerms | None:
    """Rule LR-06 as those who judge auditors take it; None where the council has switched it off."""
    rule = rule_asked(council_id=council_id, kind="auditor")
    if rule is None:
        return None
    return JudgingTerms(rule.share, rule.least_marks, rule.items, rule.due_days)


def terms_of(*, council_id: int) -> Terms:
    """When a finding is taken to be put right: rules LR-09 and LR-10 of the council."""
    found = {kind: base_rule(kind) for kind in AFTERWARDS}
    for version in versions_on(council_id=council_id).filter(rule__kind__in=AFTERWARDS):
        found[version.rule.kind] = rule_of(version)
    again, coaching = (found[kind] for kind in AFTERWARDS)
    return Terms(again.plans, again.days, coaching.grade, coaching.goal_weeks)


def load_rulebook(*, council_id: int, literal: bool = False) -> Rulebook:
    """The rules that are on and the criteria they may speak of, of all instruments in force.

    The plan audit comes first, its criteria and then its sections. `literal`: the rules as first agreed, read
    word for word, over the plan audit's criteria alone.
    """
    plan = current_instrument(council_id=council_id)
    criteria = {one.code: one for one in criteria_of(instrument=plan)}
    if not literal:
        criteria = {one.code: one for one in sections_of(instrument=plan)} | criteria
        criteria = dict(sorted(criteria.items(), key=lambda pair: pair[1].kind == Criterion.Kind.SECTION))
        others = Criterion.objects.filter(
            instrument__in=_others(council_id, plan), kind=Criterion.Kind.CRITERION
        )
        for one in others.order_by("instrument__code", "position"):
            criteria.setdefault(one.code, one)
    measures = [
        Measure(
            one.code,
            one.weight,
            one.critical,
            one.modules[0] if one.modules else "",
            place,
            one.text,
            str(one.kind),
        )
        for place, one in enumerate(criteria.values())
    ]
    versions = [] if literal else list(versions_on(council_id=council_id))
    series = series_everywhere(council_id=council_id)
    rules = LITERAL_RULES if literal else [_said_now(rule_of(one), series) for one in versions]
    return Rulebook(
        build_ruleset(measures=measures, rules=rules),
        {one.pk: one for one in versions},
        criteria,
        {
            one.section: place
            for place, one in enumerate(criteria.values())
            if one.kind == Criterion.Kind.SECTION
        },
        series,
    )


def _said_now(rule: Rule, series: dict[str, str]) -> Rule:
    """The rule with the criteria that it names as they are called now."""
    return replace(rule, criteria=tuple(dict.fromkeys(series.get(code, code) for code in rule.criteria)))


def _others(council_id: int, plan: Instrument) -> list[int]:
    """The version in force of each other instrument of the council, by id."""
    found = instruments_in_force(council_id=council_id)
    return [one.pk for one in found if one.code != plan.code]
