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
Mark = tuple[int, datetime.date, str, int]
"""One grade: of which audit, on which day, of which criterion, and the grade that stands."""


@dataclass(frozen=True)
class ServiceLine:
    """One service. `weakest`: criteria below good, with their newest words, how often and of how many marks;
    `came`: what its people came to, and when first. `before` and `after` divide at the first session;
    without one everything stands before."""

    pk: int
    name: str
    weakest: tuple[tuple[str, str, int, int], ...]
    came: tuple[tuple[str, datetime.date], ...]
    first: datetime.date | None
    before: Look
    after: Look

    @property
    def looks(self) -> tuple[tuple[str, Look], ...]:
        """Both stretches, as the table names them: with the day of the first session."""
        return ("Up to", self.before), ("After", self.after)

    @property
    def change(self) -> Change:
        """What can be said about before and after."""
        return compare(self.before, self.after)


def services_for(*, actor: User, today: datetime.date) -> list[ServiceLine]:
    """Services with audits of advice in two years, in the order of the alphabet. Three queries.

    Whoever shows this page asked first whether the actor may see figures (`see_reach`).
    """
    since = add_months(today, -MONTHS)
    marks: dict[int, list[Mark]] = defaultdict(list)
    newest: dict[str, tuple[datetime.date, str]] = {}
    grades = Grade.objects.filter(
        audit__council_id=actor.council_id,
        audit__is_current=True,
        audit__service__isnull=False,
        audit__instrument__code=ADVICE_AUDIT,
        audit__audited_on__range=(since, today),
        standing__isnull=False,
    )
    for service, audit, day, code, text, grade in grades.order_by().values_list(
        "audit__service_id", "audit_id", "audit__audited_on", "criterion__code", "criterion__text", "standing"
    ):
        marks[service or 0].append((audit, day, code, grade or 0))
        newest[code] = max(newest.get(code, (day, text)), (day, text))
    came: dict[int, dict[str, datetime.date]] = defaultdict(dict)
    for visit in visits_between(council_id=actor.council_id, first=since, last=today):
        if visit.came and visit.organisation in marks:
            known = came[visit.organisation].get(visit.title, visit.on)
            came[visit.organisation][visit.title] = min(known, visit.on)
    names = Organisation.objects.filter(pk__in=marks).order_by("name", "pk").values_list("pk", "name")
    words = {code: text for code, (_, text) in newest.items()}
    return [_line(pk, name, marks[pk], came.get(pk, {}), words) for pk, name in names]


def _line(
    pk: int, name: str, marks: list[Mark], came: dict[str, datetime.date], words: dict[str, str]
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
        tuple((code, words[code], low[code], of[code]) for code in weakest),
        tuple(sorted(came.items(), key=lambda one: (one[1], one[0]))),
        first,
        _look(before),
        _look(after),
    )


def _look(rows: list[Mark]) -> Look:
    return look_at((row[0], row[3] >= GOOD) for row in rows)
