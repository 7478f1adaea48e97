"""A worker that kills itself at a chosen point. Run as a script: killed_worker.py POINT DATABASE_NAME.

The database is that of the test which starts it. Each job of topic `kill_test` writes one entry of history.
"""

import os
import signal
import sys
import time

import django


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str, database: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from academy.record.actions import write
    from academy.work import worker
    from academy.work.models import Job
    from academy.work.registry import answers

    @answers("kill_test")
    def note(*, payload: dict[str, int], at: object) -> None:
        if point == "claimed":
            die()
        write(
            council=payload["council"],
            by=None,
            at=timezone.now(),
            verb="kill_test",
            noun="job",
            words=str(payload["n"]),
        )
        if point == "midway":
            die()
        if point in ("slow", "none"):
            time.sleep(0.01 if point == "slow" else 0)
        if point in ("finished", "committed"):
            transaction.on_commit(die)

    if point == "before_claim":
        die()
    if point == "finished":
        real = transaction.Atomic.__exit__

        def exit_after_update(self, kind, value, trace):  # type: ignore[no-untyped-def]
            if kind is None and Job.objects.filter(state="done", topic="kill_test").exists():
                die()
            return real(self, kind, value, trace)

        transaction.Atomic.__exit__ = exit_after_update
    print("ready", flush=True)
    worker.do_due_jobs(topics=["kill_test"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.test")
    main(*sys.argv[1:])
