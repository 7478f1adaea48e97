"""What a shared step changed: the same criterion in the same group in the quarter after it was done."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q, QuerySet

from assessments.audits.models import Grade, SectionGrade
from assessments.instruments.models import Criterion
from courses.assignments.rules.shares import Look
from courses.improvements.models import Improvement

BELOW_GOOD = 2
PARTS = {
    Improvement.Of.TEAM: "audit__team_id",
    Improvement.Of.SERVICE: "audit__service_id",
    Improvement.Of.SETTING: "audit__setting",
    Improvement.Of.TEMPLATE: "audit__plan_type",
}


def count_after(improvement: Improvement, *, days: int) -> Look:
    """Marks of audits dated after it was done, within so many days: in the group and in the rest."""
    if improvement.done_on is None:
        return Look(0, 0, 0, 0)
    window = {
        "audit__council_id": improvement.council_id,
        "audit__is_current": True,
        "audit__audited_on__gt": improvement.done_on,
        "audit__audited_on__lte": improvement.done_on + datetime.timedelta(days=days),
        "standing__isnull": False,
    }
    criterion = improvement.criterion
    rows: QuerySet[Grade] | QuerySet[SectionGrade]
    if criterion.kind == Criterion.Kind.SECTION:
        rows = SectionGrade.objects.filter(**window, section=criterion.section)
    else:
        rows = Grade.objects.filter(
            **window, criterion__code=criterion.code, criterion__kind=Criterion.Kind.CRITERION
        )
    group = Q(**{PARTS[Improvement.Of(improvement.of)]: improvement.group})
    low = Q(standing__lte=BELOW_GOOD)
    found = rows.order_by().aggregate(
        n=Count("pk", filter=group),
        low=Count("pk", filter=group & low),
        rest_n=Count("pk", filter=~group),
        rest_low=Count("pk", filter=~group & low),
    )
    return Look(found["low"], found["n"], found["rest_low"], found["rest_n"])
