"""Words and phrases to be found in a text, by family, each with a hint. Pure.

A lexicon is indexed by the first two words of its phrases, so that a text is read once whatever their number.
Hyphens do not matter: small-group is found as small group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assessments.language.text import Text, read

_ALONE = ""
"""Stands for the second word of a phrase of one."""


@dataclass(frozen=True)
class Entry:
    """A word or phrase, the family it belongs to, and what to do about it."""

    phrase: str
    family: str
    hint: str = ""


class Hit(NamedTuple):
    """A phrase of a lexicon where it stands. `at` is the index of its first token."""

    entry: Entry
    text: str
    start: int
    end: int
    at: int
    sentence: int


class Lexicon:
    """Entries ready to be looked for; the longest phrase wins. Inside a phrase of `fine` nothing counts."""

    def __init__(self, entries: Iterable[Entry], fine: Iterable[str] = ()) -> None:
        self._first: dict[str, dict[str, list[tuple[list[str], Entry | None]]]] = {}
        for entry in entries:
            self._add(entry.phrase, entry)
        for phrase in fine:
            self._add(phrase, None)
        for by_second in self._first.values():
            for held in by_second.values():
                held.sort(key=lambda pair: (-len(pair[0]), pair[1] is not None))

    def _add(self, phrase: str, entry: Entry | None) -> None:
        words = [token.low for token in read(phrase).tokens if token.kind != "mark"]
        if words:
            second = words[1] if len(words) > 1 else _ALONE
            self._first.setdefault(words[0], {}).setdefault(second, []).append((words, entry))

    def find(self, text: str | Text) -> list[Hit]:
        """Every phrase that is there, in order; none inside another."""
        text = read(text)
        hits: list[Hit] = []
        if self._first.keys().isdisjoint(text.lows):
            return hits
        at = 0
        for place in [place for place, word in enumerate(text.lows) if word in self._first]:
            if place < at:
                continue
            match = self._match(text.lows, place)
            if match is not None:
                words, entry = match
                at = place + len(words)
                if entry is not None:
                    hits.append(_hit(text, entry, place, at))
        return hits

    def _match(self, lows: list[str], place: int) -> tuple[list[str], Entry | None] | None:
        """The longest phrase that begins at a place, found by its first two words."""
        by_second = self._first[lows[place]]
        if place + 1 < len(lows):
            for pair in by_second.get(lows[place + 1], ()):
                if lows[place : place + len(pair[0])] == pair[0]:
                    return pair
        alone = by_second.get(_ALONE)
        return alone[0] if alone else None


def _hit(text: Text, entry: Entry, place: int, after: int) -> Hit:
    start, last = text.tokens[place].start, text.tokens[after - 1]
    return Hit(entry, text.between(start, last.end), start, last.end, place, last.sentence)


@lru_cache(maxsize=4096)
def lexicon_of(lines: tuple[str, ...], family: str) -> Lexicon:
    """What an author wrote as a lexicon, kept: an item is written once and marked often."""
    return Lexicon(lines_to_entries(lines, family))


def lines_to_entries(lines: Iterable[str], family: str, hint: str = "") -> list[Entry]:
    """What an author wrote, one a line: a phrase, or a phrase, a colon and what to do about it."""
    entries = []
    for line in lines:
        phrase, _, own = line.partition(":")
        if phrase.strip():
            entries.append(Entry(phrase.strip(), family, own.strip() or hint))
    return entries
