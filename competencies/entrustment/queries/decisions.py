"""Decisions as people read them: the one in force, those before it, and those that wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from academy.people.access import can, visible
from academy.people.models import User
from competencies.entrustment.models import Entrustment
from competencies.entrustment.queries.showings import Showing, cited_then
from competencies.entrustment.rules import MAY_COUNTERSIGN, highest_signed
from competencies.framework.models import EntrustableTask

SIGNERS = ("person", "decided_by", "second_by", "second_asked", "ended_by", "task")
MARKS = {
    "waiting": "half",
    "stands": "done",
    "replaced": "done",
    "lapsed": "look",
    "declined": "look",
    "withdrawn": "todo",
}


@dataclass(frozen=True)
class Decision:
    """One decision in words, with what it rested on then."""

    row: Entrustment
    cited: tuple[Showing, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What the product missed for this level when it was decided."""
        return tuple(self.row.proposed.get("missing", ()))

    @property
    def otherwise(self) -> str:
        """Why somebody decided otherwise."""
        return str(self.row.proposed.get("otherwise", ""))

    @property
    def mark(self) -> str:
        """The mark beside it."""
        return MARKS[self.row.state]

    @property
    def title(self) -> str:
        """What was decided, as the heading of its place in the history."""
        row = self.row
        step = {"grant": "", "renew": "renewed", "lower": "more support agreed"}[row.step]
        state = {
            "waiting": "waits for a second signature",
            "declined": "not signed by a second person",
            "withdrawn": "taken back before it was signed",
            "lapsed": "lapsed since",
        }.get(row.state, "")
        return ", ".join(filter(None, [f"Level {row.level}", step, state]))


def as_decision(row: Entrustment) -> Decision:
    """A decision with what it rested on then."""
    return Decision(row, tuple(cited_then(row)))


def decisions_on(*, actor: User, person: User, task: EntrustableTask) -> QuerySet[Entrustment]:
    """Every decision on one task of one person in every version of it, newest first, as far as the actor
    may see it."""
    rows = visible(actor, Entrustment).filter(person=person, task_identity=task.identity)
    return rows.select_related(*SIGNERS).order_by("-decided_at", "-pk")


def decision_seen(*, actor: User, pk: int) -> Entrustment | None:
    """One decision that the actor may see."""
    rows = visible(actor, Entrustment).select_related(*SIGNERS)
    return rows.filter(pk=pk).first()


def to_sign(*, actor: User) -> QuerySet[Entrustment]:
    """What waits for a second signature that the actor may give, those first that ask for theirs.

    Council-wide, and only what waits: neither one's own, nor what one signed first, nor what is above one's
    role. Nothing else of these people is shown by this.
    """
    rows = (
        visible(actor, Entrustment, kind="to_countersign")
        .filter(state="waiting", level__lte=highest_signed(actor, MAY_COUNTERSIGN))
        .exclude(person=actor)
        .exclude(decided_by=actor)
    )
    return rows.select_related(*SIGNERS).order_by("decided_at", "pk")


def count_to_sign(*, actor: User) -> int:
    """How many decisions wait for a second signature that the actor may give. No query for those who give
    none."""
    return to_sign(actor=actor).count() if can(actor, "countersign_level") else 0


def first_signed(*, actor: User) -> QuerySet[Entrustment]:
    """What the actor signed first and what still waits."""
    rows = visible(actor, Entrustment).filter(state="waiting", decided_by=actor)
    return rows.select_related(*SIGNERS).order_by("decided_at", "pk")


def was_signed(*, by: User, pk: int, state: str) -> bool:
    """Whether somebody gave the second answer to a decision already: what a second click asks."""
    rows = Entrustment.objects.filter(person__council_id=by.council_id, second_by=by)
    return rows.filter(pk=pk, state=state).exists()
