"""Amounts in a text: minutes, sessions, groups, weeks, dates, each with its place. Pure.

`amounts` reads them from left to right; `assessments.language.periods` then says what each is counted
against, such as three times a week. Both together are `quantities_of`.
"""

from __future__ import annotations

from assessments.language.dates import MONTH_WORDS, read_date
from assessments.language.numbers import NUMBER_WORDS, Number, read_number
from assessments.language.quantity import (
    BOUND_WORDS,
    CLOCK,
    COUNT,
    DATE,
    EVENT,
    GROUP,
    LABEL,
    MINUTE,
    MONEY,
    PER_CENT,
    PERSONS,
    SPAN,
    Quantity,
    bound_of,
    low,
)
from assessments.language.text import Text, Token
from assessments.language.units import EVENTS, LABELS, MINUTES, PEOPLE, SPANS

_ADJECTIVE_STOPS = frozenset(
    "a an the of in and or per each every to for with is are was be by on at from that who which as then "
    "than if so will has have until after before".split()
)
_SPAN_ADJECTIVES = frozenset("school term time working full consecutive academic calendar whole more".split())
_FELLOWS = frozenset("other others peers peer classmates classmate friends friend".split())
PUPILS = frozenset("pupil pupils child children student students learner learners people".split()) | _FELLOWS
_HOUR_STARTS = frozenset("half quarter three an a hour".split())
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_ARTICLES = frozenset({"a", "an"})
_AFTER_ARTICLES = frozenset("hour minute hundred couple dozen".split())
"""After a and an only these make an amount."""
_BEFORE_CLOCK = frozenset("at from until by to".split())
_ENDS = frozenset({"maximum", "minimum", "max"})


_STARTS = (
    LABELS | NUMBER_WORDS | MONTH_WORDS | frozenset("£ half quarter an a hour once twice thrice".split())
)
"""The words and marks at which an amount can begin."""


def amounts(text: Text) -> list[Quantity]:
    """Every amount of a text in order, not yet counted against a period."""
    tokens, found, after = text.tokens, [], 0
    starts = [at for at, token in enumerate(tokens) if token.kind == "number" or token.low in _STARTS]
    for at in starts:
        if at < after:
            continue
        quantity = _read(text, at)
        if quantity is not None:
            found.append(quantity._replace(bound=bound_of(tokens, quantity)))
            after = max(quantity.after, at + 1)
        else:
            after = at + _skipped(tokens, at)
    return found


def _skipped(tokens: list[Token], at: int) -> int:
    """How many tokens to pass over where no amount begins: a telephone number whole, else one."""
    if tokens[at].kind != "number" or not (tokens[at].low.startswith("0") and tokens[at].low.isdigit()):
        return 1
    run = at
    while run < len(tokens) and tokens[run].kind == "number":
        run += 1
    return run - at


def _read(text: Text, at: int) -> Quantity | None:
    token = text.tokens[at]
    if token.kind == "mark":
        return _money(text, at) if token.low == "£" else None
    if token.kind == "number":
        if (date := _dated(text, at)) or (token.low[0] == "0" and len(token.low) > 1 and token.low.isdigit()):
            return date
        number = read_number(text.tokens, at)
        return number and (_ratio(text, at, number) or _clock(text, at) or _counted(text, at, number))
    if token.low in _ARTICLES and low(text.tokens, at + 1) not in _AFTER_ARTICLES:
        return None
    found = _label(text, at) or _dated(text, at) or _part_of_hour(text, at) or _often(text, at)
    if found is None and (number := read_number(text.tokens, at)) is not None:
        found = _ratio(text, at, number) or _counted(text, at, number)
    return found


def _label(text: Text, at: int) -> Quantity | None:
    tokens = text.tokens
    if tokens[at].low not in LABELS or at + 1 >= len(tokens) or tokens[at + 1].kind != "number":
        return None
    if low(tokens, at - 1) in ("a", "per", "each", "every") or tokens[at + 1].glued:
        return None
    number = read_number(tokens, at + 1)
    if number is None or (tokens[at].low == "year" and number.low > 15):
        return None
    return Quantity(LABEL, number.low, number.high, tokens[at].low, at, number.after, number.after)


def _dated(text: Text, at: int) -> Quantity | None:
    date = read_date(text, at)
    return Quantity(DATE, 0, 0, "", at, date.after, date.after, date=date) if date else None


def _money(text: Text, at: int) -> Quantity | None:
    number = read_number(text.tokens, at + 1) if at + 1 < len(text.tokens) else None
    if number is None:
        return None
    return Quantity(MONEY, number.low, number.high, "£", at, number.after, number.after)


def _ratio(text: Text, at: int, first: Number) -> Quantity | None:
    """1:3, one-to-one, a ratio of one to three, one adult to three pupils."""
    tokens = text.tokens
    if first.low != first.high or not 1 <= first.low <= 10:
        return None
    place, joint = first.after, low(tokens, first.after)
    told = joint == ":" or (joint == "to" and (tokens[place].glued or _says_ratio(tokens, at)))
    if low(tokens, place) in PEOPLE and _joins_people(tokens, place + 1):
        place += 1 + (low(tokens, place + 2) == "every")
        told = True
    elif tokens[place].glued and tokens[place].kind == "number" if place < len(tokens) else False:
        place, told = place - 1, tokens[place].low == "1"
    second = read_number(tokens, place + 1) if place + 1 < len(tokens) else None
    if second is None or second.low > 40:
        return None
    if joint == ":" and _is_clock(tokens, at, place + 1):
        return None
    if not told and not (joint == "to" and first.low == second.low == 1):
        return None
    until = second.after + (low(tokens, second.after) in PEOPLE)
    return Quantity(GROUP, second.low, second.high, f"{first.low:g} to", at, second.after, until)


def _joins_people(tokens: list[Token], at: int) -> bool:
    """One adult to three; one adult for every three; but not one adult for 30 minutes."""
    joint = low(tokens, at)
    return joint in ("to", "per") or (joint == "for" and low(tokens, at + 1) == "every")


def _says_ratio(tokens: list[Token], at: int) -> bool:
    return any(token.low in ("ratio", "ratios", "staffing") for token in tokens[max(0, at - 4) : at])


def _is_clock(tokens: list[Token], at: int, minutes: int) -> bool:
    written = tokens[minutes].low
    if len(written) != 2 or not written.isdigit() or int(written) > 59:
        return False
    return low(tokens, minutes + 1) in ("am", "pm") or low(tokens, at - 1) in _BEFORE_CLOCK


def _clock(text: Text, at: int) -> Quantity | None:
    tokens = text.tokens
    hour, _, minute = tokens[at].low.partition(".")
    after = at + 1
    if not minute and low(tokens, at + 1) == ":" and at + 2 < len(tokens) and tokens[at + 2].kind == "number":
        minute, after = tokens[at + 2].low, at + 3
    half = low(tokens, after)
    said = half in ("am", "pm") or (
        len(minute) == 2 and low(tokens, at - 1) in _BEFORE_CLOCK
        and half not in MINUTES
    )  # fmt: skip
    if not said or not hour.isdigit() or not (minute or "0").isdigit() or int(hour) > 24:
        return None
    value = int(hour) % 24 + int(minute or 0) / 100 + (12 if half == "pm" and int(hour) < 12 else 0)
    after += half in ("am", "pm")
    return Quantity(CLOCK, value, value, "", at, after, after)


def _part_of_hour(text: Text, at: int) -> Quantity | None:
    """Half an hour, a quarter of an hour, an hour and a half, an hour, hour-long."""
    tokens, minutes, used = text.tokens, 0.0, 0
    here = low(tokens, at)
    if here not in _HOUR_STARTS:
        return None
    words = [low(tokens, at + step) for step in range(5)]
    if here == "half" and words[1] in ("an", "a") and words[2] == "hour":
        minutes, used = 30, 3
    elif here == "half" and words[1] in ("hour", "hours"):
        minutes, used = 30, 2
    elif words[:4] == ["quarter", "of", "an", "hour"]:
        minutes, used = 15, 4
    elif words == ["three", "quarters", "of", "an", "hour"]:
        minutes, used = 45, 5
    elif here in ("an", "a") and words[1] in ("hour", "minute") and not _counts(tokens, at - 1):
        minutes, used = MINUTES[words[1]], 2
        if words[2:5] == ["and", "a", "half"]:
            minutes, used = minutes * 1.5, 5
    elif here == "hour" and words[1] == "long":
        minutes, used = 60, 1
    if not used:
        return None
    total, after = _and_minutes(tokens, minutes, at + used)
    return Quantity(MINUTE, total, total, "hours" if total >= 60 else "minutes", at, after, after)


def _counts(tokens: list[Token], at: int) -> bool:
    """Whether a token is something after which `an hour` says how often: twice an hour."""
    word = low(tokens, at)
    return word in EVENTS or word in MINUTES or word in ("once", "twice", "thrice") or (
        0 <= at < len(tokens) and tokens[at].kind == "number"
    )  # fmt: skip


def _and_minutes(tokens: list[Token], minutes: float, after: int) -> tuple[float, int]:
    """An hour and ten minutes is one amount."""
    place = after + (low(tokens, after) == "and")
    more = read_number(tokens, place) if minutes % 60 == 0 and minutes and place < len(tokens) else None
    if more and more.low < 60 and low(tokens, more.after) in ("minutes", "minute", "min", "mins"):
        return minutes + more.low, more.after + 1
    return minutes, after


def _often(text: Text, at: int) -> Quantity | None:
    value = _TIMES.get(text.tokens[at].low)
    if value is None or (value == 1 and low(text.tokens, at - 1) == "at"):
        return None
    return Quantity(EVENT, value, value, "times", at, at + 1, at + 1)


def _counted(text: Text, at: int, number: Number) -> Quantity:
    tokens = text.tokens
    place, unit = number.after, low(tokens, number.after)
    if unit == "%" or (unit == "per" and low(tokens, place + 1) == "cent"):
        after = place + 1 + (unit == "per")
        return Quantity(PER_CENT, number.low, number.high, "%", at, after, after)
    if unit in MINUTES:
        return _minutes(tokens, at, number)
    if unit == "half" and low(tokens, place + 1) in ("term", "terms"):
        return Quantity(SPAN, number.low, number.high, "half-term", at, place + 2, place + 2)
    while low(tokens, place) in _SPAN_ADJECTIVES:
        place += 1
    if (span := SPANS.get(low(tokens, place))) is not None:
        return Quantity(SPAN, number.low, number.high, span, at, place + 1, place + 1)
    return _things(tokens, at, number)


def _minutes(tokens: list[Token], at: int, number: Number) -> Quantity:
    each = MINUTES[low(tokens, number.after)]
    least, most = number.low * each, number.high * each
    after = number.after + 1
    if each == 60 and least == most:
        least, after = _and_minutes(tokens, least, after)
        most = least
    return Quantity(MINUTE, least, most, "hours" if each == 60 else "minutes", at, after, after)


def _things(tokens: list[Token], at: int, number: Number) -> Quantity:
    """A number of people, of events or of whatever is named next."""
    kind, noun, until = COUNT, low(tokens, number.after), number.after
    place = number.after
    while place < min(number.after + 5, len(tokens)):
        word = low(tokens, place)
        if word in EVENTS or word in PEOPLE:
            kind, noun, until = (EVENT if word in EVENTS else PERSONS), word, place + 1
            if word not in ("other", "group", "groups"):
                break
        inner = read_number(tokens, place)
        if inner and low(tokens, inner.after) in MINUTES:
            place = inner.after + 1
            continue
        if tokens[place].kind != "word" or word in _ADJECTIVE_STOPS:
            break
        place += 1
    if _of_a_group(tokens, at) or (kind == PERSONS and noun in PUPILS):
        others = any(low(tokens, p) in _FELLOWS for p in range(number.after, max(until, number.after + 1)))
        extra = 1.0 if others else 0.0
        return Quantity(
            GROUP, number.low + extra, number.high + extra, "others" if others else "pupils", at,
            number.after, max(until, number.after),
        )  # fmt: skip
    return Quantity(kind, number.low, number.high, noun, at, number.after, max(until, number.after))


def _of_a_group(tokens: list[Token], at: int) -> bool:
    """Whether a number is the size of a group: a group of up to four, group (maximum 4)."""
    place = at - 1
    while low(tokens, place) in BOUND_WORDS or (
        low(tokens, place) == "of" and low(tokens, place - 1) in _ENDS
    ):
        place -= 1
    joint = low(tokens, place)
    before = low(tokens, place - 1)
    return joint in ("of", "(", "is", ":") and before in (
        "group",
        "groups",
        "size",
        "pupils",
        "class",
        "classes",
    )
