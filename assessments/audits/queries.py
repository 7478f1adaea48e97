"""Audits as people see them: the list, and one audit with the arithmetic beside it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from academy.kit.words import day_month_year
from academy.law.dates import add_months
from academy.law.pack import reference
from academy.people.access import scope_of, visible
from academy.people.grants import Scope
from academy.people.models import Team, User
from assessments.audits.arithmetic import Mark, overall_grade, section_grades
from assessments.audits.models import GOOD, Audit, Finding, Grade, Remark, SectionGrade
from assessments.audits.registry import flags_of
from assessments.instruments.models import Criterion
from assessments.instruments.queries import series_everywhere
from competencies.entrustment.registry import Sign

Judged: TypeAlias = Grade | SectionGrade
SECTION_NAMES = {"Whole": "The whole plan", "PfA": "Preparing for adulthood", "Review": "Review"}


@dataclass(frozen=True)
class MarkLine:
    """One criterion in one audit."""

    code: str
    text: str
    grade: int | None
    agreed: int | None
    critical: bool
    descriptor: str
    remarks: list[str]
    law: list[str]


@dataclass(frozen=True)
class SectionBlock:
    """One section: what the auditor decided, what the arithmetic gives, and the marks."""

    name: str
    stored: int | None
    agreed: int | None
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
    flag: str = ""
    versions: list[Audit] = field(default_factory=list)


def audits_of(*, actor: User, words: str = "", team: int | None = None) -> QuerySet[Audit]:
    """The audits that count and that the actor may see, newest first; found by number, plan, writer or
    service."""
    rows = visible(actor, Audit).filter(is_current=True).select_related("writer", "team", "service")
    if team is not None:
        rows = rows.filter(team_id=team)
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(ref__icontains=word)
            | Q(plan_ref__icontains=word)
            | Q(writer__given_name__icontains=word)
            | Q(writer__family_name__icontains=word)
            | Q(service__name__icontains=word)
        )
    low = Count("grades", filter=Q(grades__standing__lt=GOOD))
    return rows.annotate(below_good=low).order_by("-audited_on", "-ref")


def teams_of(*, actor: User) -> QuerySet[Team]:
    """Teams for the filter of the list."""
    return visible(actor, Team)


def audit_page(*, actor: User, pk: int) -> AuditPage | None:
    """One audit, or None when the actor may not see it. A constant number of queries."""
    audit = (
        visible(actor, Audit)
        .filter(pk=pk)
        .select_related("writer", "team", "service", "instrument", "auditor")
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
    marks = [_as_mark(one.criterion, one.standing) for one in grades if one.standing is not None]
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
        remarks=[(one.label, one.shown) for one in remarks if one.criterion_id is None],
        findings=list(findings),
        flag=_flag(actor, audit),
        versions=list(versions),
    )


def _as_mark(criterion: Criterion, grade: int) -> Mark:
    return Mark(criterion.code, criterion.section, criterion.weight, criterion.critical, grade)


def _flag(actor: User, audit: Audit) -> str:
    """Why the audit carries a flag just now, for those who see the council's audits; not for its writer."""
    whole = scope_of(actor, "audit") is Scope.COUNCIL
    if audit.auditor_id is None or audit.writer_id == actor.pk or not whole:
        return ""
    return flags_of([audit.auditor_id]).get(audit.auditor_id, "")


def _sections(
    audit: Audit, grades: list[Grade], marks: list[Mark], remarks: list[Remark]
) -> list[SectionBlock]:
    said: defaultdict[int, list[str]] = defaultdict(list)
    for one in remarks:
        if one.criterion_id is not None:
            said[one.criterion_id].append(one.shown)
    stored = {one.section: one for one in audit.section_grades.all()}
    worked_out = section_grades(marks)
    lines: defaultdict[str, list[MarkLine]] = defaultdict(list)
    for grade in grades:
        criterion = grade.criterion
        lines[criterion.section].append(
            MarkLine(
                code=criterion.code,
                text=criterion.text,
                grade=grade.grade,
                agreed=grade.agreed,
                critical=criterion.critical,
                descriptor=criterion.descriptor(grade.standing) if grade.standing else "",
                remarks=said[criterion.pk],
                law=[reference(key).citation for key in criterion.law],
            )
        )
    names = list(dict.fromkeys([*lines, *stored]))
    return [
        SectionBlock(
            name=SECTION_NAMES.get(name, f"Section {name}"),
            stored=stored[name].grade if name in stored else None,
            agreed=stored[name].agreed if name in stored else None,
            has_stored=name in stored,
            by_arithmetic=worked_out.get(name),
            marks=lines[name],
        )
        for name in names
    ]


def judged_as(*, audit: Audit, criteria: Iterable[Criterion]) -> dict[int, Judged]:
    """What an audit holds on each criterion, by its id; on a section as a whole, the grade of the section."""
    some = list(criteria)
    rows = Grade.objects.filter(audit=audit, criterion__in=[one.pk for one in some])
    found: dict[int, Judged] = {one.criterion_id: one for one in rows}
    whole = {one.section: one.pk for one in some if one.kind == Criterion.Kind.SECTION}
    for section in SectionGrade.objects.filter(audit=audit, section__in=list(whole)):
        found[whole[section.section]] = section
    return found


def judged_marks(*, audit: Audit) -> list[tuple[Criterion, Judged]]:
    """Everything that was judged in an audit, criteria in reading order and then sections. Three queries.

    A section counts as a whole where the audit brings no mark on a criterion of it, as with findings.
    """
    criteria = list(Criterion.objects.filter(instrument_id=audit.instrument_id).order_by("kind", "position"))
    found = judged_as(audit=audit, criteria=criteria)
    both = [(one, found[one.pk]) for one in criteria if one.pk in found]
    told = {
        one.section
        for one, mark in both
        if one.kind == Criterion.Kind.CRITERION and mark.standing is not None
    }
    return [pair for pair in both if pair[0].kind == Criterion.Kind.CRITERION or pair[0].section not in told]


def later_marks(*, writer_id: int, criterion_code: str, after: datetime.date) -> list[tuple[Audit, int]]:
    """Marks of this writer on this criterion in audits after a day, oldest first; not applicable left out."""
    rows = (
        Grade.objects.filter(
            audit__writer_id=writer_id,
            audit__is_current=True,
            audit__audited_on__gt=after,
            criterion__code=criterion_code,
            standing__isnull=False,
        )
        .select_related("audit")
        .order_by("audit__audited_on", "audit__ref")
    )
    return [(row.audit, int(row.standing or 0)) for row in rows]


def two_below_good(council_id: int, person_ids: Collection[int], on: datetime.date) -> list[Sign]:
    """Whose last two audits were both below good on a criterion that is linked to competencies.

    A sign for a person who decides about levels, of the 24 months before `on`. Four queries. A criterion that
    was not looked at, or does not apply, says nothing. It goes on over versions of the instrument.
    """
    series = series_everywhere(council_id=council_id)
    rows = Grade.objects.filter(
        audit__council_id=council_id,
        audit__writer_id__in=list(person_ids),
        audit__is_current=True,
        audit__audited_on__lte=on,
        audit__audited_on__gt=add_months(on, -24),
        standing__isnull=False,
    ).exclude(criterion__competencies=[])
    marks: dict[tuple[int | None, str], list[Grade]] = defaultdict(list)
    for row in rows.select_related("audit", "criterion").order_by("-audit__audited_on", "-audit__ref"):
        code = row.criterion.code
        marks[row.audit.writer_id, series.get(code, code)].append(row)
    return [
        _sign(writer_id, *found[:2])
        for (writer_id, _), found in marks.items()
        if writer_id is not None and len(found) >= 2 and all((row.standing or 0) < GOOD for row in found[:2])
    ]


MODERATED = (
    "Neither was moderated: have them moderated before the level is reviewed.",
    "One of them was moderated: have the other moderated before the level is reviewed.",
    "Both were moderated.",
)
"""A level is reviewed on two moderated audits below good; of other audits the sign says what is wanting."""


def _sign(writer_id: int, newest: Grade, before: Grade) -> Sign:
    criterion, audit = newest.criterion, newest.audit
    moderated = sum(one.audit.moderated_on is not None for one in (newest, before))
    return Sign(
        writer_id,
        frozenset(criterion.competencies),
        f"The last two audits were below good on “{criterion.text}” ({criterion.code}): "
        f"{day_month_year(before.audit.audited_on)} and {day_month_year(audit.audited_on)}. "
        f"{MODERATED[moderated]}",
        reverse("audit", args=[audit.pk]),
    )
