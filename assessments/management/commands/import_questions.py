"""Bring in questions from a file of another system."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.management.people_files import council_called
from assessments.management.question_files import (
    REFUSED,
    as_json,
    bytes_of,
    import_document,
    say_notes,
)
from assessments.questions.actions import BroughtIn, import_items
from assessments.questions.formats import FORMATS, read
from assessments.questions.queries.known import keys_known


class Command(BaseCommand):
    """`import_questions FILE --format gift|moodle-xml|aiken [--dry-run] [--council SLUG] [--json]`

    Every question that is in order comes in as a draft; the others are named with their line and why. A
    question that the bank has already is not made twice. Exits 0 when something came in (or would, or was
    there already), 1 when nothing could, 2 for wrong use.
    """

    help = "Bring in questions from a GIFT, Moodle XML or Aiken file, as drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--format", required=True, choices=list(FORMATS), dest="format_code")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self, *args: Any, file: Path, format_code: str, dry_run: bool, council: str | None, **options: Any
    ) -> None:
        raw = bytes_of(file)
        report = read(format_code, raw)
        home = council_called(council)
        if dry_run:
            came = BroughtIn((), len(keys_known(council_id=home.pk, items=report.items)))
        else:
            try:
                came = import_items(council=home, read_items=report.items, by=None, at=timezone.now())
            except Refused as no:
                self.stderr.write(no.words)
                sys.exit(REFUSED)
        document = import_document(report, codes=came.codes, already=came.already, dry_run=dry_run)
        say_notes(self.stderr, report)
        if options["as_json"]:
            as_json(self.stdout, document)
        else:
            counts = f"{len(came.codes)} new, {came.already} there already, {len(report.rejected)} refused"
            self.stdout.write(f"{document['accepted']} questions in order: {counts}")
        if not report.items and report.rejected:
            sys.exit(REFUSED)
