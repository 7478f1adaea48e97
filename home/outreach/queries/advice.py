"""Services whose advice is audited: what was found, what they came to, and how their advice was after it."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from academy.law.dates import add_months
from academy.people.models import Organisation, User
from assessments.audits.models import GOOD, Grade
from assessments.instruments.queries import ADVICE_AUDIT
from home.outreach.queries.visits import visits_between
from home.outreach.rules.advice import Change, Look, compare, look_at

MONTHS = 24
MOST_CRITERIA = 3


@dataclass(frozen=True)
class ServiceLine:
    """One service. `weakest`: criteria below good and how often; `came`: what its people came to, and when
    first. `before` and `after` divide at the first session; without one everything stands before."""

    pk: int
    name: str
    weakest: tuple[tuple[str, int, int], ...]
    came: tuple[tuple[str, datetime.date], ...]
    first: datetime.date | None
    before: Look
    after: Look

    @property
    def looks(self) -> tuple[tuple[str, Look], ...]:
        """Both stretches, as the table names them."""
        return ("Before", self.before), ("After", self.after)

    @property
    def change(self) -> Change:
        """What can be said about before and after."""
        return compare(self.before, self.after)


def services_for(*, actor: User, today: datetime.date) -> list[ServiceLine]:
    """Services with audits of advice in two years, in the order of the alphabet. Three queries.

    Whoever shows this page asked first whether the actor may see figures (`see_reach`).
    """
    since = add_months(today, -MONTHS)
    marks: dict[int, list[tuple[int, datetime.date, str, int]]] = defaultdict(list)
    grades = Grade.objects.filter(
        audit__council_id=actor.council_id,
        audit__is_current=True,
        audit__service__isnull=False,
        audit__instrument__code=ADVICE_AUDIT,
        audit__audited_on__range=(since, today),
        standing__isnull=False,
    )
    for service, audit, day, code, grade in grades.order_by().values_list(
        "audit__service_id", "audit_id", "audit__audited_on", "criterion__code", "standing"
    ):
        marks[service or 0].append((audit, day, code, grade or 0))
    came: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    for visit in visits_between(council_id=actor.council_id, first=since, last=today):
        if visit.came and visit.organisation in marks:
            known = came[visit.organisation].get(visit.title, visit.on)
            came[visit.organisation][visit.title] = min(known, visit.on)
    names = Organisation.objects.filter(pk__in=marks).order_by("name", "pk").values_list("pk", "name")
    return [_line(pk, name, marks[pk], came.get(pk, {})) for pk, name in names]


def _line(
    pk: int,
    name: str,
    marks: list[tuple[int, datetime.date, str, int]],
    came: dict[str, datetime.date],
) -> ServiceLine:
    first = min(came.values(), default=None)
    before = [row for row in marks if first is None or row[1] <= first]
    after = [row for row in marks if first is not None and row[1] > first]
    low = Counter(code for _, _, code, grade in marks if grade < GOOD)
    of = Counter(code for _, _, code, _ in marks)
    weakest = sorted(low, key=lambda code: (-low[code], code))[:MOST_CRITERIA]
    return ServiceLine(
        pk,
        name,
        tuple((code, low[code], of[code]) for code in weakest),
        tuple(sorted(came.items())),
        first,
        _look(before),
        _look(after),
    )


def _look(rows: list[tuple[int, datetime.date, str, int]]) -> Look:
    return look_at((row[0], row[3] >= GOOD) for row in rows)
