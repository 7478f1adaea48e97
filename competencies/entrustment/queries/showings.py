"""What somebody has shown, piece by piece, as a decision may cite it or has cited it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from academy.people.access import visible
from academy.people.models import User
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.citing import counting_competencies, live_kinds
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask

MOST_SHOWN = 60


@dataclass(frozen=True)
class Showing:
    """One piece: rows of evidence from one source. `ids` are theirs, the first one names the piece."""

    ids: tuple[int, ...]
    kind: str
    label: str
    path: str
    shown_on: datetime.date
    live: bool
    recommends: bool
    codes: tuple[str, ...]
    valid_until: datetime.date | None = None

    @property
    def key(self) -> str:
        """What the piece is called in a form."""
        return str(self.ids[0])

    @property
    def kind_words(self) -> str:
        """The kind in words, and whether it comes from live work."""
        words = str(Evidence.Kind(self.kind).label)
        return f"{words}, live work" if self.live else words

    @property
    def shows(self) -> str:
        """The competencies that it showed."""
        return ", ".join(self.codes)


def citable(
    *, actor: User, person: User, task: EntrustableTask, on: datetime.date
) -> tuple[list[Showing], int]:
    """What counts for the task on this day as far as the actor may see it, newest first, and how many pieces
    there are in all. A constant number of queries."""
    rows = (
        visible(actor, Evidence)
        .filter(person=person, competency_id__in=counting_competencies(task=task), shown_on__lte=on)
        .filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
        .select_related("competency")
        .order_by("-shown_on", "-pk")
    )
    live = live_kinds(framework_id=task.framework_id)
    pieces = _grouped((_showing(row, live), (row.kind, row.source_key)) for row in rows)
    return pieces[:MOST_SHOWN], len(pieces)


def _showing(row: Evidence, live: frozenset[str]) -> Showing:
    return Showing(
        ids=(row.pk,),
        kind=row.kind,
        label=row.source_label,
        path=row.source_path,
        shown_on=row.shown_on,
        live=row.kind in live,
        recommends=row.strength == Evidence.Strength.RECOMMEND,
        codes=(row.competency.code,),
        valid_until=row.valid_until,
    )


def cited_then(row: Entrustment) -> list[Showing]:
    """The evidence as it stood when the decision was made, from the decision alone."""
    return _grouped((_frozen(one), (one["kind"], one["label"], one["shown_on"])) for one in row.cited)


def _frozen(one: dict[str, Any]) -> Showing:
    return Showing(
        ids=(one["id"],),
        kind=one["kind"],
        label=one["label"],
        path="",
        shown_on=datetime.date.fromisoformat(one["shown_on"]),
        live=one["live"],
        recommends=one["strength"] == Evidence.Strength.RECOMMEND,
        codes=(one["competency"],),
    )


def _grouped(rows: Iterable[tuple[Showing, object]]) -> list[Showing]:
    """Rows of one source as one piece, in the order in which the sources come."""
    found: dict[object, Showing] = {}
    for one, source in rows:
        before = found.get(source)
        found[source] = one if before is None else _joined(before, one)
    return list(found.values())


def _joined(first: Showing, more: Showing) -> Showing:
    return replace(
        first,
        ids=tuple(sorted({*first.ids, *more.ids})),
        codes=tuple(sorted({*first.codes, *more.codes}, key=_natural)),
        recommends=first.recommends or more.recommends,
    )


def _natural(code: str) -> tuple[str, ...]:
    """C9.1 before C10.1."""
    return tuple(part.zfill(3) for part in code.lstrip("C").split("."))
