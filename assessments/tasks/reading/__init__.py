"""Reads a file that somebody hands in: in a process of its own, with limits, refusing in words."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from academy.kit.refusals import Refused

MOST_BYTES = 10 * 1024 * 1024
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
    if len(raw) > MOST_BYTES:
        raise FileRefused("too_big")
    if not raw.strip():
        raise FileRefused("empty")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused("too_slow") from None
    if done.returncode or not done.stdout:
        raise FileRefused("unpacks_too_big" if not done.stdout else "damaged")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return Read(answer["kind"], answer["text"])
