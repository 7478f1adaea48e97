"""The sessions that are to come, with their places."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from courses.assignments.queries.facts import council_called
from courses.sessions.queries.coming import coming_sessions


class Command(BaseCommand):
    """`sessions --json`: one object for each session that is planned or open and still to come."""

    help = "List the coming sessions with their places, how many are taken and how many people wait."

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
        found = coming_sessions(council_id=council.pk, at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps({"sessions": [one.as_data() for one in found]}))
            return
        for one in found:
            fills = "; ".join(
                f"{fill.words.lower()} {fill.taken} of {fill.places}, {fill.waiting} waiting"
                for fill in one.fills
            )
            when = timezone.localtime(one.starts_at)
            self.stdout.write(f"{one.pk}  {when:%Y-%m-%d %H:%M}  {one.state:<8}  {one.topic}  {fills}")
