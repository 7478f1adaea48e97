"""The texts of a GIFT file: marks that are escaped, and pieces that say in which format they are. Pure."""

from __future__ import annotations

import re

from assessments.questions.formats.html import TAG, plain_text

ESCAPED = ":#={}~"
SHIFT = 0xF0000
"""Escaped marks are put out of the way into a private part of Unicode until the text is taken apart."""
FORMATS = ("moodle", "html", "plain", "markdown")
FORMAT = re.compile(r"^\[(moodle|html|plain|markdown)\]")
NEWLINE = chr(SHIFT + ord("\n"))
BACKSLASH = chr(SHIFT + ord("\\"))


def hidden(text: str) -> str:
    """A text with its escaped marks put out of the way."""
    text = text.replace("\\\\", BACKSLASH)
    for mark in ESCAPED:
        text = text.replace(f"\\{mark}", chr(SHIFT + ord(mark)))
    return text.replace("\\n", NEWLINE)


def shown(text: str) -> str:
    """A text with the marks back in their places, unescaped."""
    return "".join(chr(ord(one) - SHIFT) if SHIFT < ord(one) < SHIFT + 0x100 else one for one in text)


def escaped(text: str) -> str:
    """A text as a GIFT file has it."""
    text = text.replace("\\", "\\\\")
    for mark in ESCAPED:
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", "").replace("\n", "\\n")


class Texts:
    """Reads the pieces of one question: each in its own format or in that of the question."""

    def __init__(self, stem: str) -> None:
        self.lost: list[str] = []
        match = FORMAT.match(stem.strip())
        self._format = match[1] if match else "moodle"
        self.stem = self.part(stem)

    def part(self, text: str) -> str:
        """One piece as plain text."""
        text = text.strip()
        match = FORMAT.match(text)
        form = match[1] if match else self._format
        text = shown(text[match.end() :] if match else text).strip()
        if form == "html" or (form == "moodle" and TAG.search(text)):
            text, lost = plain_text(text)
            self.lost += lost
        elif form == "markdown" and text:
            self.lost.append("Markdown is kept as it was typed, not shown in bold or as lists.")
        return "\n".join(line.strip() for line in text.split("\n")).strip()
