"""Laying down the instruments and principles that come along."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from academy.people.models import Council, User
from academy.record.actions import write
from assessments.instruments.models import Criterion, Instrument, Principle
from assessments.instruments.queries import (
    ADVICE_AUDIT,
    COMPLAINT_REPLY,
    LETTER_AUDIT,
    PLAN_AUDIT,
    sections_of,
)

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHIPPED = (PLAN_AUDIT, ADVICE_AUDIT, COMPLAINT_REPLY, LETTER_AUDIT)


@transaction.atomic
def load_instrument(
    *, council: Council, data: dict[str, Any], by: User | None, at: datetime.datetime
) -> Instrument:
    """Make the instrument version that `data` describes; a version that is there already is left as it is.

    `data`: code, name, version, effective_from and law_as_at (ISO dates) and criteria in reading order, each
    with code, section, text, weight 1 to 3, critical, the four descriptors, codes of competencies, modules
    and principles, and keys of the law it rests on; and, where sections are graded as a whole, sections in
    the same shape. A version from before sections were criteria gets them.
    """
    instrument, made = Instrument.objects.get_or_create(
        council=council,
        code=data["code"],
        version=data["version"],
        defaults={
            "name": data["name"],
            "state": "published",
            "effective_from": datetime.date.fromisoformat(data["effective_from"]),
            "law_as_at": datetime.date.fromisoformat(data["law_as_at"]),
        },
    )
    rows = data["criteria"] if made else []
    if not sections_of(instrument=instrument).exists():
        rows = [*rows, *data.get("sections", [])]
    last = instrument.criteria.aggregate(last=Max("position"))["last"] or 0
    Criterion.objects.bulk_create(
        Criterion(instrument=instrument, position=position, **row)
        for position, row in enumerate(rows, start=last + 1)
    )
    if made:
        write(council=council, by=by, at=at, verb="lay down", obj=instrument, words=f"{instrument} laid down")
    elif rows:
        words = f"{instrument}: sections as a whole laid down"
        write(council=council, by=by, at=at, verb="lay down", obj=instrument, words=words)
    return instrument


def load_instruments(*, council: Council, by: User | None, at: datetime.datetime) -> dict[str, Instrument]:
    """Every instrument that comes along, by its code: the plan audit and three more on the same engine; and
    the principles that their criteria serve."""
    load_principles(council=council, by=by, at=at)
    found = {}
    for code in SHIPPED:
        data = json.loads((FIXTURES / f"{code}.json").read_text(encoding="utf-8"))
        found[code] = load_instrument(council=council, data=data, by=by, at=at)
    return found


@transaction.atomic
def load_principles(*, council: Council, by: User | None, at: datetime.datetime) -> list[Principle]:
    """The ten principles in their first wording; a council that has one keeps its own words."""
    texts = json.loads((FIXTURES / "principles.json").read_text(encoding="utf-8"))
    known = set(Principle.objects.filter(council=council).values_list("code", flat=True))
    made = Principle.objects.bulk_create(
        Principle(council=council, code=code, text=text, made_by=by, made_at=at)
        for code, text in texts.items()
        if code not in known
    )
    for row in made:
        write(council=council, by=by, at=at, verb="lay down", obj=row, words=f"Principle {row} laid down")
    return made
