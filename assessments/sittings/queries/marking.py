"""What waits for a marker: answers without names, the longest wait first."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from academy.kit.words import plural
from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import Kind, Marked, kind_of
from assessments.questions.queries.showing import MarkedView, marked_view
from assessments.sittings.marking import JudgeLine, lines_to_judge
from assessments.sittings.models import Judgement
from assessments.sittings.queries.room import said_words


@dataclass(frozen=True)
class Waiting:
    """One answer in the queue."""

    judgement: Judgement
    days: int

    @property
    def url(self) -> str:
        """Where it is marked."""
        return reverse("sittings_mark", args=[self.judgement.pk])

    @property
    def words(self) -> str:
        """How long it has waited."""
        return f"waits {plural(self.days, 'day')}" if self.days else "came today"


@dataclass(frozen=True)
class ToJudge:
    """One answer in front of a marker."""

    judgement: Judgement
    kind: Kind
    said: tuple[tuple[str, str], ...]
    machine: MarkedView
    lines: tuple[JudgeLine, ...]


def waiting_answers(*, actor: User, at: datetime.datetime) -> list[Waiting]:
    """Answers that somebody has to mark, one's own apart. One query."""
    rows = _to_mark(actor).filter(judged_at__isnull=True)
    return [Waiting(row, (at - row.waits_since).days) for row in rows.defer("slot__shown", "slot__answer")]


def judgement_of(*, actor: User, pk: int) -> ToJudge | None:
    """One answer with what a marker needs; None for one's own or another council's."""
    row = _to_mark(actor).filter(pk=pk).first()
    if row is None:
        return None
    slot, kind = row.slot, kind_of(row.slot.kind)
    machine = Marked.from_row(slot.marked)
    return ToJudge(
        row,
        kind,
        said_words(kind.asks(slot.shown), slot.answer),
        marked_view(machine),
        tuple(lines_to_judge(slot.shown, machine)),
    )


def _to_mark(actor: User) -> QuerySet[Judgement]:
    """Never with the person: markers do not see whose answer it is."""
    rows = visible(actor, Judgement).exclude(slot__sitting__person=actor)
    return rows.select_related("slot__version", "slot__sitting__paper")
