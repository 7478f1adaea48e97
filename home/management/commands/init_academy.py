"""Make an empty academy: framework, instrument, practice modules and default rules."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from home.founding.actions import found_academy


class Command(BaseCommand):
    """`init_academy --council NAME [--json]`. Asked twice, nothing changes."""

    help = "Migrate and make an empty academy: no people, no audits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--council", required=True, help="the council's name, for example 'Alderwick Council'"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, council: str, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        done = found_academy(council_name=council, at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(done))
        else:
            self.stdout.write(f"{council}: {done['criteria']} criteria, {done['rules']} rules. Ready.")
