"""Bringing in awards: units and the competencies that count for them, version beside version."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.kit.refusals import Refused
from academy.people.models import Council, User
from academy.record.actions import write
from competencies.framework.queries import competencies_by_code
from courses.records.models import Award, AwardUnit


@transaction.atomic
def load_awards(
    *, council: Council, data: list[dict[str, Any]], by: User | None, at: datetime.datetime
) -> int:
    """Make the versions that `data` describes; one that is there already is left as it is. Returns how many
    were made.

    `data`: code, version, title, source, effective_from (ISO date), units [{code, title, competencies}].
    Codes that the framework does not have are refused: the assessment centre and the framework must agree.
    """
    codes = {code for award in data for unit in award["units"] for code in unit["competencies"]}
    missing = codes - competencies_by_code(council_id=council.pk, codes=codes).keys()
    if missing:
        raise Refused(f"The framework has no competency {', '.join(sorted(missing))}.", code="competency")
    return sum(_load(council, award, by, at) for award in data)


def _load(council: Council, data: dict[str, Any], by: User | None, at: datetime.datetime) -> int:
    award, made = Award.objects.get_or_create(
        council=council,
        code=data["code"],
        version=data["version"],
        defaults={
            "title": data["title"],
            "source": data["source"],
            "effective_from": datetime.date.fromisoformat(data["effective_from"]),
        },
    )
    if not made:
        return 0
    AwardUnit.objects.bulk_create(
        AwardUnit(
            award=award,
            code=unit["code"],
            title=unit["title"],
            competencies=unit["competencies"],
            position=position,
        )
        for position, unit in enumerate(data["units"], start=1)
    )
    write(council=council, by=by, at=at, verb="lay down", obj=award, words=f"{award} laid down")
    return 1
