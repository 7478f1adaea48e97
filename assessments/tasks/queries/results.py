"""Results and feedback: the person's own, and those of the people one may see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from academy.people.access import visible
from academy.people.models import User
from assessments.audits.arithmetic import Mark, section_grades
from assessments.tasks.models import AutomaticMark, Outcome
from assessments.tasks.rules.permits import next_try_on
from assessments.tasks.rules.rubric import grade_of


def results_for(*, actor: User) -> QuerySet[Outcome]:
    """Every result the actor may see, the newest first. `replaced`: a later one of the same work stands."""
    rows = visible(actor, Outcome).select_related("submission__person", "submission__edition__task")
    later = Outcome.objects.filter(submission=OuterRef("submission"), number__gt=OuterRef("number"))
    return rows.annotate(replaced=Exists(later)).order_by("-at", "-pk")


@dataclass(frozen=True)
class Result:
    """One result as a page shows it; `moderated` says that it replaced an earlier one in effect."""

    outcome: Outcome
    own: bool
    again_on: datetime.date | None
    others: list[Outcome]
    automatic: AutomaticMark | None = None
    newer: Outcome | None = None

    @property
    def sections(self) -> list[tuple[str, int]]:
        """The grade of each section, where the work was judged as a plan."""
        marks = [
            Mark(row["code"], row["section"], row["weight"], row["critical"], grade_of(row["level"]))
            for row in self.outcome.lines
            if row.get("section")
        ]
        return list(section_grades(marks).items())

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line with the grade that its level stands for, where it is one of the plan audit."""
        return [{**row, "grade": grade_of(row["level"])} for row in self.outcome.lines]

    @property
    def strong(self) -> list[dict[str, Any]]:
        """Lines at 2 or 3, the best first: feedback begins with them."""
        return sorted((row for row in self.lines if row["level"] >= 2), key=lambda row: -row["level"])

    @property
    def weak(self) -> list[dict[str, Any]]:
        """Lines at 0 or 1, must lines first."""
        return sorted(
            (row for row in self.lines if row["level"] < 2),
            key=lambda row: (not (row["must"] or row.get("critical")), row["level"]),
        )


def person_to_observe(*, actor: User, email: str) -> User | None:
    """Somebody by work e-mail whom the actor may see: of the team they lead, or of the council."""
    return visible(actor, User).filter(email__iexact=email.strip(), is_active=True).first()


def result_of(*, actor: User, pk: int) -> Result | None:
    """One result with its feedback, or None when it is not for the actor."""
    outcome = results_for(actor=actor).filter(pk=pk).first()
    if outcome is None:
        return None
    others = visible(actor, Outcome).filter(submission=outcome.submission_id).exclude(pk=pk)
    newer = others.filter(number__gt=outcome.number).order_by("-number").first()
    return Result(
        outcome=outcome,
        own=outcome.submission.person_id == actor.pk,
        again_on=next_try_on(outcome.submission) if newer is None and not outcome.passed else None,
        others=list(others.order_by("number")),
        automatic=visible(actor, AutomaticMark).filter(submission=outcome.submission_id).first(),
        newer=newer,
    )
