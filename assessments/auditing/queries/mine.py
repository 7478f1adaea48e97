"""What somebody is asked to audit, as they see it: never why it was drawn, and never who wrote it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from academy.people.access import can, standing_of, visible
from academy.people.models import User
from assessments.auditing.models import Allocation
from assessments.auditing.rules.allocations import allowed_to_guest, can_return
from assessments.auditing.states import ALLOCATION

MOST_DONE = 50


@dataclass(frozen=True)
class ToDo:
    """One plan to audit. Guests get the same: there is nothing internal in it."""

    pk: int
    plan_ref: str
    about: str
    due_on: datetime.date
    state: str
    state_words: str
    late: bool
    saved: int
    done_on: datetime.date | None


@dataclass(frozen=True)
class Mine:
    """What waits, the soonest first, and what is done, the newest first."""

    waiting: tuple[ToDo, ...]
    done: tuple[ToDo, ...]

    @property
    def late(self) -> int:
        """How many are past their day."""
        return sum(one.late for one in self.waiting)


def asked_of(*, actor: User, on: datetime.date) -> QuerySet[Allocation]:
    """What the actor was asked to audit and may still see: a guest only plans of the setting they work in.
    A panel grades on pages of its own."""
    if not can(actor, "audit_plans"):
        return Allocation.objects.none()
    rows = visible(actor, Allocation).filter(auditor=actor).exclude(why=Allocation.Why.PANEL)
    rows = rows.exclude(state__in=["returned", "dropped"])
    if standing_of(actor).is_partner:
        places = allowed_to_guest(actor, on).values("organisation_id")
        rows = rows.filter(why=Allocation.Why.SETTING, plan__organisation_id__in=places)
    return rows.select_related("plan")


def my_audits(*, actor: User, on: datetime.date) -> Mine:
    """One's own list. Two queries."""
    rows = list(asked_of(actor=actor, on=on).annotate(saved=Count("marks")).order_by("due_on", "pk"))
    waiting = [one for one in rows if one.state in ALLOCATION.starts("return")]
    done = sorted((one for one in rows if one.state == "concluded"), key=_ended, reverse=True)
    return Mine(tuple(_to_do(one, on) for one in waiting), tuple(_to_do(one, on) for one in done[:MOST_DONE]))


def _ended(row: Allocation) -> tuple[datetime.date, int]:
    return row.concluded_at.date() if row.concluded_at else row.due_on, row.pk


def _to_do(row: Allocation, on: datetime.date) -> ToDo:
    plan = row.plan
    said = [plan.get_plan_type_display(), plan.get_key_stage_display()]
    return ToDo(
        pk=row.pk,
        plan_ref=plan.plan_ref,
        about=", ".join(word for word in said if word),
        due_on=row.due_on,
        state=row.state,
        state_words=row.get_state_display(),
        late=row.state != "concluded" and row.due_on < on,
        saved=row.saved,  # type: ignore[attr-defined]
        done_on=_ended(row)[0] if row.state == "concluded" else None,
    )


def to_give_back(*, actor: User, pk: int, on: datetime.date) -> Allocation | None:
    """An audit of one's own that can still be given back."""
    row = asked_of(actor=actor, on=on).filter(pk=pk).first()
    return row if row is not None and can_return(allocation=row, by=actor, on=on) else None


def count_waiting(*, actor: User, on: datetime.date) -> int:
    """How many plans wait for this auditor. One query."""
    return asked_of(actor=actor, on=on).filter(state__in=ALLOCATION.starts("return")).count()
