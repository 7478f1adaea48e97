"""Dates as people write them: 4 December 2026, July 2028, 4/12/2026, the end of Year 9. Pure."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from assessments.language.text import Text, Token

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_ALSO_WORDS = frozenset({"may", "march", "mar", "sept", "jan", "dec"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_DAY_WORDS, _DAY_MARKS = _ORDINALS | {"of"}, _ORDINALS | {","}
_SEASONS = frozenset({"autumn", "spring", "summer", "easter", "christmas"})
_BEFORE = frozenset("by in from until since before of during after to next last this late early and".split())
_BEFORE_YEAR = _BEFORE | _SEASONS | {"term"}


MONTH_WORDS = frozenset(_MONTHS)
"""The words that can be a month."""


class Date(NamedTuple):
    """A day, a month or a year, whichever was said. `after` is the index of the token after it."""

    year: int
    month: int
    day: int
    after: int

    def agrees(self, other: Date) -> bool:
        """Whether another date may be said where this one stands: what both say is the same, and it adds
        neither a day nor a month."""
        both = [(a, b) for a, b in zip(self[:3], other[:3], strict=True) if a and b]
        adds = (other.day and not self.day) or bool(self.month) != bool(other.month)
        return bool(both) and not adds and all(a == b for a, b in both)


def read_date(text: Text, at: int) -> Date | None:
    """The date that begins at a token. None for none, and for one that no calendar has."""
    tokens = text.tokens
    token = tokens[at]
    found: Date | None = None
    if token.kind == "number":
        found = _iso(tokens, at) or _slashes(tokens, at) or _day_month(text, at) or _year(tokens, at)
    elif token.low in _MONTHS and _is_month(text, at):
        found = _month_first(tokens, at)
    return found if found and _exists(found) else None


def _exists(date: Date) -> bool:
    if not date.day:
        return True
    try:
        datetime.date(date.year or 2024, date.month, date.day)
    except ValueError:
        return False
    return True


def _whole(tokens: list[Token], at: int) -> int:
    """The whole number at a place, or -1."""
    if at < len(tokens) and tokens[at].kind == "number":
        said = tokens[at].low
        if said.isdigit() and said.isascii():
            return int(said[:9])
    return -1


def _year_at(tokens: list[Token], at: int) -> int:
    value = _whole(tokens, at)
    return value if 1990 <= value <= 2099 else 0


def _iso(tokens: list[Token], at: int) -> Date | None:
    if not (at + 2 < len(tokens) and tokens[at + 1].glued and tokens[at + 2].glued):
        return None
    year, month, day = _year_at(tokens, at), _whole(tokens, at + 1), _whole(tokens, at + 2)
    return Date(year, month, day, at + 3) if year and 1 <= month <= 12 and day > 0 else None


def _slashes(tokens: list[Token], at: int) -> Date | None:
    if not (at + 3 < len(tokens) and tokens[at + 1].low == tokens[at + 3].low == "/"):
        return None
    day, month, year = (_whole(tokens, at + step) for step in (0, 2, 4))
    if not (0 < day and 1 <= month <= 12 and year >= 0):
        return None
    return Date(year + 2000 if year < 100 else year, month, day, at + 5)


def _day_month(text: Text, at: int) -> Date | None:
    tokens, day, place = text.tokens, _whole(text.tokens, at), at + 1
    if not 1 <= day <= 31:
        return None
    while place < len(tokens) and tokens[place].low in _DAY_WORDS:
        place += 1
    if (
        place >= len(tokens)
        or tokens[place].low not in _MONTHS
        or not text.raw[tokens[place].start].isupper()
    ):
        return None
    month, year = _MONTHS[tokens[place].low], _year_at(tokens, place + 1)
    return Date(year, month, day, place + 1 + bool(year))


def _year(tokens: list[Token], at: int) -> Date | None:
    year = _year_at(tokens, at)
    before = tokens[at - 1].low if at else ""
    return Date(year, 0, 0, at + 1) if year and before in _BEFORE_YEAR else None


def _is_month(text: Text, at: int) -> bool:
    """Whether a word that can be a month is one here: written with a capital, and not a sentence's first
    word that has another meaning."""
    token = text.tokens[at]
    if not text.raw[token.start].isupper():
        return False
    if token.low not in _ALSO_WORDS:
        return len(token.low) > 3 or _whole(text.tokens, at + 1) > 0
    before = text.tokens[at - 1].low if at else ""
    return before in _BEFORE or _whole(text.tokens, at + 1) > 0


def _month_first(tokens: list[Token], at: int) -> Date:
    month, year = _MONTHS[tokens[at].low], _year_at(tokens, at + 1)
    if year:
        return Date(year, month, 0, at + 2)
    day, place = _whole(tokens, at + 1), at + 2
    if 1 <= day <= 31:
        while place < len(tokens) and tokens[place].low in _DAY_MARKS:
            place += 1
        year = _year_at(tokens, place)
        return Date(year, month, day, place + bool(year))
    return Date(0, month, 0, at + 1)
