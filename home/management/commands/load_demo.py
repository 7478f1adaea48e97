"""Build the demo academy, unless it is there."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.kit.refusals import Refused
from home.founding.actions import build_demo, write_tour_files


class Command(BaseCommand):
    """`load_demo [--json]`: people, two years of audits and what came of them. For the demo alone."""

    help = "Build the demo academy and write the spreadsheets of the tour. Asked again, nothing changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        # Two years of e-mail would land in the mail folder at once: the demo's history is not sent.
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        now = timezone.now()
        try:
            built = build_demo(at=now, tell=self.stderr.write)
        except Refused as refusal:
            raise CommandError(refusal.words, returncode=1) from refusal
        files = write_tour_files(folder=settings.ACADEMY_HOME / "demo", at=now)
        if options["json"]:
            self.stdout.write(json.dumps({"built": built, "tour_files": [str(path) for path in files]}))
        else:
            self.stdout.write("The demo academy is built." if built else "The demo academy is there already.")
