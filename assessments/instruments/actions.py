"""Laying down an instrument."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.people.models import Council, User
from academy.record.actions import write
from assessments.instruments.models import Criterion, Instrument


@transaction.atomic
def load_instrument(
    *, council: Council, data: dict[str, Any], by: User | None, at: datetime.datetime
) -> Instrument:
    """Make the instrument version that `data` describes; a version that is there already is left as it is.

    `data`: code, name, version, effective_from and law_as_at (ISO dates) and criteria in reading order, each
    with code, section, text, weight 1 to 3, critical, the four descriptors, codes of competencies, modules
    and principles, and keys of the law it rests on.
    """
    instrument, made = Instrument.objects.get_or_create(
        council=council,
        code=data["code"],
        version=data["version"],
        defaults={
            "name": data["name"],
            "effective_from": datetime.date.fromisoformat(data["effective_from"]),
            "law_as_at": datetime.date.fromisoformat(data["law_as_at"]),
        },
    )
    if made:
        Criterion.objects.bulk_create(
            Criterion(instrument=instrument, position=position, **row)
            for position, row in enumerate(data["criteria"], start=1)
        )
        write(council=council, by=by, at=at, verb="lay down", obj=instrument, words=f"{instrument} laid down")
    return instrument
