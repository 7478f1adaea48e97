"""Rules about services and about complaint replies (LR-05, LR-07), tried over what is stored. Reads only."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace

from academy.people.models import Organisation, User
from courses.assignments.queries.facts import name_teams
from courses.assignments.rules import Rule, quarter_end
from courses.assignments.rules.words import name_criterion
from courses.improvements.figures import find_wide
from courses.improvements.queries.looking import DAYS, Stretch, see_advice, see_themes
from courses.rulebook.registry import Reached, tries

LATELY = "the same was proposed in the quarter before"
NEVER_TWICE = "The same is not proposed twice within a quarter of a year."


@tries(
    "advice",
    of="services",
    notes=(
        "Looked at on the last day of each quarter of the year, over the audits of advice of 92 days. "
        "In life the academy looks after each file, so it may say the same some weeks earlier.",
        "A service is also compared with the others: what is common to all of them is not said of one.",
        NEVER_TWICE,
    ),
)
def try_advice(*, actor: User, rule: Rule, since: datetime.date, until: datetime.date) -> list[Reached]:
    """LR-05: services that would have been offered advice about advice. Three queries a quarter."""
    names = dict(Organisation.objects.filter(council=actor.council_id).values_list("pk", "name"))
    found = []
    for last in _quarters(since, until):
        stretch = Stretch(last - datetime.timedelta(days=DAYS - 1), last)
        seen = see_advice(council_id=actor.council_id, stretch=stretch, rule=rule)
        for one in find_wide(seen.plans, limits=seen.limits, places=range(len(seen.criteria))):
            criterion = seen.criteria[one.place]
            found.append(
                Reached(
                    (one.group, criterion.code, last),
                    last,
                    names.get(int(one.group), "A service"),
                    name_criterion(criterion.text, criterion.code),
                    f"Below good in {one.look.low} of {one.look.n} audits of advice.",
                    module=rule.module or next(iter(criterion.modules), ""),
                )
            )
    return _once_a_quarter(found)


@tries(
    "theme",
    of="teams",
    notes=("Looked at on the last day of each month, over the complaint replies of that month.", NEVER_TWICE),
)
def try_theme(*, actor: User, rule: Rule, since: datetime.date, until: datetime.date) -> list[Reached]:
    """LR-07: teams for which a workshop would have been proposed. Two queries a month."""
    names = name_teams(council_id=actor.council_id)
    found = []
    for first, last in _months(since, until):
        for one in see_themes(council_id=actor.council_id, month=Stretch(first, last), rule=rule):
            team = names.get(one.team, "A team")
            found.append(
                Reached(
                    (str(one.team), one.criterion.code, last),
                    last,
                    team,
                    name_criterion(one.criterion.text, one.criterion.code),
                    f"{one.low} of {one.n} replies of the month.",
                    team=team,
                    module=next(iter(one.criterion.modules), ""),
                )
            )
    return _once_a_quarter(found)


def _once_a_quarter(found: list[Reached]) -> list[Reached]:
    """What was proposed within the days before is held back, as when it is proposed in life."""
    lately: dict[tuple[str, str], datetime.date] = {}
    kept = []
    for one in sorted(found, key=lambda one: one.on):
        before = lately.get(one.key[:2])
        if before is not None and one.on - before < datetime.timedelta(days=DAYS):
            kept.append(replace(one, held=LATELY))
        else:
            lately[one.key[:2]] = one.on
            kept.append(one)
    return kept


def _quarters(since: datetime.date, until: datetime.date) -> Iterator[datetime.date]:
    last = quarter_end(since)
    while last <= until:
        yield last
        last = quarter_end(last + datetime.timedelta(days=1))


def _months(since: datetime.date, until: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
    first = since.replace(day=1)
    while first <= until:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, min(last, until)
        first = last + datetime.timedelta(days=1)
