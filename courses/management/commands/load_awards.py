"""Units of awards, as the assessment centre gives them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from academy.kit.refusals import Refused
from courses.assignments.queries.facts import council_called
from courses.records.actions import load_awards

EXAMPLE = "courses/fixtures/awards.json"


class Command(BaseCommand):
    """`load_awards FILE`: brings in versions of awards; one that is there already is left as it is."""

    help = f"Bring in award units and the competencies that count for them. See {EXAMPLE} for the form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="JSON in the form of the file that ships")
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        council = council_called(options["council"])
        if council is None:
            self._refuse("There is no academy yet, or there are several: name one with --council.", options)
            return
        try:
            data = json.loads(Path(options["file"]).read_text(encoding="utf-8"))
            made = load_awards(council=council, data=data, by=None, at=timezone.now())
        except Refused as refused:
            self._refuse(refused.words, options)
        except (OSError, ValueError, KeyError, TypeError):
            self.stderr.write(f"Name a file in the form of {EXAMPLE}.")
            sys.exit(2)
        else:
            self.stdout.write(json.dumps({"made": made}) if options["json"] else f"{made} made.")

    def _refuse(self, words: str, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
        self.stderr.write(words)
        sys.exit(1)
