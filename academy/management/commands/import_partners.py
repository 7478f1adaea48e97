"""Brings in partner organisations and their people."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.management.people_files import answer, council_called, refuse, upload_from
from academy.staffing.actions.partners import import_partners


class Command(BaseCommand):
    """`import_partners partners.csv --organisations organisations.csv --json`."""

    help = (
        "Bring in partner staff as guests, with their organisations. With bad rows nothing is brought in "
        "unless --partial. Exit codes: 0 done, 1 refused (the reasons are in the JSON), 2 wrong use."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the list of partners: CSV, also .csv.gz")
        parser.add_argument("--organisations", metavar="FILE", help="the list of organisations")
        parser.add_argument("--partial", action="store_true", help="bring in the good rows")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self, *args: Any, file: str, partial: bool, council: str | None, as_json: bool, **options: Any
    ) -> None:
        organisations = upload_from(options["organisations"]) if options["organisations"] else None
        upload, home = upload_from(file), council_called(council)
        try:
            outcome = import_partners(
                council=home,
                partners=upload,
                organisations=organisations,
                partial=partial,
                by=None,
                at=timezone.now(),
            )
        except Refused as no:
            refuse(self.stdout, self.stderr, no.code, no.words, as_json=as_json)
        answer(self.stdout, self.stderr, outcome, as_json=as_json)
