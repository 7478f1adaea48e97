"""Whether the sums that a line itself states are right: 9 + 12 + 4 = 25; once a week for 38 weeks, 38 a year.

Only what is stated as a result is held against the rest: a total, an amount in brackets, what stands after an
equals sign, or a yearly number beside a weekly one. Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from assessments.exercises.provision.line import Line
from assessments.language.derivations import Amounts
from assessments.language.quantity import EVENT, MINUTE, SPAN, TIMES, Quantity
from assessments.language.units import PER_WEEK

_CHAIN = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:hours?|h|minutes?|mins?)?((?:\s*[+x×*]\s*\d+(?:\.\d+)?\s*(?:hours?|h|minutes?|mins?)?)+)"
    r"\s*=\s*(\d+(?:\.\d+)?)"
)
_STEP = re.compile(r"([+x×*])\s*(\d+(?:\.\d+)?)")
_BEFORE = frozenset("= total totals totalling altogether making makes equals".split())
_AFTER = (("in", "total"), ("in", "all"), ("altogether",), ("total",), ("overall",), ("all", "together"))
_SOME_YEAR = tuple(float(weeks) for weeks in range(36, 41))
_YEARLY = 6
_RESULTS = (MINUTE, TIMES, EVENT)


class Slip(NamedTuple):
    """A result that does not follow: as written, and what it might be."""

    said: str
    words: str


def slips_in(line: Line, advice: Sequence[Quantity] = ()) -> list[Slip]:
    """Every stated result that the other amounts of the line do not give. `advice` lends its weeks."""
    slips = _chains(line.text.raw)
    results = [quantity for quantity in line.quantities if _is_result(line, quantity)]
    for result in results:
        others = [quantity for quantity in line.quantities if quantity not in results]
        weeks = [q for q in (*others, *advice) if q.kind == SPAN and q.unit == "week"]
        if not _can_judge(result, others):
            continue
        lent = () if weeks else _SOME_YEAR
        if not Amounts([*others, *weeks], weeks=lent).has(result) and not _is_plain_copy(result, others):
            slips.append(Slip(line.words_of(result), _what_follows(result, others)))
    return slips


def _chains(raw: str) -> list[Slip]:
    """Sums written out with plus, times and equals."""
    slips = []
    for match in _CHAIN.finditer(raw):
        total = part = float(match.group(1)[:9])
        done = 0.0
        for sign, number in _STEP.findall(match.group(2)):
            if sign == "+":
                done, part = done + part, float(number[:9])
            else:
                part *= float(number[:9])
        total = done + part
        if not math.isclose(total, float(match.group(3)[:9])) and not math.isclose(
            total, 60 * float(match.group(3)[:9])
        ):
            slips.append(Slip(match.group().strip(), f"That makes {total:g}."))
    return slips


def _is_result(line: Line, quantity: Quantity) -> bool:
    if quantity.kind not in _RESULTS:
        return False
    tokens, place = line.tokens, quantity.first - 1
    while place >= 0 and tokens[place].low in ("of", "a", "to", "is", "up"):
        place -= 1
    if place >= 0 and tokens[place].low in _BEFORE:
        return tokens[place].low != "=" or not _CHAIN.search(line.text.raw)
    after = tuple(token.low for token in tokens[quantity.until : quantity.until + 2])
    if any(after[: len(one)] == one for one in _AFTER):
        return True
    bracketed = quantity.first > 1 and tokens[quantity.first - 1].low == "("
    if bracketed and quantity.kind == TIMES and quantity.unit == "year":
        return True
    if bracketed and quantity.kind == MINUTE and quantity.per:
        return True
    held = line.by_sentence[line.sentence_of(quantity)]
    weekly = any(q.kind == TIMES and q.unit in PER_WEEK and q.first < quantity.first for q in held)
    return weekly and quantity.kind == TIMES and quantity.unit == "year" and quantity.low >= _YEARLY


def _can_judge(result: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether there is enough beside a result for it to follow from."""
    minutes = [q for q in others if q.kind == MINUTE]
    often = [q for q in others if q.kind in (TIMES, EVENT) and q.low > 1]
    if result.kind == MINUTE:
        return len(minutes) > 1 or bool(minutes and often)
    return any(q.kind == TIMES and q.unit in PER_WEEK for q in others)


def _is_plain_copy(result: Quantity, others: Sequence[Quantity]) -> bool:
    return any((q.kind, q.low, q.unit) == (result.kind, result.low, result.unit) for q in others)


def _what_follows(result: Quantity, others: Sequence[Quantity]) -> str:
    if result.kind == MINUTE:
        total = sum(q.low for q in others if q.kind == MINUTE)
        unit = "hours" if total >= 60 and total % 30 == 0 else "minutes"
        return f"The parts make {total / 60 if unit == 'hours' else total:g} {unit} if each counts once."
    return "It does not follow from how often and for how many weeks."
