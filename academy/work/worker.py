"""Doing jobs: claim with a lease and an attempt number, do, and finish in one transaction.

What a handler changes and the job's end commit together. A worker that is killed leaves a claim behind whose
lease runs out; the next worker counts a new attempt and begins again from nothing. A worker that wakes up
late finds another attempt number in its last UPDATE and takes everything back.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Collection

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from academy.work.models import Job
from academy.work.registry import handle, lease_of

MOST_ATTEMPTS = 8
WORKER_LOST = "worker lost"
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another worker holds the job now; what this one did is rolled back."""


def last_attempt(job: Job) -> bool:
    """Whether a job has had its eight attempts.

    Numbers go on after it was put back, so that none is used twice.
    """
    return job.attempt > 0 and job.attempt % MOST_ATTEMPTS == 0


def claim_next(*, at: datetime.datetime, topics: Collection[str] | None = None) -> Job | None:
    """Claim the job that has been due longest, or one whose lease ran out. None when nothing is due."""
    due = Q(state="due", due_at__lte=at) | Q(state="claimed", leased_until__lt=at)
    if topics is not None:
        due &= Q(topic__in=topics)
    while True:
        job = Job.objects.filter(due).order_by("due_at", "pk").first()
        if job is None:
            return None
        if job.state == "claimed" and last_attempt(job):
            _give_up(job)
        elif _claim(job, due, at):
            return job


def _claim(job: Job, due: Q, at: datetime.datetime) -> bool:
    """Whether this worker won the job. Then it carries the new attempt number."""
    until = at + lease_of(job.topic)
    won = Job.objects.filter(due, pk=job.pk, attempt=job.attempt).update(
        state="claimed", attempt=F("attempt") + 1, leased_until=until
    )
    if won:
        job.state, job.attempt, job.leased_until = "claimed", job.attempt + 1, until
    return bool(won)


def _give_up(job: Job) -> None:
    """Eight workers in a row were lost over this job: it goes on the list of failures."""
    log.error("job %s (%s) lost %s workers", job.pk, job.topic, job.attempt)
    Job.objects.filter(pk=job.pk, state=job.state, attempt=job.attempt).update(
        state="failed", leased_until=None, fault=job.fault or WORKER_LOST
    )


def do_job(*, job: Job, at: datetime.datetime) -> bool:
    """Do a claimed job: its effects and its end commit together, or neither does. Whether it is done."""
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
        return False
    except Exception as error:
        log.error(
            "job %s (%s) failed in attempt %s: %s", job.pk, job.topic, job.attempt, type(error).__name__
        )
        log.debug("the trace of job %s", job.pk, exc_info=True)
        _put_back(job=job, at=at, fault=type(error).__name__)
        return False
    return True


def _put_back(*, job: Job, at: datetime.datetime, fault: str) -> None:
    """Due again after a wait that doubles, or failed after the last attempt.

    A database that is away cannot be told; the lease then runs out by itself.
    """
    over = last_attempt(job)
    wait = datetime.timedelta(seconds=min(600, 2 ** (job.attempt % MOST_ATTEMPTS)))
    try:
        Job.objects.filter(pk=job.pk, state="claimed", attempt=job.attempt).update(
            state="failed" if over else "due", due_at=at + wait, leased_until=None, fault=fault
        )
    except DatabaseError:
        log.error("job %s could not be put back; its lease will run out", job.pk)
        close_old_connections()


def do_due_jobs(
    *, most: int = 500, at: datetime.datetime | None = None, topics: Collection[str] | None = None
) -> int:
    """Do jobs until none is due, oldest first; only those of `topics` if given. Returns how many were done.

    `at` freezes the clock for tests and for building history. Work that a job announces is done too.
    """
    done = tried = 0
    while tried < most:
        now = at or timezone.now()
        job = claim_next(at=now, topics=topics)
        if job is None:
            break
        tried += 1
        done += do_job(job=job, at=now)
    return done
