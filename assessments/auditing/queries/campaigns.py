"""What a campaign may look at, and what its audits have given so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from academy.people.access import visible
from academy.people.models import Team, User
from assessments.auditing.models import ListedPlan, Sample
from assessments.audits.models import GOOD, Audit, Grade
from assessments.audits.queries import SECTION_NAMES
from assessments.instruments.models import Instrument
from assessments.instruments.queries import criteria_of, current_instrument

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Themes:
    """Choices for a campaign: (value, words). `codes` are those of single criteria."""

    sections: Choices
    plan_types: Choices
    needs: Choices
    settings: Choices
    teams: Choices
    codes: tuple[str, ...]
    share_of_new: float


def themes_of(*, actor: User) -> Themes:
    """What this council's lists and its plan audit offer. A constant number of queries."""
    try:
        criteria = list(criteria_of(instrument=current_instrument(council_id=actor.council_id)))
    except Instrument.DoesNotExist:
        criteria = []
    sections = dict.fromkeys(one.section for one in criteria)
    plans = visible(actor, ListedPlan)
    needs = plans.exclude(need="").order_by("need").values_list("need", flat=True).distinct()
    counted = plans.aggregate(plans=Count("pk"), new=Count("pk", filter=Q(plan_type="new")))
    return Themes(
        sections=tuple((name, SECTION_NAMES.get(name, f"Section {name}")) for name in sections),
        plan_types=tuple(Audit.PlanType.choices),
        needs=tuple((need, need) for need in needs),
        settings=tuple(Audit.Setting.choices),
        teams=tuple((str(pk), name) for pk, name in visible(actor, Team).values_list("pk", "name")),
        codes=tuple(one.code for one in criteria),
        share_of_new=counted["new"] / counted["plans"] if counted["plans"] else 0.5,
    )


@dataclass(frozen=True)
class Outcome:
    """One criterion or section of a campaign: marks so far, and how many are good or better."""

    words: str
    n: int
    good: int


def outcomes_of(*, sample: Sample) -> list[Outcome]:
    """What the audits of a campaign gave on what it asks about, as they stand. Two queries."""
    asked = [str(one) for one in sample.settings.get("criteria", [])]
    sections = [one.removeprefix("section:") for one in asked if one.startswith("section:")]
    wanted = Q(criterion__code__in=asked) | Q(criterion__section__in=sections) if asked else Q()
    rows = (
        Grade.objects.filter(
            wanted, audit__allocation__sample=sample, audit__is_current=True, standing__isnull=False
        )
        .order_by()
        .values_list("criterion__position", "criterion__code", "criterion__text")
        .annotate(n=Count("pk"), good=Count("pk", filter=Q(standing__gte=GOOD)))
        .order_by("criterion__position", "criterion__code")
    )
    return [Outcome(f"{text} ({code})", n, good) for _, code, text, n, good in rows]
