"""What one person is trusted with, and what moves them on."""

from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.people.models import User
from competencies.entrustment.queries.gaps import gaps_of
from competencies.framework.queries import framework_in_force


class Command(BaseCommand):
    """`entrustment_gaps --person EMAIL [--on DATE] [--json]`: every task of the framework in force."""

    help = "Print the level that somebody holds on each task, what is expected, and what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--person", metavar="EMAIL", required=True, help="e-mail of the person")
        parser.add_argument("--on", metavar="DATE", help="as on a day, like 2026-11-02; today unless given")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, person: str, **options: Any) -> None:
        found = User.objects.filter(email__iexact=person).first()
        if found is None:
            raise CommandError(f"There is nobody with the e-mail {person}.", returncode=1)
        if framework_in_force(council_id=found.council_id) is None:
            raise CommandError("This council has no framework in force.", returncode=1)
        report = gaps_of(person=found, on=self._day(options["on"]))
        if options["json"]:
            self.stdout.write(json.dumps(report))
            return
        self.stdout.write(f"{report['person']}, {report['role'] or 'not in post'}, on {report['on']}")
        for task in report["tasks"]:
            self.stdout.write(self._line(task))
            for lack in task["missing"]:
                self.stdout.write(f"    {lack['words']}")

    def _day(self, said: str | None) -> datetime.date:
        try:
            return datetime.date.fromisoformat(said) if said else timezone.localdate()
        except ValueError as wrong:
            raise CommandError("Write the day like 2026-11-02.", returncode=2) from wrong

    def _line(self, task: dict[str, Any]) -> str:
        if task["level"] is None:
            stands = "nothing decided"
        elif task["counts"]:
            stands = f"level {task['level']} until {task['valid_until']}"
        else:
            stands = f"level {task['level']} lapsed on {task['lapsed_on']}"
        expected = "" if task["expected"] is None else f", {task['expected']} expected"
        comes = f"ready for {task['next_level']}" if task["ready"] else f"for {task['next_level']}"
        return f"{task['code']} {task['title']}: {stands}{expected}; {comes}"
