"""Who of a team may be trusted with what, on a day."""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from academy.people.models import Team
from courses.assignments.queries.facts import council_called
from home.team.queries.files import team_status


class Command(BaseCommand):
    """`team_matrix --team "North team" --json`: see docs/team.md for the keys."""

    help = "Print the levels of a team, who can finalise, audit and buddy, and where cover is thin."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--team", required=True, help="name of the team")
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument("--on", default="", help="the day, as 2026-11-18; today unless given")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        try:
            on = datetime.date.fromisoformat(options["on"]) if options["on"] else today
        except ValueError:
            return self._refuse("Give the day as 2026-11-18.", options)
        council = council_called(options["council"])
        if council is None:
            return self._refuse(
                "There is no academy yet, or there are several: name one with --council.", options
            )
        team = Team.objects.filter(council=council, name=options["team"]).first()
        if team is None:
            return self._refuse("There is no team with this name.", options)
        status = team_status(team=team, on=on, today=today)
        if options["json"]:
            self.stdout.write(json.dumps(status, ensure_ascii=False))
            return None
        self.stdout.write(f"{status['team']} on {status['on']}: {len(status['people'])} people")
        for one in status["people"]:
            levels = " ".join(f"{code}:{held['level']}" for code, held in one["levels"].items())
            self.stdout.write(f"{one['ref']} {one['name']}: {levels}")
        return None

    def _refuse(self, words: str, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
        self.stderr.write(words)
        sys.exit(1)
