"""What the commands for files of questions share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from assessments.questions.formats import NotWritten, Report

DONE, REFUSED, WRONG_USE = 0, 1, 2
MOST_BYTES = 10 * 1024 * 1024


def bytes_of(path: Path) -> bytes:
    """A file from the disk. Wrong use when it is not there or far too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(f"{path} is larger than 10 MB.", returncode=WRONG_USE)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {type(error).__name__}", returncode=WRONG_USE) from None


def import_document(report: Report, *, codes: Sequence[str], already: int, dry_run: bool) -> dict[str, Any]:
    """What came of a file, as the commands print it."""
    return {
        "accepted": len(report.items),
        "already": already,
        "rejected": [{"line": no.line, "reason": no.reason} for no in report.rejected],
        "left_behind": [{"line": left.line, "what": left.what} for left in report.left_behind],
        "to_check": [{"line": one.line, "what": one.what} for one in report.to_check],
        "by_type": dict(sorted(Counter(item.kind for item in report.items).items())),
        "codes": list(codes),
        "dry_run": dry_run,
    }


def say_notes(stderr: OutputWrapper, report: Report) -> None:
    """One line for each note, for a person."""
    for no in report.rejected:
        stderr.write(f"Line {no.line}: refused. {no.reason}")
    for left in report.left_behind:
        stderr.write(f"Line {left.line}: left behind. {left.what}")
    for one in report.to_check:
        stderr.write(f"Line {one.line}: look at it. {one.what}")


def not_written_rows(notes: Sequence[NotWritten]) -> list[dict[str, Any]]:
    """What a format could not say, as the commands print it."""
    return [{"item": note.item, "what": note.what, "whole": note.whole} for note in notes]


def as_json(stdout: OutputWrapper, document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    stdout.write(json.dumps(document, ensure_ascii=False))
