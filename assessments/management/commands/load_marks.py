"""Load clean history of marks."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Council
from assessments.imports.actions import load_marks


class Command(BaseCommand):
    """`load_marks FILE [--json]`: the wide clean form, CSV or CSV in gzip. Loading twice changes nothing."""

    help = "Load history: one row an audit, one column a criterion, grades 4 3 2 1. No rules run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {path}", returncode=2)
        slug = options["council"]
        councils = list(Council.objects.filter(slug=slug) if slug else Council.objects.all()[:2])
        if len(councils) != 1:
            raise CommandError("Say which council with --council SLUG.", returncode=2)
        try:
            loaded = load_marks(council=councils[0], raw=path.read_bytes(), by=None, at=timezone.now())
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"file": path.name, "state": "refused", "reason": refusal.code}))
            self.stderr.write(refusal.words)
            raise SystemExit(1) from None
        state = "applied" if loaded.audits else "duplicate" if loaded.duplicates else "refused"
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "file": path.name,
                        "sha256": loaded.sha256,
                        "state": state,
                        "audits": loaded.audits,
                        "grades": loaded.grades,
                        "findings": loaded.findings,
                        "duplicates": loaded.duplicates,
                        "rejected": loaded.rejected,
                    }
                )
            )
        self.stderr.write(f"{path.name}: {loaded.audits} audits loaded, {loaded.duplicates} here already")
        if state == "refused":
            raise SystemExit(1)
