"""Audits as people see them: the list, one audit with the arithmetic beside it, and the sample."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, Q, QuerySet

from academy.law.pack import reference
from academy.people.access import visible
from academy.people.models import Team, User
from assessments.audits.arithmetic import Mark, overall_grade, section_grades
from assessments.audits.models import GOOD, Audit, Finding, Grade, Reaudit, Remark, SectionGrade

SECTION_NAMES = {"Whole": "The whole plan", "PfA": "Preparing for adulthood", "Review": "Review"}


@dataclass(frozen=True)
class MarkLine:
    """One criterion in one audit."""

    code: str
    text: str
    grade: int | None
    critical: bool
    descriptor: str
    remarks: list[str]
    law: list[str]


@dataclass(frozen=True)
class SectionBlock:
    """One section: what the auditor decided, what the arithmetic gives, and the marks."""

    name: str
    stored: int | None
    has_stored: bool
    by_arithmetic: int | None
    marks: list[MarkLine]


@dataclass(frozen=True)
class AuditPage:
    """One audit as its page shows it."""

    audit: Audit
    sections: list[SectionBlock]
    by_arithmetic: int | None
    marked: int
    below_good: int
    remarks: list[tuple[str, str]]
    findings: list[Finding]
    versions: list[Audit] = field(default_factory=list)


@dataclass(frozen=True)
class Wish:
    """A writer whose next plans are to be looked at. Never says on what, or why."""

    writer: User
    team: str
    plans: int
    looked_at: int
    until: datetime.date

    @property
    def left(self) -> int:
        """Plans still to pick."""
        return max(0, self.plans - self.looked_at)


def audits_of(*, actor: User, words: str = "", team: int | None = None) -> QuerySet[Audit]:
    """The audits that count and that the actor may see, newest first; found by number, plan or writer."""
    rows = visible(actor, Audit).filter(is_current=True).select_related("writer", "team")
    if team is not None:
        rows = rows.filter(team_id=team)
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(ref__icontains=word)
            | Q(plan_ref__icontains=word)
            | Q(writer__given_name__icontains=word)
            | Q(writer__family_name__icontains=word)
        )
    low = Count("grades", filter=Q(grades__grade__lt=GOOD))
    return rows.annotate(below_good=low).order_by("-audited_on", "-ref")


def teams_of(*, actor: User) -> QuerySet[Team]:
    """Teams for the filter of the list."""
    return visible(actor, Team)


def audit_page(*, actor: User, pk: int) -> AuditPage | None:
    """One audit, or None when the actor may not see it. A constant number of queries."""
    audit = (
        visible(actor, Audit)
        .filter(pk=pk)
        .select_related("writer", "team", "instrument", "auditor")
        .prefetch_related(
            Prefetch("grades", Grade.objects.select_related("criterion").order_by("criterion__position")),
            Prefetch("section_grades", SectionGrade.objects.order_by("pk")),
            Prefetch("remarks", Remark.objects.select_related("criterion").order_by("pk")),
        )
        .first()
    )
    if audit is None:
        return None
    grades = list(audit.grades.all())
    marks = [
        Mark(
            one.criterion.code, one.criterion.section, one.criterion.weight, one.criterion.critical, one.grade
        )
        for one in grades
        if one.grade is not None
    ]
    remarks = list(audit.remarks.all())
    findings = (
        visible(actor, Finding)
        .filter(audit=audit)
        .select_related("criterion")
        .order_by("criterion__position")
    )
    versions = visible(actor, Audit).filter(ref=audit.ref, council_id=audit.council_id).order_by("-version")
    return AuditPage(
        audit=audit,
        sections=_sections(audit, grades, marks, remarks),
        by_arithmetic=overall_grade(marks),
        marked=len(marks),
        below_good=sum(mark.grade < GOOD for mark in marks),
        remarks=[(one.label, one.text) for one in remarks if one.criterion_id is None],
        findings=list(findings),
        versions=list(versions),
    )


def _sections(
    audit: Audit, grades: list[Grade], marks: list[Mark], remarks: list[Remark]
) -> list[SectionBlock]:
    said: defaultdict[int, list[str]] = defaultdict(list)
    for one in remarks:
        if one.criterion_id is not None:
            said[one.criterion_id].append(one.text)
    stored = {one.section: one.grade for one in audit.section_grades.all()}
    worked_out = section_grades(marks)
    lines: defaultdict[str, list[MarkLine]] = defaultdict(list)
    for grade in grades:
        criterion = grade.criterion
        lines[criterion.section].append(
            MarkLine(
                code=criterion.code,
                text=criterion.text,
                grade=grade.grade,
                critical=criterion.critical,
                descriptor=criterion.descriptor(grade.grade) if grade.grade else "",
                remarks=said[criterion.pk],
                law=[reference(key).citation for key in criterion.law],
            )
        )
    names = list(dict.fromkeys([*lines, *stored]))
    return [
        SectionBlock(
            name=SECTION_NAMES.get(name, f"Section {name}"),
            stored=stored.get(name),
            has_stored=name in stored,
            by_arithmetic=worked_out.get(name),
            marks=lines[name],
        )
        for name in names
    ]


def wishes_of(*, actor: User, today: datetime.date) -> list[Wish]:
    """Writers whose next plans go into the sample, the soonest end first. Two queries."""
    open_wishes = (
        visible(actor, Reaudit)
        .filter(closed_on=None, until__gte=today)
        .select_related("writer")
        .annotate(
            looked_at=Count(
                "writer__audits_of_plans",
                filter=Q(
                    writer__audits_of_plans__is_current=True,
                    writer__audits_of_plans__audited_on__gt=F("asked_on"),
                    writer__audits_of_plans__audited_on__lte=F("until"),
                ),
            )
        )
        .order_by("until", "pk")
    )
    by_writer: dict[int, list[Reaudit]] = {}
    for one in open_wishes:
        by_writer.setdefault(one.writer_id, []).append(one)
    teams = dict(
        Team.objects.filter(posts__person_id__in=by_writer, posts__ends_on=None).values_list(
            "posts__person_id", "name"
        )
    )
    wishes = [
        Wish(
            writer=some[0].writer,
            team=teams.get(writer_id, ""),
            plans=max(one.plans for one in some),
            looked_at=min(one.looked_at for one in some),  # type: ignore[attr-defined]
            until=max(one.until for one in some),
        )
        for writer_id, some in by_writer.items()
    ]
    return [wish for wish in wishes if wish.left]


def later_marks(*, writer_id: int, criterion_code: str, after: datetime.date) -> list[tuple[Audit, int]]:
    """Marks of this writer on this criterion in audits after a day, oldest first; not applicable left out."""
    rows = (
        Grade.objects.filter(
            audit__writer_id=writer_id,
            audit__is_current=True,
            audit__audited_on__gt=after,
            criterion__code=criterion_code,
            grade__isnull=False,
        )
        .select_related("audit")
        .order_by("audit__audited_on", "audit__ref")
    )
    return [(row.audit, int(row.grade or 0)) for row in rows]
