"""Grades that can be compared: with what a panel agreed, with a blind second look, with a seeded plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from assessments.auditing.models import Allocation, AuditorMark
from assessments.audits.models import Grade
from assessments.calibration.models import SeededGrade

MODERATED, DOUBLE, SEEDED = "moderated", "double", "seeded"
SOURCE_WORDS = {
    MODERATED: "agreed by a panel",
    DOUBLE: "a blind second look",
    SEEDED: "plans with agreed grades",
}


@dataclass(frozen=True)
class Compared:
    """One grade that an auditor gave, beside what it is compared with.

    `auditor` tells auditors apart: the id of a person, or the number in the file of one who has no account.
    """

    auditor: str
    person_id: int | None
    criterion: str
    source: str
    against: int
    given: int
    on: datetime.date

    @property
    def pair(self) -> tuple[int, int]:
        """As the agreement takes it."""
        return self.against, self.given


def auditor_key(person_id: int | None, ref: str) -> str:
    """What tells an auditor from others."""
    return str(person_id) if person_id is not None else f"ref:{ref}" if ref else ""


def compared(*, council_id: int) -> list[Compared]:
    """Everything that can be compared in a council. Four queries."""
    return [*_moderated(council_id), *_doubles(council_id), *_seeded(council_id)]


def _moderated(council_id: int) -> Iterator[Compared]:
    rows = Grade.objects.filter(
        audit__council_id=council_id, audit__is_current=True, grade__isnull=False, agreed__isnull=False
    ).order_by("pk")
    fields = ("audit__auditor_id", "audit__auditor_ref", "criterion__code", "agreed", "grade")
    for person, ref, code, agreed, grade, on in rows.values_list(*fields, "audit__moderated_on"):
        key = auditor_key(person, ref)
        if key and agreed and grade:
            yield Compared(key, person, code, MODERATED, agreed, grade, on)


def _doubles(council_id: int) -> Iterator[Compared]:
    """Two auditors who looked at the same plan without knowing: each is compared with the other."""
    second = AuditorMark.objects.filter(
        allocation__council_id=council_id,
        allocation__state="concluded",
        allocation__double_of__state="concluded",
        grade__isnull=False,
    ).order_by("pk")
    fields = ("allocation__double_of_id", "criterion_id", "allocation__auditor_id", "grade")
    looks = list(second.values_list(*fields, "allocation__concluded_at"))
    first = {
        (allocation, criterion): (auditor, grade, code)
        for allocation, criterion, auditor, grade, code in AuditorMark.objects.filter(
            allocation_id__in={look[0] for look in looks}, grade__isnull=False
        ).values_list("allocation_id", "criterion_id", "allocation__auditor_id", "grade", "criterion__code")
    }
    for allocation, criterion, auditor, grade, at in looks:
        found = first.get((allocation, criterion))
        if found is None or at is None:
            continue
        other, theirs, code = found
        if grade and theirs:
            on = timezone.localdate(at)
            yield Compared(str(auditor), auditor, code, DOUBLE, theirs, grade, on)
            yield Compared(str(other), other, code, DOUBLE, grade, theirs, on)


def _seeded(council_id: int) -> Iterator[Compared]:
    agreed = {
        (plan, criterion): grade
        for plan, criterion, grade in SeededGrade.objects.filter(plan__council_id=council_id).values_list(
            "plan_id", "criterion_id", "grade"
        )
    }
    rows = AuditorMark.objects.filter(
        allocation__council_id=council_id,
        allocation__why=Allocation.Why.SEEDED,
        allocation__state="concluded",
        grade__isnull=False,
    ).order_by("pk")
    fields = ("allocation__plan_id", "criterion_id", "criterion__code", "allocation__auditor_id", "grade")
    for plan, criterion, code, auditor, grade, at in rows.values_list(*fields, "allocation__concluded_at"):
        against = agreed.get((plan, criterion))
        if against is not None and grade and at is not None:
            yield Compared(str(auditor), auditor, code, SEEDED, against, grade, timezone.localdate(at))


def once(rows: Iterable[Compared]) -> Iterator[Compared]:
    """Each comparison once: of a double look only the side of the second auditor, who came after.

    Both sides come one after the other, so every second one of them is left out.
    """
    second = False
    for row in rows:
        if row.source != DOUBLE:
            yield row
            continue
        second = not second
        if second:
            yield row
