"""Numbered passages of a piece of work: what a comment is put on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.words import paragraphs
from assessments.tasks.rules.matrix import Row, row_words

WORDS = "what you wrote"


@dataclass(frozen=True)
class Passage:
    """One paragraph. `source` is empty for typed words, else which file; numbers run through all of it."""

    number: int
    source: str
    text: str


def passages_of(text: str, files: Iterable[tuple[str, str]], rows: Iterable[Row] = ()) -> list[Passage]:
    """All passages of a piece of work: the rows of a matrix, typed words, then each file (name, text)."""
    found = [Passage(number, f"Row {number}", row_words(row)) for number, row in enumerate(rows, 1)]
    for source, words in [("", text), *files]:
        for paragraph in paragraphs(words):
            found.append(Passage(len(found) + 1, source, paragraph))
    return found


def find_quote(passage: Passage, quote: str) -> tuple[int, int]:
    """Where a quote stands in a passage; the whole passage when it is empty or does not stand there."""
    said = " ".join(quote.split())
    start = passage.text.find(said) if said else -1
    return (start, start + len(said)) if start >= 0 else (0, len(passage.text))
