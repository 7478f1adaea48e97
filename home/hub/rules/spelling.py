"""The nearest word that the catalogue knows, to the eye or to the ear. Pure and always the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

EAR = 1.0
"""What it costs that two words only sound alike."""

_SOUNDS = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        (r"psych", "sik"),
        (r"^ps", "s"),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"^rh", "r"),
        (r"wh", "w"),
        (r"ph", "f"),
        (r"tion|sion|cian|shun|tial|cial", "xn"),
        (r"tch|ch|sh", "x"),
        (r"igh", "i"),
        (r"gh", ""),
        (r"dge|dg", "j"),
        (r"g(?=[eiy])", "j"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"[aeiouy]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"a$", ""),
    )
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Roughly how a word sounds: dislexia and dyslexia are the same, fysio and physio too."""
    for pattern, becomes in _SOUNDS:
        word = pattern.sub(becomes, word)
    return word


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with their neighbour between two words; `most` + 1 when
    it is more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        here = [i]
        for j, against in enumerate(other, 1):
            cost = letter != against
            best = min(row[j] + 1, here[j - 1] + 1, row[j - 1] + cost)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            here.append(best)
        if min(here) > most:
            return most + 1
        before, row = row, here
    return row[-1]


def forgiven(word: str) -> int:
    """How many slips a word of this length is forgiven."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2 if len(word) < 9 else 3


@dataclass(frozen=True)
class Speller:
    """What is known: each word with the number of things that it stands in."""

    known: Mapping[str, int]

    def nearest(self, word: str) -> str:
        """The word that was most likely meant; nothing when none is near."""
        most, ear = forgiven(word), sound(word)
        found: list[tuple[float, int, bool, int, str]] = []
        for other, count in self.known.items():
            if abs(len(other) - len(word)) > most + 1 or len(other) < 3:
                continue
            far: float = distance(word, other, most)
            if len(word) > 3 and far > EAR and (heard := sound(other)) and heard[0] == ear[:1]:
                far = min(far, EAR + distance(ear, heard, 1) * 1.5)
            if far <= most and (far < 2 or other[0] == word[0] or sound(other)[:1] == ear[:1]):
                seen = distance(word, other, most + 1)
                found.append((far, seen, other[0] != word[0], -count, other))
        return min(found)[-1] if found else ""

    def parted(self, word: str) -> tuple[str, str] | None:
        """Two known words that were written as one; the pair whose rarer word is the more common."""
        pairs = (
            (min(self.known[word[:at]], self.known[word[at:]]), at)
            for at in range(3, len(word) - 2)
            if word[:at] in self.known and word[at:] in self.known
        )
        best = max(pairs, default=None)
        return (word[: best[1]], word[best[1] :]) if best else None

    def begun(self, word: str) -> list[str]:
        """Known words that begin like this one, for somebody who has not finished typing."""
        return [other for other in self.known if other.startswith(word)] if len(word) >= 3 else []
