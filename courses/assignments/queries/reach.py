"""Whose loop somebody sees, what narrows it, and under which stamp figures may be kept."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Max, Min, QuerySet

from academy.kit.words import month_year
from academy.people.access import people_led_by, scope_of, visible
from academy.people.grants import Scope
from academy.people.models import Team, User
from assessments.audits.models import Finding
from assessments.instruments.models import Criterion
from assessments.instruments.queries import PLAN_AUDIT, kin_of, series_codes, standing_criteria
from courses.assignments.models import Assignment
from courses.assignments.rules.words import name_criterion

KEEP_SECONDS = 60 * 60
FEWEST = 5
"""Figures about fewer people than this are hidden from those who may not see names."""


def _code(text: object) -> str:
    """A code as addresses have it; anything else is nothing."""
    code = str(text)
    return (
        code
        if len(code) <= 12 and code.replace("_", "").replace("-", "").isalnum() and code.isascii()
        else ""
    )


@dataclass(frozen=True)
class Narrow:
    """What narrows the board and its list. `month` is the first day of the month of the audit.

    `module`: findings that led to this module.
    """

    criterion: str = ""
    team: int | None = None
    month: datetime.date | None = None
    state: str = ""
    module: str = ""

    @classmethod
    def read(cls, data: Any) -> Narrow:
        """From the address of the page. What cannot be read is left out."""
        team = str(data.get("team", ""))
        try:
            month = datetime.date.fromisoformat(f"{data.get('month', '')}-01")
        except ValueError:
            month = None
        return cls(
            criterion=_code(data.get("criterion", "")),
            team=int(team) if team.isascii() and team.isdigit() and len(team) < 10 else None,
            month=month,
            state=_code(data.get("state", "")),
            module=_code(data.get("module", "")),
        )

    @property
    def month_value(self) -> str:
        """The month as the address has it."""
        return f"{self.month:%Y-%m}" if self.month else ""

    def address(self, **changes: str) -> str:
        """As the end of an address, with changes; empty parts are left out."""
        parts = {
            "state": self.state,
            "criterion": self.criterion,
            "team": str(self.team or ""),
            "month": self.month_value,
            "module": self.module,
        } | changes
        return urlencode({name: value for name, value in parts.items() if value})


def narrowed(actor: User, narrow: Narrow) -> QuerySet[Finding]:
    """The findings the actor may see, narrowed. Findings of audits that were taken back are left out."""
    rows = visible(actor, Finding).exclude(state="withdrawn")
    if narrow.criterion:
        kin = kin_of(council_id=actor.council_id, codes=[narrow.criterion])
        rows = rows.filter(criterion__code__in=kin)
    if narrow.team:
        rows = rows.filter(team_id=narrow.team)
    if narrow.month:
        after = (narrow.month + datetime.timedelta(days=32)).replace(day=1)
        rows = rows.filter(found_on__gte=narrow.month, found_on__lt=after)
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.module:
        asked = Assignment.objects.filter(module_code=narrow.module).exclude(state="withdrawn")
        rows = rows.filter(pk__in=asked.values("finding_id"))
    return rows


def stamp_of(
    *,
    actor: User,
    today: datetime.date,
    kind: str,
    more: Iterable[object] = (),
    council: Sequence[str] | None = None,
) -> str:
    """The key under which figures for this actor may be kept: it changes with everything they are made from.

    Changes of the loop raise the council's stamp; an import applied or undone is seen in its batch; ages
    change with the day; a manager's figures change with the people they lead. `council`: its marks, when
    they were read already.
    """
    council_id = actor.council_id
    scope = scope_of(actor, "finding")
    mine: list[int] = []
    if scope is not Scope.COUNCIL:
        mine = [actor.pk]
        if scope is Scope.TEAM:
            mine += sorted(set(people_led_by(actor)))
    marks = _marks(council_id) if council is None else list(council)
    parts = (council_id, marks, str(today), int(scope), mine, *more)
    return f"loop:{kind}:{hashlib.sha256(repr(parts).encode()).hexdigest()}"


def stamp_of_council(*, council_id: int, kind: str) -> str:
    """The key for figures that are the same for everybody in a council who may see them."""
    return f"loop:{kind}:{hashlib.sha256(repr((council_id, _marks(council_id))).encode()).hexdigest()}"


MARKS = """
    SELECT (SELECT value FROM courses_loopstamp WHERE council_id = %s),
           MAX(id), MAX(applied_at), MAX(undone_at)
    FROM assessments_batch WHERE council_id = %s
"""
"""In SQL by hand: it is asked on every page of the loop, and the ORM takes longer to word it than to ask."""


def _marks(council_id: int) -> list[str]:
    """The stamp of the council and the last word of its imports."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [council_id, council_id])
        return [str(one) for one in cursor.fetchone()]


def names_of(*, actor: User, people: Iterable[int]) -> dict[int, str]:
    """Names of those people whom the actor may know by name, in one query."""
    rows = visible(actor, User).filter(pk__in=set(people))
    return {
        pk: f"{given} {family}" for pk, given, family in rows.values_list("pk", "given_name", "family_name")
    }


def sees_names(actor: User) -> bool:
    """Whether the actor sees names of more people than themselves, as opposed to figures alone."""
    return scope_of(actor, "person") > Scope.OWN


@dataclass(frozen=True)
class Choices:
    """What a list can be narrowed by: pairs of value and words."""

    criteria: tuple[tuple[str, str], ...] = ()
    teams: tuple[tuple[int, str], ...] = ()
    months: tuple[tuple[str, str], ...] = ()


def choices_for(*, actor: User) -> Choices:
    """Criteria by code, teams by name, months newest first."""
    rows = standing_criteria(visible(actor, Criterion)).filter(
        instrument__code=PLAN_AUDIT, kind=Criterion.Kind.CRITERION
    )
    rows = rows.order_by("instrument__effective_from", "position")
    now = series_codes(council_id=actor.council_id)
    criteria = {
        code: name_criterion(text, code)
        for code, text in rows.values_list("code", "text")
        if now.get(code, code) == code
    }
    teams = visible(actor, Team).values_list("pk", "name")
    return Choices(tuple(criteria.items()), tuple(teams), tuple(_months(actor)))


def _months(actor: User) -> Iterator[tuple[str, str]]:
    ends = visible(actor, Finding).aggregate(first=Min("found_on"), last=Max("found_on"))
    if ends["first"] is None:
        return
    day = ends["last"].replace(day=1)
    while day >= ends["first"].replace(day=1):
        yield f"{day:%Y-%m}", month_year(day)
        day = (day - datetime.timedelta(days=1)).replace(day=1)
