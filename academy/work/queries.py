"""Reading the ledger."""

import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from academy.kit.health import Check, waiting
from academy.work.models import Job


def oldest_due(*, at: datetime.datetime) -> datetime.datetime | None:
    """Since when the oldest open job has been due at `at`; None when nothing is due."""
    return (
        Job.objects.filter(state__in=["due", "claimed"], due_at__lte=at)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )


def readiness(*, at: datetime.datetime | None = None) -> Check:
    """What /readyz says about the ledger, now unless `at` is given."""
    now = at or timezone.now()
    return waiting(oldest_due(at=now), now)


def failed_jobs() -> QuerySet[Job]:
    """Jobs that were given up after eight attempts, longest first."""
    return Job.objects.filter(state="failed").order_by("due_at", "pk")


def job_counts() -> dict[str, int]:
    """How many jobs are in each state."""
    return dict(Job.objects.values_list("state").annotate(Count("pk")).order_by("state"))
