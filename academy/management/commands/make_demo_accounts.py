"""Makes the demo accounts."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.management.people_files import council_called
from academy.staffing.actions.demo import make_demo_accounts


class Command(BaseCommand):
    """Under demo settings only."""

    help = "Give the demo addresses and the demo password to people of the loaded data. Demo settings only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(self, *args: Any, council: str | None, as_json: bool, **options: Any) -> None:
        try:
            people = make_demo_accounts(council=council_called(council), by=None, at=timezone.now())
        except Refused as no:
            raise CommandError(no.words, returncode=1) from None
        if as_json:
            self.stdout.write(json.dumps({address: person.ref for address, person in people.items()}))
            return
        for address, person in people.items():
            self.stdout.write(f"{address}  {person.get_full_name()} ({person.ref})")
