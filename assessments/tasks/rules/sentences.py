"""Numbered sentences of the papers of a bundle: where a need is said. Pure.

A place is the number of the paper and the number of the sentence in it, 2.14.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from academy.kit.words import paragraphs

_END = re.compile(r"(?<=[.!?])[”’\"']?\s+(?=[“‘\"'(]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|e\.g|i\.e)\.$")
_PLACE = re.compile(r"\d+\s*[.:]\s*\d+")


@dataclass(frozen=True)
class Sentence:
    """One sentence of one paper."""

    document: int
    number: int
    text: str

    @property
    def place(self) -> str:
        """Where it stands: 2.14."""
        return f"{self.document}.{self.number}"


def split_sentences(text: str) -> list[list[str]]:
    """The sentences of each paragraph."""
    found = []
    for paragraph in paragraphs(text):
        sentences: list[str] = []
        start = 0
        for end in [*(match.end() for match in _END.finditer(paragraph)), len(paragraph)]:
            said = paragraph[start:end].strip()
            if said and not _NO_END.search(said):
                sentences.append(said)
                start = end
            elif end == len(paragraph) and said:
                sentences.append(said)
        found.append(sentences)
    return found


def number_paragraphs(document: int, text: str) -> list[list[Sentence]]:
    """One paper with its sentences numbered from 1 through all its paragraphs."""
    numbered, last = [], 0
    for sentences in split_sentences(text):
        numbered.append(
            [Sentence(document, last + place, said) for place, said in enumerate(sentences, 1)],
        )
        last += len(sentences)
    return numbered


def number_all(documents: Iterable[tuple[int, str]]) -> dict[str, Sentence]:
    """Every sentence of a bundle (position, text of each paper) by its place."""
    return {
        one.place: one
        for position, text in documents
        for paragraph in number_paragraphs(position, text)
        for one in paragraph
    }


def read_places(text: str) -> list[str]:
    """The places that somebody wrote: “2.14, 5.3” and “2:14 and 5:3” are the same."""
    found = (re.sub(r"\s", "", one).replace(":", ".") for one in _PLACE.findall(text))
    plain = (".".join(str(int(part)) for part in one.split(".")) for one in found)
    return list(dict.fromkeys(plain))
