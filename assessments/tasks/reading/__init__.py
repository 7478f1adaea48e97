"""Reads a file that somebody hands in: in a process of its own, with limits, refusing in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from academy.kit.apart import Unreadable, read_apart
from academy.kit.refusals import Refused

SECONDS = 30
CHILD = Path(__file__).with_name("child.py")
TAKEN = "We take Word documents (.docx), OpenDocument text (.odt), PDF and plain text (.txt)."

WORDS = {
    "empty": "This file is empty. Look at the file and send the one with your work.",
    "too_big": "This file is larger than 10 MB. Send a smaller one.",
    "wrong_type": f"This is not a file we can read, whatever its name says. {TAKEN}",
    "damaged": "This file is damaged or not complete. Open it, save it under a new name and send it again.",
    "encrypted": "This file has a password. Save a copy without the password and send that.",
    "macros": "This file has macros or scripts in it. Save it as a plain document and send it again.",
    "external_links": "This file takes parts from other files. Save it without them and send it again.",
    "embedded": "This file has other files inside it. Delete them, save it and send it again.",
    "pictures": "This file has pictures in it, and we cannot look for personal data in a picture. "
    "Delete the pictures, save it and send it again.",
    "notes": "This file has comments or tracked changes. They may name somebody. Accept or delete them all, "
    "save it and send it again.",
    "no_text": "We can read no words in this file. It may be a scan. Send one with text in it.",
    "unpacks_too_big": "This file unpacks to far more than its size. Copy your work into a new document "
    "and send that.",
    "too_long": "This file is longer than 100 pages. Send only your own work.",
    "too_slow": "This file took too long to read. Copy your work into a new document and send that.",
}


class FileRefused(Refused):
    """The file cannot come in."""

    def __init__(self, code: str) -> None:
        super().__init__(WORDS[code], code=code)


@dataclass(frozen=True)
class Read:
    """What a file is by its content, and its text, a paragraph a line."""

    kind: str
    text: str


def read_text(raw: bytes) -> Read:
    """The text of a document. Raises FileRefused with words for the person who sent it."""
    try:
        answer = read_apart(CHILD, raw, seconds=SECONDS)
    except Unreadable as no:
        raise FileRefused(no.code) from None
    return Read(answer["kind"], answer["text"])
