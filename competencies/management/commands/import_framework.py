"""Bring in a version of the framework from a file, as a draft."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from academy.kit.refusals import Refused
from competencies.framework.actions.importing import Imported, import_framework
from competencies.framework.formats import FORMATS, ReadFile, read
from competencies.framework.queries.importing import base_data
from competencies.management.framework_files import (
    REFUSED,
    bytes_of,
    council_called,
    notes_as_json,
    print_json,
)


class Command(BaseCommand):
    """`import_framework FILE --format case|moodle-csv|xlsx [--dry-run] [--replace] [--council SLUG] [--json]`

    See docs/framework-files.md for the keys. Exits 0 when the file is the draft (or would be, or changes
    nothing), 1 when it is refused, 2 for wrong use.
    """

    help = "Bring in a version of the framework from a file, as a draft. What is in force stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--format", required=True, choices=list(FORMATS), dest="format_code")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--replace", action="store_true", help="take the place of an open draft")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self,
        *args: Any,
        file: Path,
        format_code: str,
        dry_run: bool,
        replace: bool,
        council: str | None,
        as_json: bool,
        **options: Any,
    ) -> None:
        home = council_called(council)
        came = read(format_code, bytes_of(file), base_data(council_id=home.pk))
        if came.data is None:
            self._refuse(as_json, dry_run, came, [f"{fault.place}: {fault.words}" for fault in came.faults])
            return
        try:
            done = import_framework(
                council=home, data=came.data, by=None, at=timezone.now(), dry_run=dry_run, replace=replace
            )
        except Refused as no:
            self._refuse(as_json, dry_run, came, [no.words])
            return
        for note in (*came.notes, *done.plan.notes):
            self.stderr.write(f"{note.place}: {note.words}")
        if as_json:
            print_json(self.stdout, document_of(came, done, dry_run=dry_run))
        else:
            for one in done.plan.differences:
                self.stdout.write(one.words)
            self.stdout.write(summary_of(done, dry_run=dry_run))

    def _refuse(self, as_json: bool, dry_run: bool, came: ReadFile, reasons: list[str]) -> None:
        for words in reasons:
            self.stderr.write(words)
        if as_json:
            empty = {"version": None, "based_on": None, "differences": [], "bridge": []}
            print_json(
                self.stdout,
                {
                    "state": "refused",
                    "dry_run": dry_run,
                    **empty,
                    "faults": notes_as_json(came.faults),
                    "notes": notes_as_json(came.notes),
                    "reasons": reasons,
                },
            )
        sys.exit(REFUSED)


def document_of(came: ReadFile, done: Imported, *, dry_run: bool) -> dict[str, Any]:
    """What came of the file, as JSON. A number that a dry run would only give is null."""
    plan = done.plan
    return {
        "state": done.state,
        "dry_run": dry_run,
        "version": done.framework.version if done.framework else None,
        "based_on": plan.in_force.version if plan.in_force else None,
        "differences": [
            {"kind": one.kind, "noun": one.noun, "code": one.code, "words": one.words}
            for one in plan.differences
        ],
        "bridge": list(plan.bridge),
        "faults": [],
        "notes": notes_as_json((*came.notes, *plan.notes)),
        "reasons": [],
    }


def summary_of(done: Imported, *, dry_run: bool) -> str:
    """One line for a person."""
    if done.state == "unchanged":
        return f"The file says what version {done.framework.version if done.framework else ''} says already."
    would = "would become" if dry_run else "is"
    what = "the new text of the draft" if done.state == "replaced" else "a draft"
    return f"The file {would} {what}: {len(done.plan.differences)} differences from the version in force."
