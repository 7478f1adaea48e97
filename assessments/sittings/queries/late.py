"""Answers that came late: those that wait for a decision, one of them, and what was decided."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from academy.kit.words import clock, date_and_time, day_month_year, plural
from academy.people.access import visible
from academy.people.models import User
from assessments.questions.kinds import Kind, kind_of
from assessments.sittings.models import LateAnswer, Sitting, SittingSlot
from assessments.sittings.queries.room import said_words


@dataclass(frozen=True)
class LateRow:
    """One late answer in the list."""

    late: LateAnswer
    days: int

    @property
    def url(self) -> str:
        """Where it is decided."""
        return reverse("late_answer", args=[self.late.pk])

    @property
    def title(self) -> str:
        """Whose, and in which paper."""
        sitting = self.late.slot.sitting
        return f"{sitting.person.get_full_name()}: {sitting.paper.title}"

    @property
    def words(self) -> str:
        """How late it was."""
        return how_late(self.late)

    @property
    def waits(self) -> str:
        """How long it has waited."""
        return f"waits {plural(self.days, 'day')}" if self.days else "came today"


@dataclass(frozen=True)
class ToDecide:
    """One late answer in front of the person who decides. Nothing here says whether it is right."""

    late: LateAnswer
    kind: Kind
    said: tuple[tuple[str, str], ...]
    in_time: tuple[tuple[str, str], ...]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """When what happened."""
        sitting, slot = self.late.slot.sitting, self.late.slot
        found = [("Person", sitting.person.get_full_name()), ("Began", date_and_time(sitting.started_at))]
        if sitting.due_at is not None:
            found.append(("Time was up", date_and_time(sitting.due_at)))
        if sitting.handed_in_at is not None:
            found.append(("Handed in", date_and_time(sitting.handed_in_at)))
        found.append(("This answer came", f"{date_and_time(self.late.saved.at)}. {how_late(self.late)}."))
        if slot.answered_at is not None and self.late.state == "waits":
            found.append(("The answer before it came", date_and_time(slot.answered_at)))
        return found


@dataclass(frozen=True)
class Decided:
    """What the person who sat the paper reads of a late answer."""

    position: int
    title: str
    came: str
    words: str
    reason: str


def how_late(late: LateAnswer) -> str:
    """4 minutes after the time was up; 20 seconds after the paper was handed in."""
    sitting = late.slot.sitting
    ends = [("the time was up", sitting.due_at), ("the paper was handed in", sitting.handed_in_at)]
    words, end = min(
        ((words, end) for words, end in ends if end is not None),
        key=lambda pair: pair[1],
        default=("the paper was handed in", late.saved.at),
    )
    seconds = max(0, int((late.saved.at - end).total_seconds()))
    length = plural(seconds, "second") if seconds < 120 else plural(seconds // 60, "minute")
    return f"{length} after {words}"


def late_answers(*, actor: User, at: datetime.datetime) -> list[LateRow]:
    """Those that wait and can still change something, the longest wait first. One query."""
    rows = _to_decide(actor).filter(state="waits").exclude(slot__sitting__state="open")
    passed = Sitting.objects.filter(
        person=OuterRef("slot__sitting__person"), paper=OuterRef("slot__sitting__paper"), passed=True
    )
    rows = rows.exclude(Exists(passed)).defer("slot__shown", "slot__answer", "slot__marked", "saved__answer")
    return [LateRow(row, (at - row.saved.at).days) for row in rows]


def late_answer_of(*, actor: User, pk: int) -> ToDecide | None:
    """One of them; None for one's own, for one of another council, and while the paper is being sat."""
    row = _to_decide(actor).exclude(slot__sitting__state="open").filter(pk=pk).first()
    if row is None:
        return None
    slot, kind = row.slot, kind_of(row.slot.kind)
    asks = kind.asks(slot.shown)
    in_time = said_words(asks, slot.answer) if row.state == "waits" else ()
    return ToDecide(row, kind, said_words(asks, row.saved.answer), in_time)


def decided_of(*, actor: User, sitting: Sitting, slots: list[SittingSlot]) -> list[Decided]:
    """My late answers of a sitting and what became of each. One query."""
    by_pk = {slot.pk: slot for slot in slots}
    rows = visible(actor, LateAnswer).filter(slot__sitting=sitting, slot__sitting__person=actor)
    found = []
    for row in rows.select_related("saved", "decided_by").defer("saved__answer"):
        slot = by_pk[row.slot_id]
        words = "Nobody has looked at it yet."
        if row.decided_by is not None and row.decided_at is not None:
            verb = "counts" if row.state == "counted" else "does not count"
            who = row.decided_by.get_full_name()
            words = f"It {verb}. {who} decided so on {day_month_year(row.decided_at)}."
        found.append(Decided(slot.position, slot.version.title, clock(row.saved.at), words, row.reason))
    return found


def _to_decide(actor: User) -> QuerySet[LateAnswer]:
    rows = visible(actor, LateAnswer).exclude(slot__sitting__person=actor)
    return rows.select_related("saved", "slot__version", "slot__sitting__paper", "slot__sitting__person")
