"""Ending evidence before its time. Rows stay; their end and its reason are written down."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet

from academy.people.models import User
from academy.record.actions import Line, write, write_many
from competencies.evidence.actions.adding import lots
from competencies.evidence.actions.telling import tell_changed
from competencies.evidence.models import LONGEST_REASON, Evidence


def _still_counting(rows: QuerySet[Evidence], on: datetime.date) -> QuerySet[Evidence]:
    return rows.filter(Q(valid_until=None) | Q(valid_until__gt=on))


@transaction.atomic
def end_evidence(
    *,
    person: User,
    source_key: str,
    on: datetime.date,
    words: str,
    by: User | None,
    at: datetime.datetime,
    note: str = "",
) -> int:
    """Let what came from one source count no longer than `on`. The person reads `words` as the reason.

    `note` stands in the history in the place of words that not everybody who reads it may read. Returns how
    many rows ended now.
    """
    rows = _still_counting(Evidence.objects.filter(person=person, source_key=source_key), on)
    first = rows.first()
    ended = rows.update(valid_until=on, ended_words=words[:LONGEST_REASON])
    if first is not None:
        said = (note or words)[:400]
        write(council=person.council_id, by=by, at=at, verb="end", obj=first, about=person, words=said)
        tell_changed(council_id=person.council_id, at=at)
    return ended


@transaction.atomic
def end_evidence_many(
    *,
    council_id: int,
    kind: Evidence.Kind,
    source_keys: Collection[str],
    on: datetime.date,
    words: str,
    by: User | None,
    at: datetime.datetime,
    competency_ids: Collection[int] | None = None,
) -> int:
    """Let what came from many sources count no longer than `on`, in sets, with one line of history a person.

    `competency_ids` leaves what they show of other competencies as it is. Returns how many rows ended now.
    """
    ended, people = 0, set()
    for lot in lots(sorted(source_keys)):
        rows = Evidence.objects.filter(source_key__in=lot, kind=kind, person__council_id=council_id)
        if competency_ids is not None:
            rows = rows.filter(competency_id__in=competency_ids)
        rows = _still_counting(rows, on)
        people |= set(rows.values_list("person_id", flat=True))
        ended += rows.update(valid_until=on, ended_words=words[:LONGEST_REASON])
    write_many(
        council=council_id,
        by=by,
        at=at,
        lines=(Line("end", "evidence", words[:400], person) for person in sorted(people)),
    )
    if people:
        tell_changed(council_id=council_id, at=at)
    return ended
