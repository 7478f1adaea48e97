"""Adding evidence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write
from competencies.evidence.models import Evidence
from competencies.framework.models import Competency


@transaction.atomic
def add_evidence(
    *,
    person: User,
    competency_codes: Sequence[str],
    kind: Evidence.Kind,
    shown_on: datetime.date,
    source_label: str,
    source_path: str,
    source_key: str,
    by: User | None,
    at: datetime.datetime,
) -> list[Evidence]:
    """One row per competency of the council's newest framework; the same source adds nothing twice.

    Returns the rows added now. Codes that the framework does not have are a LookupError: content and
    framework must agree.
    """
    found = {
        c.code: c
        for c in Competency.objects.filter(
            domain__framework__council_id=person.council_id, code__in=competency_codes
        ).order_by("domain__framework__version")
    }
    if missing := set(competency_codes) - set(found):
        raise LookupError(f"The framework has no competency {', '.join(sorted(missing))}")
    added = []
    for code in competency_codes:
        row, made = Evidence.objects.get_or_create(
            person=person,
            competency=found[code],
            kind=kind,
            source_key=source_key,
            defaults={
                "shown_on": shown_on,
                "recorded_at": at,
                "recorded_by": by,
                "source_label": source_label,
                "source_path": source_path,
            },
        )
        if made:
            added.append(row)
    if added:
        write(
            council=person.council_id,
            by=by,
            at=at,
            verb="add",
            obj=added[0],
            about=person,
            words=f"Evidence added for {', '.join(competency_codes)}: {source_label}",
        )
    return added
