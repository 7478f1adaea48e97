"""Results that were settled before somebody had a place in a cohort, or whose news nobody could use then."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments.sittings.models import Sitting
from assessments.tasks.models import Outcome
from courses.cohorts.models import Member
from courses.cohorts.states import OPEN
from courses.gates.actions.results import record_paper, record_task
from courses.gates.catalogue import catalogue
from courses.gates.models import AssessedResult


@transaction.atomic
def gather_results(*, council_id: int, at: datetime.datetime) -> int:
    """Write down what members of open cohorts have shown since their first day and what is not here yet.

    Four queries when there is nothing to gather. Run again, it changes nothing. Returns how many came.
    """
    began = dict(
        Member.objects.filter(cohort__council=council_id, state__in=OPEN).values_list("person_id", "joins_on")
    )
    keys = AssessedResult.objects.filter(member__person__in=began).values_list("source_key", flat=True)
    known = {":".join(key.split(":")[:2]) for key in keys if key.startswith("sitting:")} | set(keys)
    codes = {part.ref for task in catalogue().tasks.values() for part in task.parts}
    found = 0
    sittings = Sitting.objects.filter(
        person__in=began, state="marked", paper__code__in=codes, paper__assessed=True
    ).order_by("number")
    for sitting in sittings:
        day = timezone.localdate(sitting.handed_in_at or sitting.started_at)
        if f"sitting:{sitting.pk}" not in known and day >= began[sitting.person_id]:
            found += record_paper(sitting_id=sitting.pk, at=at) is not None
    outcomes = Outcome.objects.filter(submission__person__in=began, submission__task__code__in=codes)
    rows = outcomes.annotate(person=F("submission__person")).order_by("at", "number")
    for outcome in rows:
        key = f"task:{outcome.submission_id}:{outcome.number}"
        if key not in known and timezone.localdate(outcome.at) >= began[outcome.person]:
            found += record_task(outcome_id=outcome.pk, at=at) is not None
    return found
