"""What an amount is: its kind, how much, counted in what, and whether it is a limit. Pure."""

from __future__ import annotations

from typing import NamedTuple

from assessments.language.dates import Date
from assessments.language.text import Token

MINUTE, EVENT, TIMES, SPAN, GROUP, COUNT, PERSONS, DATE, LABEL, MONEY, PER_CENT, CLOCK = (
    "minutes events times span group count people date label money percent clock".split()
)


class Quantity(NamedTuple):
    """One amount: what kind, how much, counted in what, and where it stands.

    `first` and `until` are token indexes of the whole phrase, `after` where reading goes on. `bound` is
    most, least or about. `per` is the period of an amount of time: hours a week.
    """

    kind: str
    low: float
    high: float
    unit: str
    first: int
    after: int
    until: int
    bound: str = ""
    per: str = ""
    date: Date | None = None


_MOST = ("up to", "no more than", "not more than", "at most", "maximum of", "maximum", "max", "fewer than")
_LEAST = (
    "at least",
    "minimum of",
    "minimum",
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
)
_ABOUT = ("about", "around", "approximately", "roughly", "nearly")
BOUND_WORDS = frozenset(" ".join((*_MOST, *_LEAST, *_ABOUT, "a", "the")).split()) - {"of"}


def low(tokens: list[Token], at: int) -> str:
    """The word at a place without its possessive ending; nothing outside the text."""
    return tokens[at].low.removesuffix("'s") if 0 <= at < len(tokens) else ""


def bound_of(tokens: list[Token], quantity: Quantity) -> str:
    """Whether an amount is the most, the least or about; empty for exactly."""
    before = " ".join(token.low for token in tokens[max(0, quantity.first - 3) : quantity.first])
    for name, phrases in (("most", _MOST), ("least", _LEAST), ("about", _ABOUT)):
        if before.endswith(phrases):
            return name
    following = (low(tokens, quantity.until), low(tokens, quantity.until + 1))
    if following in (("or", "fewer"), ("or", "less")) or following[0] == "maximum":
        return "most"
    return "least" if following == ("or", "more") or following[0] == "minimum" else ""
