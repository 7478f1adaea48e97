"""Reads GIFT: plain text in which each question is a paragraph with its answers in braces. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from academy.gate.scan import Scanner
from assessments.questions.formats import gift_answers
from assessments.questions.formats.gift_text import Texts, hidden, shown
from assessments.questions.formats.report import Gathering, Report, Unreadable, decoded

CATEGORY = "$CATEGORY:"
TAG = re.compile(r"\[tag:((?:\\\]|[^\[\]\n])+)\]")
BLANK = "_____"
PUNCTUATION = re.compile(r"^[\s.?!:;,)”’\"']*$")


@dataclass
class _Block:
    """The lines of one question. `line` is the number of its first line that says something."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        """One more line; a comment only gives its tags."""
        if line.lstrip().startswith("//"):
            self.tags += [" ".join(tag.replace(r"\]", "]").split()) for tag in TAG.findall(line)]
            return
        self.line = self.line or number
        self.lines.append(line)


def read(raw: str | bytes, scanner: Scanner | None = None) -> Report:
    """Every question of a GIFT file, what it could not take along, and why others cannot come in."""
    found = Gathering(scanner or Scanner())
    for block in _blocks(decoded(raw, found), found):
        try:
            _read_block(block, found)
        except Unreadable as no:
            found.reject(block.line, str(no))
    return found.report()


def _blocks(text: str, found: Gathering) -> Iterator[_Block]:
    """The questions of a file: blank lines divide them, except inside braces that are closed later."""
    block = _Block()
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(CATEGORY):
            if block.lines:
                yield block
            block = _Block()
            found.leave(number, "A category: here questions are found by competency and tag.")
        elif line.strip():
            block.add(number, line)
        elif not (_open(block.lines) and _closes_next(lines[number:])):
            if block.lines:
                yield block
            block = _Block()
    if block.lines:
        yield block


def _open(lines: list[str]) -> bool:
    text = hidden("\n".join(lines))
    return "{" in text and "}" not in text


def _closes_next(lines: list[str]) -> bool:
    """Whether the next brace is a closing one, before another question can have begun."""
    for line in lines:
        text = hidden(line)
        if text.lstrip().startswith(("::", CATEGORY, "//")):
            return False
        for character in text:
            if character in "{}":
                return character == "}"
    return False


def _read_block(block: _Block, found: Gathering) -> None:
    text = hidden("\n".join(line.strip() for line in block.lines)).strip()
    title, text = _title(text)
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        found.leave(block.line, "A text without a question.")
        return
    if start < 0 or end < start:
        raise Unreadable("A brace is missing: answers stand between { and }.")
    answers = text[start + 1 : end].strip()
    before, after = text[:start].strip(), text[end + 1 :].strip()
    if "{" in after or "}" in after:
        raise Unreadable("There are two sets of answers; a question has one.")
    answers, _, general = answers.rpartition("####") if "####" in answers else (answers, "", "")
    texts = Texts(_joined(before, after, answers))
    kind, content = gift_answers.read_answers(answers.strip(), texts)
    stem = texts.stem if texts.stem.strip("_ ") else ""
    content = {**content, "stem": stem, "explanation": texts.part(general)}
    for what in texts.lost:
        found.leave(block.line, what)
    found.take(block.line, kind, shown(title), content, block.tags)


def _title(text: str) -> tuple[str, str]:
    """The title between double colons, and the rest."""
    if not text.startswith("::"):
        return "", text
    title, ended, rest = text[2:].partition("::")
    return (title.strip(), rest.strip()) if ended else ("", text[2:].strip())


def _joined(before: str, after: str, answers: str) -> str:
    """The question around its answers: a line to fill in where they stand inside a sentence."""
    if not after:
        return before
    if PUNCTUATION.match(after) and before.endswith(("?", ":", ".", "!")):
        return before
    if not answers:
        return f"{before} {after}".strip()
    space = "" if PUNCTUATION.match(after[:1]) else " "
    return f"{before} {BLANK}{space}{after}".strip()
