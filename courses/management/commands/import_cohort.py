"""Bring in cohorts, their members, or results of their assessed tasks."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.management.people_files import REFUSED, council_called, upload_from
from courses.cohorts.actions import bring_in_cohorts
from courses.cohorts.rules.files import RESULTS, read_sheet
from courses.gates.actions import load_results


class Command(BaseCommand):
    """`import_cohort FILE [--dry-run] [--council SLUG] [--json]`

    A list of cohorts, a list of members with buddies, or results: the columns tell which. Every line that is
    in order comes in; the others are named with their line and why. The same file again changes nothing.
    Exits 0 when something is in order, 1 when nothing is, 2 for wrong use.
    """

    help = "Bring in cohorts, their members or their results from a CSV file, also .csv.gz."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self, *args: Any, file: str, dry_run: bool, council: str | None, as_json: bool, **options: Any
    ) -> None:
        upload, home = upload_from(file), council_called(council)
        try:
            sheet = read_sheet(upload.data)
            at = timezone.now()
            if sheet.kind == RESULTS:
                loaded = load_results(council=home, sheet=sheet, dry_run=dry_run, by=None, at=at)
                found = loaded.as_json()
            else:
                found = bring_in_cohorts(council=home, sheet=sheet, dry_run=dry_run, at=at).as_json()
        except Refused as no:
            self.stderr.write(no.words)
            if as_json:
                empty = {"cohorts": 0, "accepted": 0, "already": 0}
                rejected = [{"line": None, "reason": no.code, "words": no.words}]
                self.stdout.write(json.dumps({**empty, "rejected": rejected}))
            sys.exit(REFUSED)
        for one in found["rejected"]:
            self.stderr.write(f"line {one['line']}: {one['words']}")
        if as_json:
            self.stdout.write(json.dumps(found))
        else:
            self.stdout.write(
                f"{found['accepted']} brought in, {found['already']} there already, "
                f"{len(found['rejected'])} rejected"
            )
        if found["rejected"] and not found["accepted"] + found["already"]:
            sys.exit(REFUSED)
