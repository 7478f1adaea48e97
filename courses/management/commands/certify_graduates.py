"""Certificates for everybody who graduated before the academy gave any."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.assignments.queries.facts import council_called
from courses.records.actions import certify_graduates


class Command(BaseCommand):
    """`certify_graduates`: once for those before; whoever graduates from now on gets theirs at once."""

    help = "Give certificates to graduates of earlier cohorts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", default="IND-6W", help="code of the programme")
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council, programme = council_called(options["council"]), options["programme"]
        words = "There is no academy yet, or there are several: name one with --council."
        if council is not None:
            words = f"There is no programme {programme}."
            try:
                made = certify_graduates(council=council, programme=programme, by=None, at=timezone.now())
            except LookupError:
                council = None
        if council is None:
            if options["json"]:
                self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
            self.stderr.write(words)
            sys.exit(1)
        self.stdout.write(json.dumps({"made": made}) if options["json"] else f"{made} certificates given.")
