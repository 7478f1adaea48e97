"""What people have shown, as pieces in the words of the framework in force."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from academy.law.dates import add_months
from competencies.entrustment.readiness import Piece
from competencies.evidence.models import Evidence

RECOMMEND = Evidence.Strength.RECOMMEND


def pieces_of(
    *,
    person_ids: Iterable[int],
    bridge: Mapping[int, frozenset[int]],
    months_valid: Mapping[str, int],
    live_kinds: frozenset[str],
    since: datetime.date,
    on: datetime.date,
) -> dict[int, list[Piece]]:
    """By person, what was shown from `since` to `on` and still counts. One query.

    What came from one source on one day is one piece. `bridge` leads from competencies of every version to
    those in force, and what has no successor is left out; `months_valid` says which kinds run out.
    """
    rows = Evidence.objects.filter(
        person_id__in=list(person_ids), shown_on__gte=since, shown_on__lte=on
    ).order_by()
    found: dict[tuple[int, str, str, datetime.date, datetime.date | None], list[tuple[int, int, str]]] = (
        defaultdict(list)
    )
    for person, competency, kind, strength, shown, until, key, pk in rows.values_list(
        "person_id", "competency_id", "kind", "strength", "shown_on", "valid_until", "source_key", "pk"
    ).iterator(chunk_size=10_000):
        if (until is None or until >= on) and competency in bridge:
            found[person, kind, key, shown, until].append((competency, pk, strength))
    last = {kind: add_months(on, -months) for kind, months in months_valid.items() if months}
    by_person: dict[int, list[Piece]] = defaultdict(list)
    for (person, kind, _key, shown, until), parts in found.items():
        if kind in last and shown < last[kind]:
            continue
        by_person[person].append(
            Piece(
                kind,
                shown,
                kind in live_kinds,
                any(strength == RECOMMEND for *_, strength in parts),
                until,
                tuple((now, pk) for competency, pk, _ in sorted(parts) for now in bridge[competency]),
            )
        )
    return by_person
