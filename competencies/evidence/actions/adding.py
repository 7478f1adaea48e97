"""Adding evidence, one event at a time or thousands."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from academy.kit.words import plural
from academy.people.models import User
from academy.record.actions import Line, write, write_many
from competencies.evidence.actions.telling import tell_changed
from competencies.evidence.models import Evidence
from competencies.evidence.queries.kinds import last_day, months_valid
from competencies.framework.models import Competency
from competencies.framework.queries import competencies_by_code

T = TypeVar("T")
LOT = 500


@dataclass(frozen=True)
class Showing:
    """One row of evidence on its way into the table, by primary keys."""

    person_id: int
    competency_id: int
    shown_on: datetime.date
    source_label: str
    source_path: str
    source_key: str


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
    strength: Evidence.Strength = Evidence.Strength.EVIDENCE,
    valid_until: datetime.date | None = None,
) -> list[Evidence]:
    """One row per competency of the framework in force; the same source adds nothing twice.

    It counts as long as the framework lets its kind count, unless `valid_until` says otherwise. Returns the
    rows added now. Codes that the framework does not have are a LookupError: content and framework must
    agree.
    """
    found = _competencies(person.council_id, competency_codes)
    about = {
        "shown_on": shown_on,
        "recorded_at": at,
        "recorded_by": by,
        "source_label": source_label,
        "source_path": source_path,
        "strength": strength,
        "valid_until": valid_until or last_day(kind, shown_on, months_valid(council_id=person.council_id)),
    }
    rows = [
        Evidence.objects.get_or_create(
            person=person, competency=found[code], kind=kind, source_key=source_key, defaults=about
        )
        for code in competency_codes
    ]
    added = [row for row, made in rows if made]
    if added:
        _note_added(person, added[0], competency_codes, source_label, by, at)
    return added


def _note_added(
    person: User, row: Evidence, codes: Sequence[str], label: str, by: User | None, at: datetime.datetime
) -> None:
    """The history of the person, and news for those who work out what it comes to."""
    words = f"Evidence added for {', '.join(codes)}: {label}"[:400]
    write(council=person.council_id, by=by, at=at, verb="add", obj=row, about=person, words=words)
    tell_changed(council_id=person.council_id, at=at)


def _competencies(council_id: int, codes: Sequence[str]) -> dict[str, Competency]:
    """The wording in force of each code; LookupError when the framework lacks one."""
    found = competencies_by_code(council_id=council_id, codes=codes)
    if missing := set(codes) - set(found):
        raise LookupError(f"The framework has no competency {', '.join(sorted(missing))}")
    return found


@transaction.atomic
def add_evidence_many(
    *,
    council_id: int,
    kind: Evidence.Kind,
    showings: Sequence[Showing],
    what: str,
    by: User | None,
    at: datetime.datetime,
) -> int:
    """Add many rows of one kind in sets; what is there already stays as it is, so a repeat adds nothing.

    A row that had ended because its source was taken back counts again: its source is sent once more.
    `what` heads the one line of history of each person. Returns how many rows were added or count again.
    """
    known = _known(kind, {one.source_key for one in showings})
    fresh = [one for one in showings if _key(one) not in known]
    months = months_valid(council_id=council_id)
    rows = _rows(kind, fresh, months, by, at)
    Evidence.objects.bulk_create(rows, batch_size=LOT, ignore_conflicts=True)
    back = [one for one in showings if known.get(_key(one))]
    _count_again(kind, back, [known[_key(one)] for one in back], months)
    changed: dict[int, set[str]] = defaultdict(set)
    for one in (*fresh, *back):
        changed[one.person_id].add(one.source_key)
    _note_many(council_id, what, changed, by, at)
    return len(fresh) + len(back)


def _note_many(
    council_id: int, what: str, changed: dict[int, set[str]], by: User | None, at: datetime.datetime
) -> None:
    """One line of history for each person, and news for those who work out what it comes to."""
    write_many(
        council=council_id,
        by=by,
        at=at,
        lines=(
            Line("add", "evidence", f"{what}: evidence from {plural(len(keys), 'source')}", person)
            for person, keys in changed.items()
        ),
    )
    if changed:
        tell_changed(council_id=council_id, at=at)


def _rows(
    kind: str, fresh: Sequence[Showing], months: dict[str, int], by: User | None, at: datetime.datetime
) -> Iterator[Evidence]:
    """Rows as they go into the table."""
    return (
        Evidence(
            person_id=one.person_id,
            competency_id=one.competency_id,
            kind=kind,
            shown_on=one.shown_on,
            recorded_at=at,
            recorded_by=by,
            valid_until=last_day(kind, one.shown_on, months),
            source_label=one.source_label,
            source_path=one.source_path,
            source_key=one.source_key,
        )
        for one in fresh
    )


def _key(one: Showing) -> tuple[int, int, str]:
    return one.person_id, one.competency_id, one.source_key


def _known(kind: str, keys: set[str]) -> dict[tuple[int, int, str], int]:
    """Rows of these sources that are there; those that ended for a reason with their id, others with 0."""
    found: dict[tuple[int, int, str], int] = {}
    for lot in lots(sorted(keys)):
        rows = Evidence.objects.filter(source_key__in=lot, kind=kind)
        for pk, person, competency, key, words in rows.values_list(
            "pk", "person_id", "competency_id", "source_key", "ended_words"
        ):
            found[person, competency, key] = pk if words else 0
    return found


def _count_again(kind: str, back: list[Showing], ids: list[int], months: dict[str, int]) -> None:
    """Let rows that had ended for a reason count again, as long as their kind counts."""
    by_end: dict[datetime.date | None, list[int]] = defaultdict(list)
    for one, pk in zip(back, ids, strict=True):
        by_end[last_day(kind, one.shown_on, months)].append(pk)
    for end, some in by_end.items():
        for lot in lots(some):
            Evidence.objects.filter(pk__in=lot).update(valid_until=end, ended_words="")


def lots(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same in portions that a database takes at once."""
    return (things[start : start + LOT] for start in range(0, len(things), LOT))
