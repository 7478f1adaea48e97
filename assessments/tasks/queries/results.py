"""Results and feedback: the person's own, and those of the people one may see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.tasks.models import Outcome
from assessments.tasks.rules.permits import next_try_on


def results_for(*, actor: User) -> QuerySet[Outcome]:
    """Every result the actor may see, the newest first."""
    rows = visible(actor, Outcome).select_related("submission__person", "submission__edition__task")
    return rows.order_by("-at", "-pk")


@dataclass(frozen=True)
class Result:
    """One result as a page shows it; `moderated` says that it replaced an earlier one in effect."""

    outcome: Outcome
    own: bool
    again_on: datetime.date | None
    others: list[Outcome]

    @property
    def strong(self) -> list[dict[str, object]]:
        """Lines at 2 or 3, the best first: feedback begins with them."""
        return sorted((row for row in self.outcome.lines if row["level"] >= 2), key=lambda row: -row["level"])

    @property
    def weak(self) -> list[dict[str, object]]:
        """Lines at 0 or 1, must lines first."""
        return sorted(
            (row for row in self.outcome.lines if row["level"] < 2),
            key=lambda row: (not row["must"], row["level"]),
        )


def result_of(*, actor: User, pk: int) -> Result | None:
    """One result with its feedback, or None when it is not for the actor."""
    outcome = results_for(actor=actor).filter(pk=pk).first()
    if outcome is None:
        return None
    others = visible(actor, Outcome).filter(submission=outcome.submission_id).exclude(pk=pk)
    newest = not others.filter(number__gt=outcome.number).exists()
    return Result(
        outcome=outcome,
        own=outcome.submission.person_id == actor.pk,
        again_on=next_try_on(outcome.submission) if newest and not outcome.passed else None,
        others=list(others.order_by("number")),
    )
