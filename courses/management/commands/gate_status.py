"""Who of a cohort is ready for which gate, who needs what, and by when."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.assignments.queries.facts import council_called
from courses.cohorts.models import Cohort
from courses.gates.queries import gate_status


class Command(BaseCommand):
    """`gate_status --cohort COH-9 --json`: see docs/gates.md for the keys."""

    help = "Print where each member of a cohort stands with the assessed tasks and the gates."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cohort", required=True, help="name of the cohort, for example COH-9")
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council = council_called(options["council"])
        if council is None:
            return self._refuse(
                "There is no academy yet, or there are several: name one with --council.", options
            )
        cohort = Cohort.objects.filter(council=council, name=options["cohort"]).first()
        if cohort is None:
            return self._refuse("There is no cohort with this name.", options)
        status = gate_status(cohort)
        if options["json"]:
            self.stdout.write(json.dumps(status))
            return None
        self.stdout.write(f"{status['cohort']}, from {status['starts_on']}: {len(status['members'])} members")
        for one in status["members"]:
            self.stdout.write(_line(one))
        return None

    def _refuse(self, words: str, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
        self.stderr.write(words)
        sys.exit(1)


def _line(one: dict[str, Any]) -> str:
    """One member: the next gate, and what it needs."""
    waits = [(number, gate) for number, gate in one["gates"].items() if gate["state"] != "opened"]
    if not waits:
        return f"{one['ref']} {one['name']}: all gates open"
    number, gate = waits[0]
    said = "; ".join(gate["missing"]) or "ready for a person to open"
    return f"{one['ref']} {one['name']}: gate {number} by {gate['due_on']}: {said}"
