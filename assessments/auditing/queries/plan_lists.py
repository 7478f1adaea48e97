"""Lists of plans: what a file may speak of, what it would change, and what is on the list of a month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from academy.people.access import visible
from academy.people.models import Council, Organisation, User
from academy.people.queries import scanner_for
from assessments.auditing.models import Allocation, ListedPlan, PlanFile
from assessments.auditing.reading import Known
from assessments.auditing.reading.words import plain
from assessments.imports.checking.writers import WriterBook
from assessments.imports.queries.roster import Roster, load_roster

FIELDS = ("plan_type", "issued_on", "writer_id", "team_id", "key_stage", "need", "setting", "organisation_id")


@dataclass(frozen=True)
class Change:
    """What one row does: new, changed, same, or fixed because the plan is in a confirmed sample."""

    kind: str
    plan: ListedPlan


def known_to(*, council: Council, today: datetime.date) -> Known:
    """People by staff number, e-mail or name; teams and partner organisations by name or reference."""
    roster = load_roster(council=council)
    book = WriterBook(roster.people)

    def writer(text: str) -> int | None:
        found = book.resolve(text)
        return int(found.person.key) if found.person is not None and found.form != "initials" else None  # type: ignore[call-overload]

    places: dict[str, int] = {}
    for pk, ref, name in Organisation.objects.filter(council=council).values_list("pk", "ref", "name"):
        places[plain(ref)] = pk
        places.setdefault(plain(name), pk)
    return Known(
        writer=writer,
        teams={plain(name): pk for name, pk in roster.teams.items()},
        places=places,
        scanner=scanner_for(council=council),
        today=today,
    )


def changes_of(*, council_id: int, rows: Iterable[Mapping[str, Any]]) -> list[Change]:
    """What these rows would do to the list. A constant number of queries; nothing is written."""
    rows = list(rows)
    refs = [row["plan_ref"] for row in rows]
    here = {
        (one.month, one.plan_ref): one
        for start in range(0, len(refs), 500)
        for one in ListedPlan.objects.filter(council_id=council_id, plan_ref__in=refs[start : start + 500])
    }
    given = set(
        Allocation.objects.filter(council_id=council_id)
        .exclude(state__in=["returned", "dropped"])
        .values_list("plan_id", flat=True)
    )
    roster = load_roster(council=Council.objects.get(pk=council_id))
    return [_change(council_id, row, here, given, roster) for row in rows]


def _change(
    council_id: int,
    row: Mapping[str, Any],
    here: Mapping[tuple[datetime.date, str], ListedPlan],
    given: set[int],
    roster: Roster,
) -> Change:
    day = datetime.date.fromisoformat(row["issued_on"])
    values = {
        "plan_type": row["plan_type"],
        "issued_on": day,
        "writer_id": row["writer"],
        "team_id": row["team"] or roster.team_on(row["writer"], day),
        "key_stage": row["key_stage"],
        "need": row["need"],
        "setting": row["setting"],
        "organisation_id": row["organisation"],
    }
    plan = here.get((day.replace(day=1), row["plan_ref"]))
    if plan is None:
        fresh = ListedPlan(
            council_id=council_id, month=day.replace(day=1), plan_ref=row["plan_ref"], **values
        )
        return Change("new", fresh)
    if all(getattr(plan, name) == values[name] for name in FIELDS):
        return Change("same", plan)
    if plan.pk in given:
        return Change("fixed", plan)
    for name in FIELDS:
        setattr(plan, name, values[name])
    return Change("changed", plan)


@dataclass(frozen=True)
class MonthRow:
    """A month and how many plans are on its list."""

    month: datetime.date
    plans: int
    new: int
    writers: int


def months_of(*, actor: User) -> list[MonthRow]:
    """Months with a list, the newest first. One query."""
    rows = (
        visible(actor, ListedPlan)
        .order_by()
        .values("month")
        .annotate(
            plans=Count("pk"),
            writers=Count("writer", distinct=True),
        )
        .order_by("-month")
    )
    new = dict(
        visible(actor, ListedPlan)
        .filter(plan_type="new")
        .order_by()
        .values_list("month")
        .annotate(Count("pk"))
    )
    return [MonthRow(row["month"], row["plans"], new.get(row["month"], 0), row["writers"]) for row in rows]


def plans_of(*, actor: User, month: datetime.date) -> QuerySet[ListedPlan]:
    """The list of a month."""
    return visible(actor, ListedPlan).filter(month=month).select_related("writer", "team", "organisation")


def plan_files(*, actor: User) -> QuerySet[PlanFile]:
    """Lists that came in, the newest first."""
    return visible(actor, PlanFile).select_related("by")
