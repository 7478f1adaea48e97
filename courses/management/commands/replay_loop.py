"""What the rules of the loop would have asked over the stored history. Writes nothing."""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.assignments.queries.facts import council_called
from courses.assignments.queries.replays import replay_history


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a date; write it as 2026-11-30") from error


class Command(BaseCommand):
    """`replay_loop --from DATE --to DATE --json [--explain]`."""

    help = (
        "Print what the rules would have asked over the stored history, as if each audit had been answered "
        "on its own day and all work finished when due. Nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="since", type=_day, required=True, help="first day, 2024-12-01")
        parser.add_argument(
            "--to", dest="until", type=_day, required=True, help="last day, that day included"
        )
        parser.add_argument("--council", default="", help="short name of the council, if there are several")
        parser.add_argument(
            "--json", action="store_true", help="one JSON document: an array, one line an entry"
        )
        parser.add_argument(
            "--rules",
            choices=("literal", "council"),
            default="literal",
            help="literal: LR-01, LR-02 and LR-04 as first agreed, word for word, over plan audits; "
            "council: the rules that are on now, over all audits, offers too",
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="add the candidates that a guard held back, each with its reason",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since, until = options["since"], options["until"]
        if until < since:
            self.stderr.write("--to is before --from")
            sys.exit(2)
        council = council_called(options["council"])
        if council is None:
            words = "There is no academy yet, or there are several: name one with --council."
            if options["json"]:
                self.stdout.write(json.dumps({"state": "refused", "reasons": [words]}))
            self.stderr.write(words)
            sys.exit(1)
        replay = replay_history(council_id=council.pk, literal=options["rules"] == "literal")
        lines: list[dict[str, Any]] = replay.assigned(since, until)
        if options["explain"]:
            lines += replay.dropped(since, until)
        if options["json"]:
            self.stdout.write(
                "[\n" + ",\n".join(json.dumps(line) for line in lines) + "\n]" if lines else "[]"
            )
            return
        for line in lines:
            who = line.get("writer") or line.get("team")
            end = f"held back: {line['reason']}" if "reason" in line else f"due {line['due']}"
            self.stdout.write(
                f"{line['date']} {line['rule']} {who} {line['criterion']} {line['module']} {end}"
            )
