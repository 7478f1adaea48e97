"""Words as a search compares them: without case, accents, endings, or the ways in which codes are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

STOP = frozenset(
    """a about after all also am an and any are as at be been but by can child children course courses do
    does for from get give had has have he help her hers his how i if in into is isnt dont cant wont
    it its know look m make me more much must my need no not of on or our out people s session
    sessions she should so some t tell than that the their them then there these they this to
    training up us use want was we what when where which who why will with would you your""".split()
)
"""Words that stand in nearly everything here, or that people put around what they look for."""

_LETTERS = re.compile(r"\b(?:[a-z]\.){1,}[a-z]\b\.?")
_SHAPES = (
    (re.compile(r"\b(?:sections?|sect|sec)[ .]*(h1|h2|[a-k])\b"), r"section\1"),
    (re.compile(r"\b(?:year|yr|y)[ .]*(1[0-4]|[1-9])\b"), r"year\1"),
    (re.compile(r"\b(?:key stage|ks)[ .]*([1-5])\b"), r"ks\1"),
    (re.compile(r"\bpost +(16|19)\b"), r"post\1"),
    (re.compile(r"\b(pm|tr|sop|let|hb|ind) +(\d)"), r"\1\2"),
)
"""Codes of several words that are one word to their readers: section F, year 9, post 16, PM 22."""


def plain(text: str) -> str:
    """Small letters, digits and single spaces; E.H.C.P. is ehcp and child's is child."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _LETTERS.sub(lambda found: found[0].replace(".", ""), text)
    text = re.sub(r"['\u2019]s\b|['\u2019]", "", text).replace("&", " and ")
    text = " ".join(re.findall(r"[a-z0-9]+", text))
    for shape, becomes in _SHAPES:
        text = shape.sub(becomes, text)
    return text


def words_of(text: str) -> list[str]:
    """The words of a text, as they are written."""
    return plain(text).split()


def stem(word: str) -> str:
    """A word without the endings that change with the sentence: reviews and reviewing are review."""
    if len(word) <= 3 or any(letter.isdigit() for letter in word):
        return word
    word = _without_s(word)
    for ending, least in (("ment", 5), ("ing", 3), ("ed", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _without_s(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems_of(words: Sequence[str]) -> list[str]:
    """The stems of words, in order."""
    return [stem(word) for word in words]
