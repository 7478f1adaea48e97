"""One chart: a criterion or a rule, for a team or the whole council, in the words and figures of its page."""

from __future__ import annotations

from dataclasses import dataclass

from academy.people.access import can, visible
from academy.people.models import User
from assessments.audits.models import Grade
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import series_ids
from courses.assignments.effect import Effect
from courses.assignments.models import Assignment, LoopRule, Offer, Withheld
from courses.assignments.queries.effects import effects_for
from courses.assignments.queries.facts import plan_audits
from home.practice.charting import Chart, make_chart
from home.practice.queries.changes import changes_of
from home.practice.queries.marks import Seen, count_by_step
from home.practice.queries.narrowing import Narrow

GOOD = 3


@dataclass(frozen=True)
class CriterionChart:
    """What the page of a criterion shows. No names and nothing of any one person."""

    code: str
    text: str
    section: str
    instrument: str
    modules: tuple[str, ...]
    narrow: Narrow
    chart: Chart


@dataclass(frozen=True)
class RuleChart:
    """What the page of a rule shows: how often it calls, and what came of the training it led to."""

    code: str
    title: str
    narrow: Narrow
    chart: Chart
    effect: Effect | None = None


def criterion_chart(*, actor: User, code: str, narrow: Narrow) -> CriterionChart | None:
    """The chart of marks good or better on one criterion; None for those who may not see it, and for a code
    that is no criterion's. Marks of all versions that are of the same series count. The same number of
    queries whatever there is."""
    if not can(actor, "see_effect"):
        return None
    row = (
        visible(actor, Criterion)
        .filter(code=code, instrument__effective_from__isnull=False)
        .select_related("instrument")
        .order_by("-instrument__effective_from", "-pk")
        .first()
    )
    if row is None:
        return None
    instrument: Instrument = row.instrument
    ids = series_ids(council_id=actor.council_id, code=instrument.code)
    now = ids.get(row.pk, code)
    marks = Grade.objects.filter(
        audit__council_id=actor.council_id,
        audit__is_current=True,
        criterion_id__in=[pk for pk, series in ids.items() if series == now] or [row.pk],
        standing__isnull=False,
    ).order_by()
    seen = [
        Seen(on, team, plan, writer or f"service {service}", grade >= GOOD)
        for on, team, plan, writer, service, grade in marks.values_list(
            "audit__audited_on", "audit__team_id", "audit__plan_type", "audit__writer_id",
            "audit__service_id", "standing",
        )
    ]  # fmt: skip
    changes = changes_of(actor=actor, criterion=code, team=narrow.team, instrument=instrument.code)
    return CriterionChart(
        code,
        row.text,
        row.section,
        instrument.name,
        tuple(row.modules),
        narrow,
        make_chart(count_by_step(seen, narrow), changes),
    )


def rules_to_chart(*, actor: User) -> list[tuple[str, str]]:
    """Codes and titles of the rules, in order."""
    return list(visible(actor, LoopRule).order_by("position").values_list("code", "title"))


def rule_chart(*, actor: User, code: str, narrow: Narrow) -> RuleChart | None:
    """In how many audits of plans a rule called, answered or held back. None: no such rule for them."""
    if not can(actor, "see_effect"):
        return None
    rule = visible(actor, LoopRule).filter(code=code).first()
    if rule is None:
        return None
    called: set[int] = set()
    asked = Assignment.objects.filter(rule=rule).exclude(state="withdrawn")
    called.update(asked.values_list("finding__audit_id", flat=True))
    called.update(Withheld.objects.filter(rule=rule).values_list("finding__audit_id", flat=True))
    called.update(Offer.objects.filter(rule=rule).values_list("audit_id", flat=True))
    audits = plan_audits(council_id=actor.council_id).order_by()
    seen = [
        Seen(on, team, plan, writer, pk in called)
        for pk, on, team, plan, writer in audits.values_list(
            "pk", "audited_on", "team_id", "plan_type", "writer_id"
        )
    ]
    effects = {one.code: one for one in effects_for(actor=actor).rules}
    outcome = effects.get(code)
    return RuleChart(
        code,
        rule.title,
        narrow,
        make_chart(count_by_step(seen, narrow), changes_of(actor=actor, team=narrow.team)),
        outcome.grades if outcome and outcome.shown else None,
    )
