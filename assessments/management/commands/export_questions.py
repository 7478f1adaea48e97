"""Write questions of the bank to a file for another system."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from academy.management.people_files import council_called
from assessments.management.question_files import REFUSED, WRONG_USE, as_json, not_written_rows
from assessments.questions.formats import FORMATS, write
from assessments.questions.queries.exporting import as_written, question_kinds, versions_to_write


class Command(BaseCommand):
    """`export_questions --format gift|moodle-xml|aiken [--codes Q-0001,Q-0002] [--kind single,number]
    [--in-use] [--output FILE] [--council SLUG] [--json]`

    With `--json` and no `--output` the file stands in the document as `text`. Exits 0: written, with a
    report of what the format cannot say; 1: there is nothing to write; 2: wrong use.
    """

    help = "Write questions of the bank as GIFT, Moodle XML or Aiken, and say what the format cannot say."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=list(FORMATS), dest="format_code")
        parser.add_argument("--codes", default="", help="codes of items, with commas between")
        parser.add_argument("--kind", default="", help="kinds of question, with commas between")
        parser.add_argument("--in-use", action="store_true", help="leave out what is still being written")
        parser.add_argument(
            "--output", metavar="FILE", type=Path, help="where to write; else standard output"
        )
        parser.add_argument("--council", metavar="SLUG", help="needed only where there are several councils")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON document on stdout")

    def handle(self, *args: Any, format_code: str, council: str | None, **options: Any) -> None:
        codes, kinds = _listed(options["codes"]), _listed(options["kind"])
        unknown = set(kinds) - {code for code, _ in question_kinds()}
        if unknown:
            raise CommandError(
                f"There is no kind of question called {', '.join(sorted(unknown))}.", returncode=WRONG_USE
            )
        home = council_called(council)
        versions = versions_to_write(
            council_id=home.pk, codes=codes, kinds=kinds, drafts=not options["in_use"]
        )
        items = [as_written(version) for version in versions]
        missing = sorted(set(codes) - {item.code for item in items})
        written = write(format_code, items)
        for code in missing:
            self.stderr.write(f"{code}: there is no such question")
        for note in written.left_behind:
            self.stderr.write(f"{note.item}: {'not written' if note.whole else 'left behind'}. {note.what}")
        self._put(options["output"], written.text, options["as_json"])
        if options["as_json"]:
            document: dict[str, Any] = {
                "written": written.count,
                "left_behind": not_written_rows(written.left_behind),
                "missing": missing,
                "output": str(options["output"]) if options["output"] else None,
            }
            if not options["output"]:
                document["text"] = written.text
            as_json(self.stdout, document)
        if not written.count:
            self.stderr.write("There was nothing to write.")
            sys.exit(REFUSED)

    def _put(self, output: Path | None, text: str, document: bool) -> None:
        if output is not None:
            try:
                output.write_text(text, encoding="utf-8")
            except OSError as error:
                raise CommandError(
                    f"{output} cannot be written: {type(error).__name__}", returncode=WRONG_USE
                ) from None
        elif not document:
            self.stdout.write(text, ending="")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
