"""How hard a text is to read, and how long its sentences are. Pure.

The measure is the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, Derivation of new
readability formulas for Navy enlisted personnel, 1975):

    grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59

A grade is a year of American school, which children begin at six, so the reading age is taken as grade plus
five. It counts; it does not understand. A short text, or one with a long name in it, can be far out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen

from assessments.language.text import Text, read

_VOWELS = re.compile(r"[aeiouy]+")
YOUNGEST, OLDEST = 5.0, 25.0


@dataclass(frozen=True)
class Reading:
    """What was counted, and the reading age that follows."""

    words: int
    sentences: int
    syllables: int
    longest: int

    @property
    def words_per_sentence(self) -> float:
        """The mean length of a sentence in words."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade; nought for a text without words."""
        if not self.words:
            return 0.0
        return 0.39 * self.words_per_sentence + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> float:
        """The reading age in years, between 5 and 25."""
        return min(OLDEST, max(YOUNGEST, self.grade + 5)) if self.words else 0.0


def reading_of(text: str | Text) -> Reading:
    """Count a text. A number is read as one word of one syllable for each two digits, at least one."""
    text = read(text)
    sentences = text.sentences
    syllables = sum(map(syllables_in, [token.low for token in text.words]))
    syllables += sum((len(token.low) + 1) // 2 for token in text.tokens if token.kind == "number")
    lengths = [len(sentence) for sentence in sentences]
    return Reading(sum(lengths), len(lengths), syllables, max(lengths, default=0))


@lru_cache(maxsize=20_000)
def syllables_in(word: str) -> int:
    """Syllables of a word: what British hyphenation parts, or groups of vowels if those are more.

    Hyphenation never leaves one letter alone (about is one piece), vowel groups run together what is said
    apart (create): each errs low, so the larger is taken.
    """
    plain = word.removesuffix("'s").replace("'", "")
    parts = len(_hyphenation().positions(plain)) + 1 if len(plain) > 3 else 1
    return max(parts, _vowel_groups(plain), 1)


def _vowel_groups(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le")
    silent = silent or (word.endswith("ed") and word[-3:-2] not in ("t", "d"))
    silent = silent or (word.endswith("es") and word[-3:-2] not in ("s", "x", "z", "c", "g", "h"))
    return groups - (silent and groups > 1)


@cache
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB")
