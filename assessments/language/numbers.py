"""Numbers as people write them: 25, 1.5, 1,800, twenty-five, a hundred and ninety, one and a half. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessments.language.text import Token

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_UNITS = {word: float(value) for value, word in enumerate(_SMALL)} | {"nought": 0.0, "dozen": 12.0}
_TENS = {
    word: float(10 * value)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_RANGE_WORDS = frozenset({"to", "or"})
_RANGE_MARKS = frozenset("-–—")


NUMBER_WORDS = frozenset({*_UNITS, *_TENS, "hundred", "a"})
"""The words with which a number can begin."""


class Number(NamedTuple):
    """A number or a range of numbers, and the index of the token after it."""

    low: float
    high: float
    after: int


def read_number(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at a token, with a range (15-20, 15 to 20) taken as one. None for no number."""
    first = _single(tokens, at)
    if first is None:
        return None
    value, after = first
    if after < len(tokens):
        token = tokens[after]
        joint = token.low in _RANGE_WORDS or token.low in _RANGE_MARKS
        second_at = after + 1 if joint else after
        if joint or (token.glued and token.kind == "number"):
            second = _single(tokens, second_at) if second_at < len(tokens) else None
            if second and second[0] > value and not _is_ratio(tokens, at, after, second[1]):
                return Number(value, second[0], second[1])
    return Number(value, value, after)


def _is_ratio(tokens: Sequence[Token], at: int, joint: int, after: int) -> bool:
    """Whether `one to three` is a ratio: it says so before, or nothing is counted after it."""
    before = {token.low for token in tokens[max(0, at - 3) : at]}
    return tokens[joint].low == "to" and ("ratio" in before or (after < len(tokens) and tokens[joint].glued))


def _single(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    token = tokens[at]
    if token.kind == "number":
        value, after = _digits(token.low), at + 1
        if after < len(tokens) and tokens[after].low in _PARTS and tokens[after].start == token.end:
            return value + _PARTS[tokens[after].low], after + 1
        return _and_a_half(tokens, value, after)
    if token.kind == "word" and (token.low in _UNITS or token.low in _TENS or token.low == "hundred"):
        value, after = _words(tokens, at)
        return _and_a_half(tokens, value, after)
    if token.low == "a" and _low(tokens, at + 1) == "hundred":
        return _words(tokens, at + 1)
    if token.low == "a" and _low(tokens, at + 1) in ("couple", "dozen"):
        value = {"couple": 2.0, "dozen": 12.0}[_low(tokens, at + 1)]
        return value, at + (3 if _low(tokens, at + 2) == "of" else 2)
    return None


def _digits(text: str) -> float:
    """1,800 and 1.5 as numbers. Whatever else has several marks is read without them."""
    if text in _PARTS:
        return _PARTS[text]
    plain = text.replace(",", "")[:15]
    try:
        return float(plain)
    except ValueError:
        return float(plain.replace(".", ""))


def _words(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    value, after = 0.0, at
    low = tokens[at].low
    if low in _TENS:
        value, after = _TENS[low], at + 1
        following = _low(tokens, after)
        if 0 < _UNITS.get(following, 0) < 10 and tokens[after].glued:
            value, after = value + _UNITS[following], after + 1
    elif low in _UNITS:
        value, after = _UNITS[low], at + 1
    if _low(tokens, after) == "hundred":
        value, after = (value or 1) * 100, after + 1
        if _low(tokens, after) == "and" and (more := _single(tokens, after + 1)) and more[0] < 100:
            return value + more[0], more[1]
    return value, after


def _and_a_half(tokens: Sequence[Token], value: float, after: int) -> tuple[float, int]:
    if _low(tokens, after) == "and" and _low(tokens, after + 1) == "a" and _low(tokens, after + 2) == "half":
        return value + 0.5, after + 3
    return value, after


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""
