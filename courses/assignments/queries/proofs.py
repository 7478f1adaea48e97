"""Later marks on a criterion, or on a section as a whole: what proves a remedy."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import NamedTuple

from assessments.audits.models import Grade, SectionGrade
from assessments.instruments.models import Criterion
from assessments.instruments.queries import kin_of
from courses.assignments.queries.facts import in_chunks


class Later(NamedTuple):
    """One mark of a later audit."""

    audit_id: int
    writer_id: int
    code: str
    on: datetime.date
    grade: int
    plan_ref: str


def later_marks(
    *,
    council_id: int,
    writers: Collection[int],
    codes: Collection[str],
    after: datetime.date,
    until: datetime.date,
) -> Iterator[Later]:
    """Marks of these writers on these codes in current audits after one day and up to another.

    A section as a whole is proved by the grades that later audits give to the section; a criterion by the
    marks of its series, whatever it was called then.
    """
    kin = kin_of(council_id=council_id, codes=codes)
    rows = Criterion.objects.filter(code__in=codes, kind=Criterion.Kind.SECTION)
    code_of = dict(rows.values_list("section", "code"))
    for lot in in_chunks(sorted(writers)):
        within = {
            "audit__writer_id__in": lot,
            "audit__is_current": True,
            "audit__audited_on__gt": after,
            "audit__audited_on__lte": until,
        }
        marks = Grade.objects.filter(
            **within,
            criterion__code__in=list(kin),
            criterion__kind=Criterion.Kind.CRITERION,
            standing__isnull=False,
        )
        for audit_id, writer, code, on, grade, plan in marks.values_list(
            "audit_id",
            "audit__writer_id",
            "criterion__code",
            "audit__audited_on",
            "standing",
            "audit__plan_ref",
        ):
            yield Later(audit_id, writer or 0, kin[code], on, grade or 0, plan)
        if code_of:
            sections = SectionGrade.objects.filter(**within, section__in=code_of, standing__isnull=False)
            for audit_id, writer, section, on, grade, plan in sections.values_list(
                "audit_id", "audit__writer_id", "section", "audit__audited_on", "standing", "audit__plan_ref"
            ):
                yield Later(audit_id, writer or 0, code_of[section], on, grade or 0, plan)
