"""A text taken apart once: words, numbers and marks, each with its sentence and clause. Pure.

Everything that reads plain English here works on these tokens and never on the raw text again, so a long
text is scanned once however many questions are asked of it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"(?P<word>[eE]\.g\.?|[iI]\.e\.?|[eE]tc\b\.?|[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,]\d+)*|[½¼¾])"
    r"|(?P<mark>[^\w\s]|\n+)"
)
_WORD, _MARK = _TOKEN.groupindex["word"], _TOKEN.groupindex["mark"]
_HYPHENS = "-‐‑"
_CLAUSE_MARKS = frozenset(",;:()–—")
_CLAUSE_WORDS = frozenset({"and", "with", "then", "while", "but", "plus"})
_SENTENCE_MARKS = frozenset(".!?")
_BULLETS = frozenset("-*•")


class Token(NamedTuple):
    """One word, number or mark. `low` is for comparing; `glued` says that a hyphen stands before it."""

    low: str
    start: int
    end: int
    kind: str
    glued: bool
    sentence: int
    clause: int


class Text:
    """A text and its tokens. Hyphens are no tokens: they glue what they join. `kept` is for what was read."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.kept: dict[str, Any] = {}

    @cached_property
    def tokens(self) -> list[Token]:
        """All tokens in order. A line break counts only as the end of a sentence."""
        raw, lows = self.raw, self.low
        found: list[Token] = []
        add, new = found.append, tuple.__new__
        sentence = clause = 0
        glued = False
        for match in _TOKEN.finditer(raw):
            start, end = match.span()
            if match.lastindex == _MARK:
                text = raw[start:end]
                if text in _HYPHENS and self._joins(start, end):
                    glued = True
                    continue
                ends = self._ends(text, end)
                if text[0] != "\n":
                    add(new(Token, (text, start, end, "mark", False, sentence, clause)))
                sentence += ends
                clause += ends or text in _CLAUSE_MARKS
            else:
                low = lows[start:end]
                if low in _CLAUSE_WORDS and not glued:
                    clause += 1
                kind = "word" if match.lastindex == _WORD else "number"
                add(new(Token, (low, start, end, kind, glued, sentence, clause)))
            glued = False
        return found

    @cached_property
    def low(self) -> str:
        """The text for comparing, place by place as long as it was written: no capitals, one apostrophe."""
        low = self.raw.lower()
        if len(low) != len(self.raw):  # a few letters of other scripts become two
            low = "".join(one if len(one.lower()) > 1 else one.lower() for one in self.raw)
        return low.replace("’", "'")

    def _joins(self, start: int, end: int) -> bool:
        """Whether a hyphen stands inside a compound, with no space on either side."""
        raw = self.raw
        return 0 < start and end < len(raw) and not raw[start - 1].isspace() and not raw[end].isspace()

    def _ends(self, mark: str, end: int) -> bool:
        """Whether a mark ends a sentence: by what follows it."""
        rest = self.raw[end : end + 4].lstrip(" \t\"'”’)")
        if mark[0] == "\n":
            return len(mark) > 1 or not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in _BULLETS
        if mark not in _SENTENCE_MARKS:
            return False
        following = self.raw[end : end + 1]
        spaced = not following or following.isspace() or following in "\"'”’)"
        return spaced and (not rest or not rest[0].islower())

    @cached_property
    def lows(self) -> list[str]:
        """Every token for comparing."""
        return [token.low for token in self.tokens]

    @cached_property
    def words(self) -> list[Token]:
        """The tokens that are words, without numbers and marks."""
        return [token for token in self.tokens if token.kind == "word"]

    @cached_property
    def sentences(self) -> list[list[Token]]:
        """The words and numbers of each sentence that has any."""
        found: dict[int, list[Token]] = {}
        for token in self.tokens:
            if token.kind != "mark":
                found.setdefault(token.sentence, []).append(token)
        return list(found.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is not one word in it."""
        return not self.words

    def between(self, start: int, end: int) -> str:
        """The text as it was written."""
        return self.raw[start:end]


def read(text: str | Text) -> Text:
    """A text taken apart; one that is apart already stays as it is."""
    return text if isinstance(text, Text) else Text(text)
