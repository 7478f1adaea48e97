"""The marked changes of a chart: from each on, its limits are computed afresh."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from academy.kit.words import listed
from academy.people.access import can, visible
from academy.people.models import User
from assessments.audits.models import MarkedChange
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, breaks_of
from courses.assignments.models import LoopRuleVersion, SharedStep
from courses.assignments.rules.ruleset import ASKING, GROUPS
from home.practice.charting import Change

BY_HAND, VERSION, RULE, STEP = "marked by hand", "new version", "rule switched on", "step for everybody"


def changes_of(
    *, actor: User, criterion: str = "", team: int | None = None, instrument: str = PLAN_AUDIT
) -> list[Change]:
    """Every marked change that touches this chart, oldest first.

    A change of one team is marked on the chart of that team; a change of one criterion on its charts.
    """
    touches = Q(team=None) | Q(team=team)
    rows = visible(actor, MarkedChange).filter(touches, taken_back_at=None)
    rows = rows.filter(criterion_code__in={"", criterion})
    found = [Change(on, words, BY_HAND) for on, words in rows.values_list("changed_on", "words")]
    if criterion:
        breaks = breaks_of(council_id=actor.council_id, criterion=criterion, code=instrument)
        found += [Change(one.on, one.words, VERSION) for one in breaks]
    found += [*_rules(actor, criterion), *_steps(actor, criterion, team)]
    return sorted(found, key=lambda one: (one.on, one.words))


def _rules(actor: User, criterion: str) -> Iterator[Change]:
    """Rules that ask people or teams for training and look at this criterion, by the day they went on."""
    rows = visible(actor, LoopRuleVersion).filter(on_from__isnull=False, rule__kind__in=(*ASKING, *GROUPS))
    by_day: dict[datetime.date, list[str]] = defaultdict(list)
    for on, code, settings in rows.order_by("on_from", "rule__code").values_list(
        "on_from", "rule__code", "settings"
    ):
        only = settings.get("criteria") or ()
        if on and (not criterion or not only or criterion in only):
            by_day[on].append(code)
    for on, codes in by_day.items():
        yield Change(on, f"{listed(list(dict.fromkeys(codes)))} switched on", RULE)


def _steps(actor: User, criterion: str, team: int | None) -> Iterator[Change]:
    rows = visible(actor, SharedStep).filter(Q(team=None) | Q(team=team))
    if criterion:
        rows = rows.filter(criterion_code=criterion)
    for on, code in rows.order_by("since").values_list("since", "criterion_code"):
        yield Change(on, f"A step for everybody on {code}", STEP)


@dataclass(frozen=True)
class MarkedRow:
    """One change as the list of changes shows it."""

    change: MarkedChange
    about: str


def marked_rows(*, actor: User) -> list[MarkedRow]:
    """The changes that were marked by hand and stand, newest first."""
    rows = visible(actor, MarkedChange).filter(taken_back_at=None).select_related("team", "marked_by")
    return [
        MarkedRow(
            row, ", ".join([row.criterion_code or "All criteria", row.team.name if row.team else "all teams"])
        )
        for row in rows
    ]


def change_to_take_back(*, actor: User, pk: int) -> MarkedChange | None:
    """A change that the actor may take back; None: there is no such change for them."""
    if not can(actor, "mark_change"):
        return None
    return visible(actor, MarkedChange).filter(pk=pk).first()


def criteria_to_mark(*, actor: User) -> list[tuple[str, str]]:
    """Codes and words of the criteria a change can be about, those of plans first."""
    known = visible(actor, Criterion).filter(instrument__effective_from__isnull=False)
    rows = known.order_by("-instrument__code", "position").values_list("code", "text")
    return [(code, f"{code} {text}") for code, text in dict(rows).items()]
