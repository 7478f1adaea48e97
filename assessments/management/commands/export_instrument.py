"""Write a version of an instrument as JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.people.models import Council
from assessments.instruments.models import Instrument
from assessments.instruments.queries import current_instrument
from assessments.instruments.queries.exporting import as_data


class Command(BaseCommand):
    """`export_instrument CODE [--edition 5] [--council SLUG]`: the one in force unless a version is named."""

    help = "Print a version of an instrument as JSON, for import_instrument."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="for example plan-audit")
        parser.add_argument("--edition", default="", help="the version; the one in force unless given")
        parser.add_argument("--council", default="", help="short name of the council, if there are several")

    def handle(self, *args: Any, code: str, edition: str, council: str, **options: Any) -> None:
        rows = Council.objects.filter(slug=council) if council else Council.objects.all()
        found = list(rows[:2])
        if len(found) != 1:
            raise CommandError("Name one council with --council.")
        try:
            if edition:
                instrument = Instrument.objects.get(council=found[0], code=code, version=edition)
            else:
                instrument = current_instrument(council_id=found[0].pk, code=code)
        except Instrument.DoesNotExist as missing:
            raise CommandError("There is no such version.") from missing
        self.stdout.write(json.dumps(as_data(instrument), indent=1, ensure_ascii=False))
