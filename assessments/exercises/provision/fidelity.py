"""Whether the amounts of a line come from the advice: what was invented, and what was left out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from assessments.exercises.provision.line import Line
from assessments.language.derivations import Amounts, dropped
from assessments.language.quantity import Quantity

_ALONE = re.compile(r"\bindividual(?:ly)?\b|\balone\b|\bon (?:her|his|their) own\b", re.I)


class Advice(NamedTuple):
    """The advice read once: its amounts, what follows from them, and what may be left out."""

    line: Line
    amounts: Amounts
    may_drop: tuple[Quantity, ...]


class Fidelity(NamedTuple):
    """Amounts of a version, as written, that the advice does not give, and of the advice that are missing."""

    invented: tuple[str, ...]
    dropped: tuple[str, ...]
    kept: int


@lru_cache(maxsize=512)
def read_advice(advice: str, also: tuple[str, ...] = (), may_drop: tuple[str, ...] = ()) -> Advice:
    """The advice, with amounts that may be added (`also`) or left out (`may_drop`). Kept, since it rarely
    changes."""
    line = Line(advice)
    more = [quantity for words in also for quantity in Line(words).quantities]
    alone = bool(_ALONE.search(advice))
    left = tuple(quantity for words in may_drop for quantity in Line(words).quantities)
    return Advice(line, Amounts([*line.quantities, *more], alone=alone), left)


def compare(line: Line, advice: Advice) -> Fidelity:
    """Hold a version against the advice."""
    own = Amounts(line.quantities, alone=bool(_ALONE.search(line.text.raw)))
    invented = advice.amounts.unfounded(line.quantities)
    missing = [
        quantity
        for quantity in dropped(own, advice.line.quantities)
        if not any(_same(quantity, one) for one in advice.may_drop)
    ]
    return Fidelity(
        invented=_in_words(line, invented),
        dropped=_in_words(advice.line, missing),
        kept=len(line.quantities) - len(invented),
    )


def _same(one: Quantity, other: Quantity) -> bool:
    return one[:4] == other[:4] or (one.low, one.high) == (other.low, other.high) and one.low > 1


def _in_words(line: Line, quantities: Iterable[Quantity]) -> tuple[str, ...]:
    """Amounts as they were written, each once; one inside another counts with it."""
    found: list[tuple[int, int]] = []
    for quantity in sorted(quantities, key=lambda one: one.first - one.until):
        span = (quantity.first, quantity.until)
        if not any(start <= span[0] and span[1] <= end for start, end in found):
            found.append(span)
    tokens = line.tokens
    words = (line.text.between(tokens[a].start, tokens[b - 1].end) for a, b in sorted(found))
    return tuple(dict.fromkeys(words))
