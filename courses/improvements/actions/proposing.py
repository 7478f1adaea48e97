"""The academy says that something looks like the system, not the person, and proposes a shared step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from academy.people.models import Council
from academy.record.actions import write
from academy.work.actions import announce
from assessments.audits.models import Audit
from assessments.instruments.models import Criterion, Instrument
from courses.assignments.models import LoopRuleVersion
from courses.assignments.queries.facts import in_chunks
from courses.assignments.rules.shares import Look
from courses.improvements.figures import find_wide
from courses.improvements.models import Improvement
from courses.improvements.queries.looking import (
    DAYS,
    Seen,
    Stretch,
    causes_named,
    group_rules,
    latest_stretch,
    see_advice,
    see_plans,
    see_themes,
)
from courses.improvements.rules import propose_step
from courses.improvements.states import OPEN

TOPIC = "look_for_system"
MOST = 6
"""Proposals made in one run, those with most at stake: more than that nobody could decide on."""


@transaction.atomic
def ask_to_look(*, audit_ids: Sequence[int], at: datetime.datetime) -> None:
    """Put a look at the councils of these audits into the ledger, after the loop has answered them."""
    councils: set[int] = set()
    for lot in in_chunks(audit_ids):
        councils |= set(Audit.objects.filter(pk__in=lot).order_by().values_list("council_id", flat=True))
    for council_id in councils:
        key = f"{council_id}:{min(audit_ids)}-{max(audit_ids)}"
        announce(topic=TOPIC, key=key, payload={"council_id": council_id}, council=council_id, at=at)


@transaction.atomic
def propose_improvements(*, council_id: int, at: datetime.datetime) -> list[Improvement]:
    """Look at the last quarter of a year up to the newest audit and write what fails widely as proposals.

    Nothing is proposed twice: not what is open, nor what was proposed within the last quarter of a year and
    decided either way. A team gets no more new workshops in that time than its rule allows.
    """
    Council.objects.select_for_update(of=("self",)).get(pk=council_id)
    today = timezone.localdate(at)
    stretch = latest_stretch(council_id=council_id, today=today)
    if stretch is None or not Instrument.objects.filter(council_id=council_id).exists():
        return []
    drafts = [
        *_wide(council_id, see_plans(council_id=council_id, stretch=stretch)),
        *_wide(council_id, see_advice(council_id=council_id, stretch=stretch)),
        *_themes(council_id, stretch),
    ]
    fresh = _not_known(council_id, drafts, today)[:MOST]
    for one in fresh:
        one.proposed_on = today
        one.save()
        write(
            council=council_id, by=None, at=at, verb="propose", obj=one,
            words=f"{one.criterion.code} was below good in {one.low} of {one.n}: a shared step is proposed",
        )  # fmt: skip
    return fresh


def _wide(council_id: int, seen: Seen) -> Iterable[Improvement]:
    places = [place for place, one in enumerate(seen.criteria) if one.kind == Criterion.Kind.CRITERION]
    places += [place for place in range(len(seen.criteria)) if place not in set(places)]
    for one in find_wide(seen.plans, limits=seen.limits, places=places):
        yield _draft(
            council_id,
            one.of,
            one.group,
            seen.criteria[one.place],
            one.look,
            one.writers,
            seen.stretch,
            seen.versions.get(one.of),
        )


def _themes(council_id: int, stretch: Stretch) -> Iterable[Improvement]:
    rules = group_rules(council_id=council_id)
    if "theme" not in rules:
        return
    rule, version = rules["theme"]
    month = Stretch(stretch.last.replace(day=1), stretch.last)
    for one in see_themes(council_id=council_id, month=month, rule=rule):
        look = Look(one.low, one.n, one.rest_low, one.rest_n)
        yield _draft(
            council_id, Improvement.Of.TEAM, str(one.team), one.criterion, look, one.writers, month, version
        )


def _draft(
    council_id: int,
    of: str,
    group: str,
    criterion: Criterion,
    look: Look,
    writers: int,
    stretch: Stretch,
    version: LoopRuleVersion | None,
) -> Improvement:
    causes = causes_named(council_id=council_id, of=of, group=group, code=criterion.code, stretch=stretch)
    named = str(version.settings.get("module") or "") if version else ""
    return Improvement(
        council_id=council_id,
        of=of,
        group=group,
        team_id=int(group) if of == Improvement.Of.TEAM else None,
        service_id=int(group) if of == Improvement.Of.SERVICE else None,
        criterion=criterion,
        version=version,
        first_on=stretch.first,
        last_on=stretch.last,
        low=look.low,
        n=look.n,
        rest_low=look.rest_low,
        rest_n=look.rest_n,
        writers=writers,
        step=propose_step(of, causes),
        module_code=named or next(iter(criterion.modules), ""),
    )


def _not_known(council_id: int, drafts: Sequence[Improvement], today: datetime.date) -> list[Improvement]:
    """Those that are neither open nor lately proposed, within what each team may get."""
    since = today - datetime.timedelta(days=DAYS)
    rows = Improvement.objects.filter(council_id=council_id)
    known = set(rows.filter(state__in=OPEN).values_list("of", "group", "criterion__code"))
    lately = rows.filter(proposed_on__gt=since)
    known |= set(lately.values_list("of", "group", "criterion__code"))
    rules = group_rules(council_id=council_id)
    most = rules["team"][0].most_a_quarter if "team" in rules else 0
    asked: dict[str, int] = {}
    for group in lately.filter(of=Improvement.Of.TEAM, version__rule__kind="team").values_list(
        "group", flat=True
    ):
        asked[group] = asked.get(group, 0) + 1
    fresh = []
    for one in drafts:
        key = (one.of, one.group, one.criterion.code)
        capped = one.version is not None and one.version.rule.kind == "team" and most
        if key in known or (capped and asked.get(one.group, 0) >= most):
            continue
        known.add(key)
        if capped:
            asked[one.group] = asked.get(one.group, 0) + 1
        fresh.append(one)
    return fresh
