"""What a reviewer works from: the queue, and one version as a learner sees it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.law.pack import Reference
from academy.people.access import can, visible
from academy.people.models import User
from assessments.questions.kinds import Kind
from assessments.questions.models import ItemReview, ItemVersion
from assessments.questions.queries.bank import days_waiting, reviews_waiting
from assessments.questions.queries.items import ReviewLine, item_of, review_lines
from assessments.questions.queries.previews import known_kind
from assessments.questions.queries.showing import references
from assessments.questions.queries.writers import names_of, writers_of


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    version: ItemVersion
    kind: Kind | None
    days: int | None
    agreed: int
    asked_change: int

    @property
    def age(self) -> str:
        """How long it has waited, in words."""
        if self.days is None:
            return "no date"
        return {0: "since today", 1: "for 1 day"}.get(self.days, f"for {self.days} days")

    @property
    def so_far(self) -> str:
        """What others have said, without saying who."""
        agreed = {0: "nobody has agreed yet", 1: "1 person agrees"}.get(
            self.agreed, f"{self.agreed} people agree"
        )
        return f"{agreed}, {self.asked_change} asked for a change" if self.asked_change else agreed


def review_queue(*, actor: User, today: datetime.date) -> list[Waiting]:
    """What waits for the actor's review, the longest first."""
    return [
        Waiting(
            version=one,
            kind=known_kind(one.item.kind),
            days=days_waiting(one, today),
            agreed=one.agreed,  # type: ignore[attr-defined]
            asked_change=one.asked_change,  # type: ignore[attr-defined]
        )
        for one in reviews_waiting(actor=actor)
    ]


@dataclass(frozen=True)
class ReviewPage:
    """The version of an item that is in review, and what was said of it."""

    version: ItemVersion
    kind: Kind | None
    reviews: tuple[ReviewLine, ...]
    law: tuple[Reference, ...]
    wrote: bool
    said: bool


def review_page(*, actor: User, pk: int) -> ReviewPage | None:
    """The review of an item; nothing when no version is in review or the actor may not review it."""
    item = item_of(actor=actor, pk=pk) if can(actor, "review_items") else None
    if item is None:
        return None
    version = visible(actor, ItemVersion).filter(item=item, state="open").first()
    if version is None:
        return None
    version.item = item
    rows = list(visible(actor, ItemReview).filter(version=version))
    return ReviewPage(
        version=version,
        kind=known_kind(item.kind),
        reviews=review_lines(rows, names_of(actor=actor, people=[row.reviewer_id for row in rows])),
        law=references(version.law),
        wrote=actor.pk in writers_of(version=version),
        said=any(row.reviewer_id == actor.pk for row in rows),
    )
