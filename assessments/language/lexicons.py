"""Words and phrases to be found in a text, by family, each with a hint. Pure.

A lexicon is indexed by first word, so that a text is read once whatever the number of phrases. Hyphens do
not matter: small-group is found as small group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assessments.language.text import Text, read


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
        self._first: dict[str, list[tuple[list[str], Entry | None]]] = {}
        for entry in entries:
            self._add(entry.phrase, entry)
        for phrase in fine:
            self._add(phrase, None)
        for held in self._first.values():
            held.sort(key=lambda pair: (-len(pair[0]), pair[1] is not None))

    def _add(self, phrase: str, entry: Entry | None) -> None:
        words = [token.low for token in read(phrase).tokens if token.kind != "mark"]
        if words:
            self._first.setdefault(words[0], []).append((words, entry))

    def find(self, text: str | Text) -> list[Hit]:
        """Every phrase that is there, in order; none inside another."""
        text = read(text)
        tokens, lows = text.tokens, text.lows
        hits: list[Hit] = []
        at = 0
        for place, word in enumerate(lows):
            held = self._first.get(word)
            if held is None or place < at:
                continue
            match = next((pair for pair in held if lows[place : place + len(pair[0])] == pair[0]), None)
            if match is None:
                continue
            words, entry = match
            at = place + len(words)
            if entry is not None:
                start, last = tokens[place].start, tokens[at - 1]
                hits.append(Hit(entry, text.between(start, last.end), start, last.end, place, last.sentence))
        return hits


def lines_to_entries(lines: Iterable[str], family: str, hint: str = "") -> list[Entry]:
    """What an author wrote, one a line: a phrase, or a phrase, a colon and what to do about it."""
    entries = []
    for line in lines:
        phrase, _, own = line.partition(":")
        if phrase.strip():
            entries.append(Entry(phrase.strip(), family, own.strip() or hint))
    return entries
