"""The public keys that badges are signed with, and making a new one."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from academy.people.models import Council
from courses.records.keyring import add_key, public_keys


class Command(BaseCommand):
    """`badge_keys`: prints the public keys; with `--new COUNCIL` makes a key that signs from now on."""

    help = "Print the public keys that badges are signed with, as one JSON document; never a private one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", metavar="COUNCIL", default="", help="short name of a council: a new key")
        parser.add_argument("--json", action="store_true", help="one JSON document; it always is")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            council = Council.objects.filter(slug=options["new"]).first()
            if council is None:
                self.stderr.write("There is no council with this short name.")
                sys.exit(1)
            add_key(council, on=timezone.localdate())
        self.stdout.write(json.dumps({"issuers": public_keys()}, ensure_ascii=False))
