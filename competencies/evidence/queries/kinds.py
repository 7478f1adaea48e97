"""How long each kind of evidence counts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from academy.law.dates import add_months
from competencies.framework.models import EvidenceKind


def months_valid(*, council_id: int) -> dict[str, int]:
    """Kinds of the framework in force that count for so many months only. One query."""
    rows = EvidenceKind.objects.filter(
        framework__council_id=council_id, framework__state="published", months_valid__gt=0
    )
    return dict(rows.values_list("code", "months_valid"))


def last_day(kind: str, shown_on: datetime.date, months: Mapping[str, int]) -> datetime.date | None:
    """The last day on which something shown on a day counts; None: no end."""
    return add_months(shown_on, months[kind]) if kind in months else None
