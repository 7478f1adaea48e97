"""Adding evidence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write
from competencies.evidence.models import Evidence
from competencies.framework.models import Competency
from competencies.framework.queries import competencies_by_code


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
    found = _competencies(person.council_id, competency_codes)
    about = {
        "shown_on": shown_on,
        "recorded_at": at,
        "recorded_by": by,
        "source_label": source_label,
        "source_path": source_path,
    }
    rows = [
        Evidence.objects.get_or_create(
            person=person, competency=found[code], kind=kind, source_key=source_key, defaults=about
        )
        for code in competency_codes
    ]
    added = [row for row, made in rows if made]
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


def _competencies(council_id: int, codes: Sequence[str]) -> dict[str, Competency]:
    """The newest wording of each code; LookupError when the framework lacks one."""
    found = competencies_by_code(council_id=council_id, codes=codes)
    if missing := set(codes) - set(found):
        raise LookupError(f"The framework has no competency {', '.join(sorted(missing))}")
    return found


@transaction.atomic
def end_evidence(
    *,
    person: User,
    source_key: str,
    on: datetime.date,
    words: str,
    by: User | None,
    at: datetime.datetime,
) -> int:
    """Let what came from one source count no longer than `on`. The rows stay; their end is written down.

    Returns how many rows ended now.
    """
    rows = Evidence.objects.filter(person=person, source_key=source_key, valid_until=None)
    first = rows.first()
    ended = rows.update(valid_until=on)
    if first is not None:
        write(council=person.council_id, by=by, at=at, verb="end", obj=first, about=person, words=words)
    return ended
