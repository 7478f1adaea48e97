"""Shows what the work ledger gave up on, and puts it back."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.work.actions import retry_job
from academy.work.queries import failed_jobs, job_counts


class Command(BaseCommand):
    """`failed_work` lists; `failed_work --retry 12 13` and `failed_work --retry all` put jobs back."""

    help = "List the jobs that failed eight times, with the kind of their last error, or put them back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry", nargs="+", metavar="ID", help="ids of jobs, or all")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(self, *args: Any, retry: list[str] | None, as_json: bool, **options: Any) -> None:
        jobs = list(failed_jobs())
        back: list[int] = []
        if retry:
            if retry != ["all"] and not all(word.isdecimal() for word in retry):
                raise CommandError("--retry takes ids of failed jobs, or all.", returncode=2)
            wanted = {job.pk for job in jobs} if retry == ["all"] else {int(word) for word in retry}
            if unknown := wanted - {job.pk for job in jobs}:
                raise CommandError(f"Not on the list of failures: {sorted(unknown)}", returncode=1)
            now = timezone.now()
            back = [retry_job(job=job, by=None, at=now).pk for job in jobs if job.pk in wanted]
        left = [job for job in jobs if job.pk not in back]
        if as_json:
            rows = [
                {
                    "id": j.pk,
                    "topic": j.topic,
                    "key": j.key,
                    "fault": j.fault,
                    "written_at": j.written_at.isoformat(),
                }
                for j in left
            ]
            self.stdout.write(json.dumps({"failed": rows, "put_back": back, "counts": job_counts()}))
            return
        for job in left:
            self.stdout.write(
                f"{job.pk}  {job.topic}  {job.key}  {job.fault}  written {job.written_at:%d %b %Y %H:%M}"
            )
        self.stdout.write(f"{len(left)} failed, {len(back)} put back")
