"""Brings in what the HR system exports."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.management.people_files import answer, council_called, refuse, upload_from
from academy.staffing.actions.staff import import_staff


class Command(BaseCommand):
    """`import_staff staff.csv --absences absences.csv --changes changes.csv --json`."""

    help = (
        "Bring in a list of staff, or a file of joiners, movers, leavers and renames. With bad rows nothing "
        "is brought in, unless --partial. Exit codes: 0 done, 1 refused (reasons in the JSON), 2 wrong use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="CSV, also .csv.gz; its columns tell what it is")
        parser.add_argument("--absences", metavar="FILE", help="leave and secondments")
        parser.add_argument("--changes", metavar="FILE", help="joiners, movers, leavers and renames")
        parser.add_argument("--partial", action="store_true", help="bring in the good rows")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self, *args: Any, file: str, partial: bool, council: str | None, as_json: bool, **options: Any
    ) -> None:
        paths = [file, options["absences"], options["changes"]]
        uploads = [upload_from(path) for path in paths if path]
        home = council_called(council)
        try:
            outcome = import_staff(council=home, uploads=uploads, partial=partial, by=None, at=timezone.now())
        except Refused as no:
            refuse(self.stdout, self.stderr, no.code, no.words, as_json=as_json)
        answer(self.stdout, self.stderr, outcome, as_json=as_json)
