"""Doing jobs: claim with a lease and an attempt number, do, and finish in one transaction."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from academy.work.models import Job
from academy.work.registry import handle

LEASE = datetime.timedelta(minutes=5)
MOST_ATTEMPTS = 8
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another worker holds the job now; what this one did is rolled back."""


def claim_next(*, at: datetime.datetime) -> Job | None:
    """Claim the oldest due job, or one whose lease ran out. None when nothing is due."""
    due = Q(state="due", due_at__lte=at) | Q(state="claimed", leased_until__lt=at)
    while True:
        job = Job.objects.filter(due).order_by("due_at", "pk").first()
        if job is None:
            return None
        won = (
            Job.objects.filter(due, pk=job.pk, attempt=job.attempt)
            .update(state="claimed", attempt=F("attempt") + 1, leased_until=at + LEASE)
        )
        if won:
            job.refresh_from_db()
            return job


def do_job(*, job: Job, at: datetime.datetime) -> None:
    """Do a claimed job: its effects and its end commit together, or neither does."""
    try:
        with transaction.atomic():
            handle(job.topic, job.payload, at)
            finished = Job.objects.filter(pk=job.pk, state="claimed", attempt=job.attempt).update(
                state="done", done_at=at, leased_until=None, fault=""
            )
            if not finished:
                raise Overtaken
    except Overtaken:
        log.warning("job %s was overtaken in attempt %s", job.pk, job.attempt)
    except Exception as error:
        log.exception("job %s (%s) failed in attempt %s", job.pk, job.topic, job.attempt)
        _put_back(job=job, at=at, fault=type(error).__name__)


def _put_back(*, job: Job, at: datetime.datetime, fault: str) -> None:
    over = job.attempt >= MOST_ATTEMPTS
    wait = datetime.timedelta(seconds=min(600, 2**job.attempt))
    Job.objects.filter(pk=job.pk, state="claimed", attempt=job.attempt).update(
        state="failed" if over else "due", due_at=at + wait, leased_until=None, fault=fault
    )


def do_due_jobs(*, most: int = 500, at: datetime.datetime | None = None) -> int:
    """Do jobs until none is due. `at` freezes the clock for tests and for building history."""
    done = 0
    while done < most:
        now = at or timezone.now()
        job = claim_next(at=now)
        if job is None:
            break
        do_job(job=job, at=now)
        done += 1
    return done
