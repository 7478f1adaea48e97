"""Findings as a list and as a file, and what waits for whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from academy.people.access import visible
from academy.people.models import User
from assessments.audits.models import Finding
from courses.assignments.models import Assignment, Offer
from courses.assignments.queries.reach import FEWEST, Narrow, names_of, narrowed, sees_names
from courses.assignments.rules.words import name_criterion


@dataclass(frozen=True)
class FindingLine:
    """One finding in a list. `writer` is empty for those who see figures without names."""

    pk: int
    found_on: datetime.date
    criterion: str
    grade: int
    team: str
    writer: str
    state: str
    state_words: str
    module: str
    assigned_on: datetime.date | None
    due_on: datetime.date | None
    learnt_on: datetime.date | None
    settled_on: datetime.date | None


def findings_for(*, actor: User, narrow: Narrow) -> QuerySet[Finding]:
    """The findings of the list, newest first. Nothing where too few people would stand behind it."""
    rows = narrowed(actor, narrow)
    if not sees_names(actor) and rows.values("writer_id").distinct().count() < FEWEST:
        return rows.none()
    return rows.order_by("-found_on", "-pk")


def lines_of(*, actor: User, findings: QuerySet[Finding] | Sequence[Finding]) -> list[FindingLine]:
    """Rows for a page of the list, in a constant number of queries."""
    if isinstance(findings, QuerySet):
        current = Assignment.objects.exclude(state="withdrawn").order_by("-pk")
        findings = list(
            findings.select_related("criterion", "team").prefetch_related(
                Prefetch("assignments", queryset=current, to_attr="remedies")
            )
        )
    names = names_of(actor=actor, people=[row.writer_id for row in findings])
    return [_line(row, names) for row in findings]


def _line(row: Finding, names: dict[int, str]) -> FindingLine:
    remedies: list[Assignment] = row.remedies  # type: ignore[attr-defined]
    remedy = remedies[0] if remedies else None
    return FindingLine(
        pk=row.pk,
        found_on=row.found_on,
        criterion=name_criterion(row.criterion.text, row.criterion.code),
        grade=row.grade,
        team=row.team.name if row.team else "",
        writer=names.get(row.writer_id or 0, ""),
        state=row.state,
        state_words=row.get_state_display(),
        module=remedy.module_code if remedy else "",
        assigned_on=remedy.assigned_on if remedy else None,
        due_on=remedy.due_on if remedy else None,
        learnt_on=remedy.learnt_on if remedy else None,
        settled_on=remedy.settled_on if remedy else None,
    )


def file_lines(*, actor: User, narrow: Narrow, lot: int = 2_000) -> Iterator[FindingLine]:
    """Every row of the narrowed list, read in lots."""
    findings = findings_for(actor=actor, narrow=narrow)
    last: int | None = None
    ordered = findings.order_by("-pk")
    while True:
        rows = ordered if last is None else ordered.filter(pk__lt=last)
        page = lines_of(actor=actor, findings=rows[:lot])
        if not page:
            return
        yield from page
        last = page[-1].pk


def causes_to_decide(*, actor: User) -> QuerySet[Assignment]:
    """What waits for a decision on its cause, oldest first."""
    rows = visible(actor, Assignment).filter(state="paused").exclude(claimed_cause="")
    return rows.select_related("person", "criterion", "finding__team", "rule").order_by("paused_on", "pk")


def coaching_to_agree(*, actor: User) -> QuerySet[Assignment]:
    """Remedies that repeated and wait for a talk between manager and writer, oldest first. Not one's own.

    Nobody is left to talk to where the writer has left.
    """
    rows = visible(actor, Assignment).filter(state="repeated", coaching_on=None).exclude(person=actor)
    rows = rows.exclude(person__left_on__lt=timezone.localdate())
    return rows.select_related("person", "criterion", "finding__team", "rule").order_by("settled_on", "pk")


def assignment_for(*, actor: User, pk: int) -> Assignment | None:
    """One assignment that the actor may see."""
    rows = visible(actor, Assignment).select_related("person", "criterion", "finding__audit", "rule")
    return rows.filter(pk=pk).first()


def offer_for(*, actor: User, pk: int) -> Offer | None:
    """One offer made to the actor."""
    return visible(actor, Offer).filter(pk=pk).first()


def count_waiting_for(*, person: User) -> int:
    """How many modules are asked of this person now."""
    return Assignment.objects.filter(person=person, state="asked").count()
