"""Reads one spreadsheet. Runs in the child process alone, so it may import nothing of the project."""

from __future__ import annotations

from typing import Any

from .books import read_workbook
from .stop import MOST_COLUMNS, Stop
from .texts import read_csv

OTHER_KINDS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"7z\xbc\xaf", b"Rar!")


def read(raw: bytes) -> dict[str, Any]:
    """Decide by content what the file is, and read it."""
    if not raw.strip():
        raise Stop("empty")
    if raw.startswith(b"PK\x05\x06"):
        raise Stop("empty")
    if raw.startswith(b"PK"):
        return _filled(read_workbook(raw))
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Stop("encrypted" if "EncryptedPackage".encode("utf-16-le") in raw else "wrong_type")
    if raw.startswith(OTHER_KINDS):
        raise Stop("wrong_type")
    return _filled(read_csv(raw))


def _filled(book: dict[str, Any]) -> dict[str, Any]:
    """The same without blank rows at the end; stops when nothing is left."""
    for sheet in book["sheets"]:
        rows = sheet["rows"]
        while rows and not any(rows[-1]):
            rows.pop()
        if any(len(row) > MOST_COLUMNS for row in rows[:50]):
            raise Stop("too_many_columns")
    if not any(sheet["rows"] for sheet in book["sheets"]):
        raise Stop("empty")
    return book
