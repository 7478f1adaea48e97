"""Write a version of the framework into a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from competencies.framework.formats import FORMATS, FrameworkData, Written, write
from competencies.framework.queries.exporting import version_to_write
from competencies.framework.queries.reading import read_framework
from competencies.management.framework_files import REFUSED, WRONG_USE, council_called, print_json


class Command(BaseCommand):
    """`export_framework --format case|moodle-csv|xlsx [--version N] [--out FILE] [--council SLUG] [--json]`

    The version in force unless one is named. See docs/framework-files.md for the keys. Exits 0 when it is
    written, 1 when there is no such version, 2 for wrong use.
    """

    help = "Write a version of the framework as CASE 1.1, Moodle CSV or a spreadsheet."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Every command has a --version that tells Django's; here it is the framework's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=list(FORMATS), dest="format_code")
        parser.add_argument("--version", type=int, dest="number", metavar="N", help="else the one in force")
        parser.add_argument("--out", metavar="FILE", type=Path, help="where to write; else standard output")
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(
        self,
        *args: Any,
        format_code: str,
        number: int | None,
        out: Path | None,
        council: str | None,
        as_json: bool,
        **options: Any,
    ) -> None:
        home = council_called(council)
        of_format = FORMATS[format_code]
        if out is None and not of_format.is_text:
            raise CommandError("A workbook is no text. Name a file with --out.", returncode=WRONG_USE)
        framework = version_to_write(council_id=home.pk, number=number)
        if framework is None:
            words = f"There is no version {number}." if number else "There is no framework yet."
            self.stderr.write(words)
            if as_json:
                print_json(self.stdout, {"state": "refused", "reasons": [words]})
            sys.exit(REFUSED)
        data = read_framework(framework)
        written = write(format_code, data, at=framework.made_at or timezone.now(), creator=home.name)
        _keep(out, written.raw)
        for words in written.left_behind:
            self.stderr.write(f"Left behind: {words}")
        if as_json:
            print_json(self.stdout, _report(format_code, data, written, out))
        elif out is None:
            self.stdout.write(written.raw.decode())
        else:
            self.stdout.write(f"{framework} written to {out}")


def _keep(out: Path | None, raw: bytes) -> None:
    """Write the file, if one is named; in words when that cannot be done."""
    if out is None:
        return
    try:
        out.write_bytes(raw)
    except OSError as error:
        words = f"{out} cannot be written: {type(error).__name__}"
        raise CommandError(words, returncode=WRONG_USE) from None


def _report(format_code: str, data: FrameworkData, written: Written, out: Path | None) -> dict[str, Any]:
    """What was written, for --json."""
    return {
        "state": "written",
        "format": format_code,
        "name": data.name,
        "version": data.version,
        "version_state": data.state,
        "bytes": len(written.raw),
        "domains": len(data.domains),
        "competencies": len(data.competencies),
        "tasks": len(data.tasks),
        "left_behind": list(written.left_behind),
        "out": str(out) if out else None,
        "text": written.raw.decode() if out is None else None,
    }
