"""Where the loop stands, in counts."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.assignments.queries.board import count_states, oldest_open
from courses.assignments.queries.facts import council_called


class Command(BaseCommand):
    """`loop_status --json`: counts of remedies and findings by state, and the oldest open finding in days."""

    help = "Print how many remedies and findings are in each state, and how old the oldest open finding is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council = council_called(options["council"])
        if council is None:
            words = "There is no academy yet, or there are several: name one with --council."
            if options["json"]:
                self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
            self.stderr.write(words)
            sys.exit(1)
        status: dict[str, Any] = dict(count_states(council_id=council.pk))
        status["oldest_open_days"] = oldest_open(council_id=council.pk, today=timezone.localdate())
        if options["json"]:
            self.stdout.write(json.dumps(status))
            return
        for noun in ("remedies", "findings"):
            self.stdout.write(
                f"{noun}: " + ", ".join(f"{n} {state}" for state, n in status[noun].items() if n)
            )
        self.stdout.write(f"oldest open finding: {status['oldest_open_days']} days")
