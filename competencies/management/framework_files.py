"""What the commands for files of the framework share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from academy.people.models import Council
from competencies.framework.formats import MOST_BYTES, Note

DONE, REFUSED, WRONG_USE = 0, 1, 2


def council_called(slug: str | None) -> Council:
    """The council with this slug, or the only one there is."""
    found = list(Council.objects.filter(**({"slug": slug} if slug else {})).order_by("pk")[:2])
    if not found:
        raise CommandError("There is no such council. Run init_academy first.", returncode=WRONG_USE)
    if len(found) > 1:
        raise CommandError("There are several councils. Name one with --council.", returncode=WRONG_USE)
    return found[0]


def bytes_of(path: Path) -> bytes:
    """A file from the disk, read a little further than the limit. Wrong use when it is not there."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {type(error).__name__}", returncode=WRONG_USE) from None


def notes_as_json(notes: Iterable[Note]) -> list[dict[str, str]]:
    """Places with their words."""
    return [{"place": note.place, "words": note.words} for note in notes]


def print_json(stdout: OutputWrapper, document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    stdout.write(json.dumps(document, ensure_ascii=False))
