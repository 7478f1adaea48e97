"""Evidence as its pages show it: a history in portions, an overview, and one piece."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Q

from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence, Kind, Piece
from competencies.evidence.queries.history import Narrow, counting, evidence_of
from competencies.evidence.rules.shortforms import FORMS, answered
from competencies.framework.models import Competency
from competencies.framework.queries import competencies_in_force, current_competencies

PAGE = 50
READS_REFLECTIONS = "shared_reflection"
"""Who reads the words of a reflective account: the person and their manager."""


@dataclass(frozen=True)
class Shown:
    """Rows of one event, as one line of the history. `pk` is that of the first row."""

    pk: int
    label: str
    kind: str
    shown_on: datetime.date
    valid_until: datetime.date | None
    ended_words: str
    counts: bool
    recommends: bool
    own_word: bool
    competencies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class History:
    """One portion of a history; `after` leads to the next one and is empty at the end."""

    lines: tuple[Shown, ...]
    after: str


@dataclass(frozen=True)
class Standing:
    """One competency of the framework in force, and what there is for it."""

    code: str
    text: str
    counting: int
    kinds: tuple[str, ...]
    last: datetime.date | None


@dataclass(frozen=True)
class DomainStanding:
    """One domain with its competencies."""

    code: str
    title: str
    competencies: tuple[Standing, ...]

    @property
    def shown(self) -> int:
        """Competencies with something that counts."""
        return sum(one.counting > 0 for one in self.competencies)


@dataclass(frozen=True)
class Overview:
    """Everything somebody has shown, by domain; counts are of rows, one a competency and event."""

    domains: tuple[DomainStanding, ...]
    counting: int
    ended: int
    kinds: int


@dataclass(frozen=True)
class PiecePage:
    """One event with the form that was filled in, if there is one, and whether its words are shown."""

    row: Evidence
    counts: bool
    competencies: tuple[Competency, ...]
    piece: Piece | None
    answers: tuple[tuple[str, str], ...]
    words_hidden: bool
    leads_to: str
    newer: int | None
    older: int | None


def history_page(
    *, actor: User, person_id: int, on: datetime.date, narrow: Narrow | None = None, after: str = "",
    size: int = PAGE,
) -> History:  # fmt: skip
    """The next portion of somebody's history, newest first, from `after` on. One query."""
    rows = evidence_of(actor=actor, person_id=person_id, narrow=narrow).select_related("piece")
    cursor = _cursor(after)
    if cursor is not None:
        day, pk = cursor
        rows = rows.filter(Q(shown_on__lte=day) & (Q(shown_on__lt=day) | Q(pk__lt=pk)))
    found = list(rows[: size + 1])
    more = len(found) > size
    last = found[size - 1] if more else None
    return History(
        tuple(_lines(found[:size], on)), f"{last.shown_on.isoformat()}_{last.pk}" if last is not None else ""
    )


def _cursor(after: str) -> tuple[datetime.date, int] | None:
    """Day and key after which to go on; None for the beginning and for anything else."""
    day, _, pk = after.partition("_")
    try:
        return datetime.date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _lines(rows: Iterable[Evidence], on: datetime.date) -> Iterable[Shown]:
    for _, group in groupby(rows, key=lambda row: (row.shown_on, row.kind, row.source_key)):
        same = list(group)
        first = same[0]
        yield Shown(
            pk=first.pk,
            label=first.source_label,
            kind=first.get_kind_display(),
            shown_on=first.shown_on,
            valid_until=first.valid_until,
            ended_words=first.ended_words,
            counts=first.counts_on(on),
            recommends=first.strength == Evidence.Strength.RECOMMEND,
            own_word=first.piece is not None and first.piece.is_own_word,
            competencies=tuple(
                (row.competency.code, row.competency.text)
                for row in sorted(same, key=lambda row: row.competency.position)
            ),
        )


def overview_of(*, actor: User, person_id: int, on: datetime.date) -> Overview:
    """Everything somebody has shown, by the domains of the framework in force. Five queries.

    What was shown under an older wording stands where the bridge leads; what the framework no longer has is
    in the history alone.
    """
    rows = visible(actor, Evidence).filter(person_id=person_id).order_by()
    sums = list(
        rows.values("competency_id", "kind").annotate(
            all=Count("pk"), now=Count("pk", filter=counting(on)), last=Max("shown_on", filter=counting(on))
        )
    )
    council_id = actor.council_id
    bridge = current_competencies(council_id=council_id)
    counts: dict[int, int] = defaultdict(int)
    kinds: dict[int, set[str]] = defaultdict(set)
    last: dict[int, datetime.date] = {}
    for one in sums:
        for here in bridge.get(one["competency_id"], ()) if one["now"] else ():
            counts[here] += one["now"]
            kinds[here].add(one["kind"])
            last[here] = max(last.get(here, one["last"]), one["last"])
    now = sum(one["now"] for one in sums)
    return Overview(
        domains=tuple(_domains(council_id, counts, kinds, last)),
        counting=now,
        ended=sum(one["all"] for one in sums) - now,
        kinds=len({one["kind"] for one in sums if one["now"]}),
    )


def _domains(
    council_id: int, counts: dict[int, int], kinds: dict[int, set[str]], last: dict[int, datetime.date]
) -> Iterable[DomainStanding]:
    for domain, some in groupby(competencies_in_force(council_id=council_id), key=lambda one: one.domain):
        yield DomainStanding(
            domain.code,
            domain.title,
            tuple(
                Standing(
                    one.code,
                    one.text,
                    counts[one.pk],
                    tuple(kind.label for kind in Kind if kind.value in kinds[one.pk]),
                    last.get(one.pk),
                )
                for one in some
            ),
        )


def piece_page(*, actor: User, pk: int, on: datetime.date) -> PiecePage | None:
    """One event, or None when the actor may not see it. A constant number of queries."""
    seen = visible(actor, Evidence)
    row = seen.filter(pk=pk).select_related(
        "person", "recorded_by", "competency", "piece__person", "piece__task", "piece__recorded_by",
        "piece__replaced_by", "piece__replaces",
    ).first()  # fmt: skip
    if row is None:
        return None
    same = seen.filter(person_id=row.person_id, kind=row.kind, source_key=row.source_key)
    piece = row.piece
    hidden = piece is not None and not reads_words(actor=actor, piece=piece)
    form = FORMS[row.kind]
    newer = getattr(piece, "replaced_by", None) if piece else None
    older = piece.replaces if piece else None
    rows_of = dict(
        seen.filter(piece__in=[one.pk for one in (newer, older) if one]).values_list("piece_id", Max("pk"))
        if newer or older
        else []
    )
    return PiecePage(
        row=row,
        counts=row.counts_on(on),
        competencies=tuple(
            one.competency
            for one in same.select_related("competency__domain").order_by("competency__position")
        ),
        piece=piece,
        answers=tuple(answered(form, piece.answers)) if piece and not hidden else (),
        words_hidden=hidden,
        leads_to="" if piece else row.source_path,
        newer=rows_of.get(newer.pk) if newer else None,
        older=rows_of.get(older.pk) if older else None,
    )


def reads_words(*, actor: User, piece: Piece) -> bool:
    """Whether the actor reads what stands in the form: a reflective account is for the person and their
    manager."""
    if piece.kind != Kind.REFLECTION:
        return True
    return visible(actor, Piece, kind=READS_REFLECTIONS).filter(pk=piece.pk).exists()


def piece_of(*, actor: User, pk: int) -> Piece | None:
    """The short form behind one row of evidence, if the actor may see it."""
    row = visible(actor, Evidence).filter(pk=pk).select_related("piece__person", "piece__task").first()
    return row.piece if row is not None else None


def person_seen(*, actor: User, pk: int) -> User | None:
    """Somebody whose evidence the actor may see."""
    return visible(actor, User, kind="evidence").filter(pk=pk).first()
