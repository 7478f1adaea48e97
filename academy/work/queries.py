"""Reading the ledger."""

import datetime

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


def readiness(*, at: datetime.datetime) -> Check:
    """What /readyz says about the ledger."""
    return waiting(oldest_due(at=at), at)
