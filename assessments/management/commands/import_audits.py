"""Bring in files of audits, as the screens do."""

from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from academy.people.models import Council, User
from assessments.imports.actions import FileResult, bring_in_file, try_file


class Command(BaseCommand):
    """`import_audits FILE... [--dry-run] [--approve-as EMAIL] [--history] [--json]`

    Exits 0 when every file is in (or would be, or was here already), 1 when one was refused or waits for
    columns to be matched, 2 for wrong use.
    """

    help = "Check files of audits and, with --approve-as, bring them in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="XLSX or CSV files, in the order of their months"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--approve-as", metavar="EMAIL", help="the second person: bring the files in as they"
        )
        parser.add_argument(
            "--history", action="store_true", help="keep the audits without asking for training"
        )
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON document: a list, one entry a file"
        )

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        approver = _approver(options["approve_as"])
        council = _council(options["council"], approver)
        paths = [Path(name) for name in files]
        for path in paths:
            if not path.is_file():
                raise CommandError(f"There is no file {path}", returncode=2)
        at = timezone.now()
        if options["dry_run"]:
            with transaction.atomic():
                results = [self._one(path, council, approver, options, at) for path in paths]
                transaction.set_rollback(True)
        else:
            results = [self._one(path, council, approver, options, at) for path in paths]
        if options["json"]:
            self.stdout.write(json.dumps([result.as_dict() for result in results], ensure_ascii=False))
        for result in results:
            self.stderr.write(f"{result.file}: {result.words}")
        if any(result.state in ("refused", "needs_mapping") for result in results):
            raise SystemExit(1)

    def _one(
        self,
        path: Path,
        council: Council,
        approver: User | None,
        options: dict[str, Any],
        at: datetime.datetime,
    ) -> FileResult:
        raw = path.read_bytes()
        if options["dry_run"]:
            return try_file(council=council, name=path.name, raw=raw, history_only=options["history"], at=at)
        return bring_in_file(
            council=council,
            name=path.name,
            raw=raw,
            approver=approver,
            history_only=options["history"],
            at=at,
        )


def _approver(email: str | None) -> User | None:
    if not email:
        return None
    address = email.strip().lower()
    signs_in_as = Q(emailaddress__email=address, emailaddress__verified=True)
    person = User.objects.filter(Q(email=address) | signs_in_as, is_active=True).distinct().first()
    if person is None:
        raise CommandError("Nobody with this e-mail address works here.", returncode=2)
    return person


def _council(slug: str | None, approver: User | None) -> Council:
    if approver is not None:
        return approver.council
    councils = list(Council.objects.filter(slug=slug) if slug else Council.objects.all()[:2])
    if len(councils) != 1:
        raise CommandError("Say which council with --council SLUG.", returncode=2)
    return councils[0]
