"""What the people commands share: reading files, choosing the council, answering with an exit code."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandError, OutputWrapper

from academy.people.models import Council
from academy.staffing.actions.staff import Outcome, Upload
from academy.staffing.rules.table import MOST_BYTES

DONE, REFUSED, WRONG_USE = 0, 1, 2


def upload_from(path: str) -> Upload:
    """A file from the disk; .gz is unpacked, up to a little over the limit.

    Wrong use when it is not there.
    """
    place = Path(path)
    try:
        if place.suffix == ".gz":
            with gzip.open(place) as file:
                return Upload(place.stem, file.read(MOST_BYTES + 1))
        with place.open("rb") as plain:
            return Upload(place.name, plain.read(MOST_BYTES + 1))
    except (OSError, EOFError) as error:
        raise CommandError(f"{place} cannot be read: {type(error).__name__}", returncode=WRONG_USE) from None


def council_called(slug: str | None) -> Council:
    """The council with this slug, or the only one there is."""
    found = list(Council.objects.filter(**({"slug": slug} if slug else {})).order_by("pk")[:2])
    if not found:
        raise CommandError("There is no such council. Run init_academy first.", returncode=WRONG_USE)
    if len(found) > 1:
        raise CommandError("There are several councils. Name one with --council.", returncode=WRONG_USE)
    return found[0]


def answer(stdout: OutputWrapper, stderr: OutputWrapper, outcome: Outcome, *, as_json: bool) -> None:
    """Prints what was done. Ends with exit code 1 when nothing was brought in."""
    body = outcome.as_json()
    for problem in outcome.rejected:
        stderr.write(f"{problem.file}, row {problem.row}: {problem.words}")
    say(stdout, stderr, body, as_json=as_json)
    if not outcome.applied:
        stderr.write("Nothing was brought in. Correct these rows, or bring in the others with --partial.")
        sys.exit(REFUSED)


def refuse(stdout: OutputWrapper, stderr: OutputWrapper, code: str, words: str, *, as_json: bool) -> NoReturn:
    """Prints why a file as a whole is refused and ends with exit code 1."""
    stderr.write(words)
    empty = {"created": 0, "updated": 0, "left": 0, "unchanged": 0}
    body = {**empty, "rejected": [{"row": None, "reason": code, "words": words}], "applied": False}
    if as_json:
        stdout.write(json.dumps(body))
    sys.exit(REFUSED)


def say(stdout: OutputWrapper, stderr: OutputWrapper, body: dict[str, Any], *, as_json: bool) -> None:
    """One JSON document on standard output, or a line of counts for a person."""
    if as_json:
        stdout.write(json.dumps(body))
    else:
        counts = ("created", "updated", "left", "unchanged")
        stdout.write(
            ", ".join(f"{body[name]} {name}" for name in counts) + f", {len(body['rejected'])} rejected"
        )
