"""The principles that criteria serve: the newest wording of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from assessments.instruments.models import Criterion, Principle
from assessments.instruments.queries.versions import calendar_of
from assessments.instruments.registry import Touch, ask_about_principles


@dataclass(frozen=True)
class Served:
    """A principle with the criteria in force that name it and what else names it; older wordings last."""

    principle: Principle
    criteria: tuple[Criterion, ...]
    touches: tuple[Touch, ...]
    earlier: tuple[Principle, ...]


def principles_of(*, council_id: int) -> dict[str, str]:
    """Code -> words, in the order of their numbers. One query."""
    rows = Principle.objects.filter(council_id=council_id).order_by("version")
    found = dict(rows.values_list("code", "text"))
    return {code: found[code] for code in sorted(found, key=by_number)}


def by_number(code: str) -> tuple[int, str]:
    """P2 before P10."""
    return int("".join(sign for sign in code if sign.isdecimal()) or 0), code


def principles_served(*, council_id: int, instruments: tuple[str, ...]) -> list[Served]:
    """Every principle, with the criteria of these instruments that serve it. A query an instrument, and two,
    besides those of the parts that are asked."""
    wordings: dict[str, list[Principle]] = defaultdict(list)
    for row in Principle.objects.filter(council_id=council_id).order_by("-version"):
        wordings[row.code].append(row)
    now = [
        calendar.on(timezone.localdate())
        for code in instruments
        if (calendar := calendar_of(council_id=council_id, code=code)).versions
    ]
    serving: dict[str, list[Criterion]] = defaultdict(list)
    rows = Criterion.objects.filter(instrument__in=now, kind=Criterion.Kind.CRITERION)
    for criterion in rows.select_related("instrument").order_by("instrument__pk", "position"):
        for code in criterion.principles:
            serving[code].append(criterion)
    told: dict[str, list[Touch]] = defaultdict(list)
    for touch in ask_about_principles(council_id):
        told[touch.code].append(touch)
    return [
        Served(some[0], tuple(serving[code]), tuple(told[code]), tuple(some[1:]))
        for code, some in sorted(wordings.items(), key=lambda pair: by_number(pair[0]))
    ]
