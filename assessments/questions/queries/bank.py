"""The bank as a list: the newest version of each item, narrowed down, and what waits for a reviewer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from academy.people.access import can, visible
from academy.people.models import User
from assessments.questions.models import ItemReview, ItemVersion
from assessments.questions.queries.previews import known_kind
from assessments.questions.queries.writers import versions_written
from assessments.questions.states import LIVE

STATES = {
    "draft": "Being written",
    "open": "In review",
    "reviewed": "Reviewed twice",
    "retired": "Retired",
}
"""What stands beside an item in the list. It may be several of them: in use, with a newer draft."""


@dataclass(frozen=True)
class BankRow:
    """One item of the list."""

    version: ItemVersion
    states: tuple[str, ...]
    kind: str

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Words and tone of each state."""
        tones = {"draft": "plain", "open": "look", "reviewed": "settled", "retired": "plain"}
        return [(STATES[one], tones[one]) for one in self.states]


def bank_of(*, actor: User, asked: Mapping[str, Any] | None = None) -> QuerySet[ItemVersion]:
    """The newest version of each item, by code. Drafts are seen by authors alone.

    `asked`: `words` in code or title, `kind`, `competency`, `law`, `difficulty`, `state`, `waiting` for my
    review.
    """
    asked = asked or {}
    seen = visible(actor, ItemVersion)
    if not can(actor, "keep_bank"):
        seen = seen.exclude(state="draft")
    beside = seen.filter(item=OuterRef("item")).order_by()
    newer = Exists(beside.filter(number__gt=OuterRef("number")))
    rows = seen.filter(~newer).annotate(
        **{f"is_{state}": Exists(beside.filter(state=state)) for state in ("draft", *LIVE, "retired")}
    )
    for word in str(asked.get("words") or "").split()[:6]:
        rows = rows.filter(Q(item__code__icontains=word) | Q(title__icontains=word))
    if asked.get("kind"):
        rows = rows.filter(item__kind=asked["kind"])
    if asked.get("difficulty"):
        rows = rows.filter(difficulty=asked["difficulty"])
    for name, field in (("competency", "competencies"), ("law", "law")):
        if asked.get(name):
            as_text = {f"{field}_words": Cast(field, TextField())}
            rows = rows.annotate(**as_text).filter(**{f"{field}_words__contains": f'"{asked[name]}"'})
    if asked.get("state") == "retired":
        rows = rows.filter(is_retired=True, is_open=False, is_reviewed=False)
    elif asked.get("state"):
        rows = rows.filter(**{f"is_{asked['state']}": True})
    if asked.get("waiting"):
        rows = rows.filter(item__in=reviews_waiting(actor=actor).values("item"))
    return rows.select_related("item").order_by("item__code")


def bank_row(version: ItemVersion) -> BankRow:
    """A version of `bank_of` as the list shows it."""
    states = [one for one in (*reversed(LIVE), "draft") if getattr(version, f"is_{one}")]
    if vars(version)["is_retired"] and not set(states) & set(LIVE):
        states.append("retired")
    kind = known_kind(version.item.kind)
    return BankRow(version, tuple(states), kind.title if kind else version.item.kind)


def reviews_waiting(*, actor: User) -> QuerySet[ItemVersion]:
    """Open versions that the actor neither wrote nor reviewed, the longest wait first.

    Annotated with how many agreed (`agreed`) and how many asked for a change (`asked_change`).
    """
    if not can(actor, "review_items"):
        return visible(actor, ItemVersion).none()
    mine = ItemReview.objects.filter(version=OuterRef("pk"), reviewer=actor)
    return (
        visible(actor, ItemVersion)
        .filter(~Exists(mine), state="open")
        .exclude(pk__in=versions_written(actor=actor))
        .select_related("item")
        .annotate(
            agreed=Count("reviews", filter=Q(reviews__verdict=ItemReview.Verdict.AGREE)),
            asked_change=Count("reviews", filter=Q(reviews__verdict=ItemReview.Verdict.CHANGE)),
        )
        .order_by(F("offered_at").asc(nulls_first=True), "pk")
    )


def days_waiting(version: ItemVersion, today: datetime.date) -> int | None:
    """For how many days a version has waited for its reviews."""
    return (today - version.offered_at.date()).days if version.offered_at else None
