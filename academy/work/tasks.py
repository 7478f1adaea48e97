"""The only Celery tasks: they wake the ledger."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError


@shared_task
def drain() -> int:
    """Do what is due. Returns the number of jobs done."""
    from academy.work.worker import do_due_jobs

    return do_due_jobs()


@shared_task
def sweep() -> int:
    """Every minute: do what is due and was not done, for whatever reason."""
    from academy.work.worker import do_due_jobs

    return do_due_jobs()


def wake_worker() -> None:
    """Tell a worker that there is work. A broker that is down costs time, never work: the sweep redoes it."""
    with contextlib.suppress(OperationalError, OSError):
        drain.delay()
