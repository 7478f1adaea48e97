"""What a decision on a task may cite."""

from __future__ import annotations

import datetime

from django.db.models import Q

from academy.law.dates import add_months
from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask, EvidenceKind
from competencies.framework.queries import counting_as

MONTHS = 24
"""How far back a decision looks."""


def counting_competencies(*, task: EntrustableTask) -> frozenset[int]:
    """Ids of the competencies, of every version, that the task is built on."""
    built_on = task.competencies.values_list("pk", flat=True)
    return counting_as(council_id=task.framework.council_id, now=built_on)


def live_kinds(*, framework_id: int) -> frozenset[str]:
    """Codes of the kinds of evidence that come from live work."""
    rows = EvidenceKind.objects.filter(framework_id=framework_id, is_live=True)
    return frozenset(rows.values_list("code", flat=True))


def citable_evidence(*, person: User, task: EntrustableTask, on: datetime.date) -> list[Evidence]:
    """What somebody showed of the task in the last 24 months and still counts, newest first."""
    rows = Evidence.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        person=person,
        competency_id__in=counting_competencies(task=task),
        shown_on__lte=on,
        shown_on__gte=add_months(on, -MONTHS),
    )
    return list(rows.select_related("competency").order_by("-shown_on", "competency__position", "-pk"))
