"""Looks through texts for personal data, from the command line. Says kinds, never what was found."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.gate import VERSION
from academy.gate.figures import Figures, scan_rows
from academy.gate.scan import Scanner

UNUSABLE = 2


class Command(BaseCommand):
    """`scan_text --csv FILE [--json] [--figures]`: columns id and text in; kinds for the figures."""

    help = (
        "Say of each text of a CSV file (columns id, text) whether it holds personal data, and of what kinds."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--csv", required=True, type=Path, metavar="FILE", help="columns id and text")
        parser.add_argument("--json", action="store_true", help="one JSON document")
        parser.add_argument(
            "--figures", action="store_true",
            help="add how many were found of each kind; the file has columns label and kinds too",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        lines = self._read(options["csv"], figures=options["figures"])
        rows = scan_rows(((line["id"], line["text"]) for line in lines), Scanner())
        answer: dict[str, Any] = {"rules": VERSION, "rows": [row.as_dict() for row in rows]}
        if options["figures"]:
            figures = Figures()
            for line, row in zip(lines, rows, strict=True):
                figures.count(filter(None, line["kinds"].split("|")), row.kinds)
            answer["figures"] = figures.as_dict()
        if options["json"]:
            self.stdout.write(json.dumps(answer))
            return
        if not options["figures"]:
            for row in rows:
                self.stdout.write(f"{row.key}: {', '.join(row.kinds) or 'clean'}")
            return
        for kind, one in answer["figures"]["kinds"].items():
            share = one["found"] / one["there"]
            self.stdout.write(f"{kind}: {one['found']} of {one['there']} ({share:.1%})")
        self.stdout.write(
            f"false alarms: {answer['figures']['false_alarms']} of {answer['figures']['clean']} clean texts"
        )

    def _read(self, path: Path, *, figures: bool) -> list[dict[str, str]]:
        wanted = {"id", "text"} | ({"kinds"} if figures else set())
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream)
                missing = wanted - set(reader.fieldnames or ())
                if missing:
                    raise CommandError(
                        f"The file has no column {', '.join(sorted(missing))}.", returncode=UNUSABLE
                    )
                return [{name: line.get(name) or "" for name in wanted} for line in reader]
        except OSError:
            raise CommandError("There is no such file, or it cannot be read.", returncode=UNUSABLE) from None
        except (UnicodeDecodeError, csv.Error):
            raise CommandError("This is not a CSV file in UTF-8.", returncode=UNUSABLE) from None
