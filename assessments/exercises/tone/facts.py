"""Whether the facts of a case survive in a letter: what must stay, and nothing invented. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assessments.language.derivations import Amounts
from assessments.language.lexicons import lexicon_of
from assessments.language.periods import quantities_of
from assessments.language.quantity import COUNT, EVENT, GROUP, PERSONS, Quantity
from assessments.language.text import Text

_COUNTS = (COUNT, PERSONS, EVENT, GROUP)
_SMALL = 3
"""Up to three of something may be said in a letter without a source: two ways, three days to choose from."""


class Facts(NamedTuple):
    """Facts that are gone, as the author wrote them; amounts that nobody gave, as they were written."""

    lost: tuple[str, ...]
    invented: tuple[str, ...]


@lru_cache(maxsize=512)
def _given(situation: str, also: tuple[str, ...]) -> Amounts:
    return Amounts([quantity for words in (situation, *also) for quantity in quantities_of(words)])


def compare(text: Text, situation: str, also: Iterable[str], must_keep: Sequence[str]) -> Facts:
    """Hold a letter against the case. A fact to be kept is its amounts, or else one of its wordings."""
    held = quantities_of(text)
    given = _given(situation, tuple(also))
    own = Amounts(held)
    invented = [
        quantity
        for quantity in given.unfounded(held)
        if not (quantity.kind in _COUNTS and quantity.high <= _SMALL)
    ]
    lost = tuple(fact for fact in must_keep if not _survives(fact, text, own))
    return Facts(lost, tuple(dict.fromkeys(_words(text, quantity) for quantity in invented)))


@lru_cache(maxsize=4096)
def _amounts_of(fact: str) -> tuple[Quantity, ...]:
    """The amounts of a fact that an author wrote, kept: it is held against every letter."""
    return tuple(quantities_of(fact))


def _survives(fact: str, text: Text, own: Amounts) -> bool:
    amounts = _amounts_of(fact)
    if amounts:
        return all(own.has(quantity) for quantity in amounts)
    return bool(lexicon_of(tuple(fact.split(";")), "fact").find(text))


def _words(text: Text, quantity: Quantity) -> str:
    tokens = text.tokens
    return text.between(tokens[quantity.first].start, tokens[quantity.until - 1].end)
