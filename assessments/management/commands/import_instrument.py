"""Bring an instrument in from JSON, as the version that is being written."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.people.queries import scanner_for
from assessments.instruments.actions import import_instrument

LARGEST = 1_000_000


class Command(BaseCommand):
    """`import_instrument FILE --by EMAIL`: a draft that a second person publishes like any other."""

    help = "Bring an instrument in from JSON (see export_instrument) as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="e-mail of somebody who keeps the audits")

    def handle(self, *args: Any, file: Path, by: str, **options: Any) -> None:
        person = User.objects.filter(email=by, is_active=True).select_related("council").first()
        if person is None:
            raise CommandError("Nobody signs in with this address.")
        if not file.is_file() or file.stat().st_size > LARGEST:
            raise CommandError("There is no such file, or it is larger than 1 MB.")
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as fault:
            raise CommandError("This is not JSON.") from fault
        try:
            draft = import_instrument(
                council=person.council, data=data, scanner=scanner_for(council=person.council), by=person,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(f"{draft} is being written. See what it changes before you send it.")
