"""Writing work into the ledger and doing it, exactly once."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction

from academy.people.models import Council
from academy.work.models import Job
from academy.work.tasks import wake_worker


def announce(
    *,
    topic: str,
    key: str,
    payload: dict[str, Any],
    at: datetime.datetime,
    council: Council | int | None = None,
    due_at: datetime.datetime | None = None,
) -> Job:
    """Write one piece of work, in the caller's transaction; the same topic and key twice is one job.

    A worker is woken when the transaction commits. A lost wake-up costs a minute: the sweep finds the row.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("work.announce must run inside the transaction of the change that causes it")
    job, made = Job.objects.get_or_create(
        topic=topic,
        key=key,
        defaults={
            "payload": payload,
            "council_id": council if isinstance(council, int) or council is None else council.pk,
            "written_at": at,
            "due_at": due_at or at,
        },
    )
    if made:
        transaction.on_commit(wake_worker, robust=True)
    return job
