"""Competencies and units of awards, as people choose among them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.people.models import User
from courses.pages.blocks.offers import Groups, competencies_offered
from courses.records.models import Award, AwardUnit


@dataclass(frozen=True)
class Unit:
    """One unit and what may count for it."""

    key: str
    label: str
    competencies: frozenset[str]
    award: str
    source: str


def competency_choices(*, actor: User) -> Groups:
    """The competencies of the council's newest framework, by domain."""
    return competencies_offered(actor.council_id)


def competency_words(groups: Groups) -> dict[str, str]:
    """Each code with its words."""
    return {code: words for _, rows in groups for code, words in rows}


def awards_in_force(*, council_id: int, on: datetime.date) -> QuerySet[Award]:
    """Every version that is in force on a day, the newest of each award first."""
    rows = Award.objects.filter(council_id=council_id, effective_from__lte=on)
    return rows.order_by("code", "-version")


def units_in_force(*, council_id: int, on: datetime.date) -> tuple[Unit, ...]:
    """The units of the newest version of each award, in order. Two queries."""
    newest: dict[str, Award] = {}
    for award in awards_in_force(council_id=council_id, on=on):
        newest.setdefault(award.code, award)
    rows = AwardUnit.objects.filter(award__in=list(newest.values())).select_related("award")
    return tuple(
        Unit(
            key=f"{row.award.code}:{row.code}",
            label=f"{row.title} ({row.code})",
            competencies=frozenset(row.competencies),
            award=str(row.award),
            source=row.award.source,
        )
        for row in rows.order_by("award__code", "position")
    )
