"""The parts of a line of provision, each found by its pattern: what, who, how long, how often ... Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from assessments.exercises.provision.line import GIVER, REVIEWING, Line
from assessments.exercises.provision.vocabulary import (
    ACTIONS,
    ALONE,
    CONTENT,
    DESCRIBING,
    EMPTY,
    GIVEN,
    MADE_BY,
    NO_ACTIONS,
    NOT_A_TIME,
    NOUNS_TOO,
    OWNS,
    PLACE,
    REVIEW,
    START,
    TERM_TIME,
    TRAINING,
    VAGUE_TRAINING,
    WEAK,
    WHEN,
)
from assessments.language.lexicons import Hit
from assessments.language.quantity import COUNT, DATE, EVENT, GROUP, MINUTE, SPAN, TIMES, Quantity

PARTS: dict[str, str] = {
    "what": "What",
    "who": "Who",
    "how_long": "How long",
    "how_often": "How often",
    "period": "For how long a period",
    "group": "Group size",
    "place": "Where",
    "training": "Training or supervision",
    "start": "When it starts",
    "review": "When it is reviewed",
}
"""Every part with its name, in the order in which a reader asks."""


def find_part(name: str, line: Line) -> str:
    """The words in which a part stands, or nothing. KeyError for a part there is not."""
    return _FINDERS[name](line)


def _what(line: Line) -> str:
    tokens, people = line.tokens, line.people_places
    for at, token in enumerate(tokens):
        if at in people or not _is_action(line, at):
            continue
        following = [one.low for one in tokens[at + 1 : at + 6] if one.sentence == token.sentence]
        before = [one.low for one in tokens[max(0, at - 5) : at] if one.sentence == token.sentence]
        if token.low in WEAK and set(following[:4] + before * (token.low in GIVEN)) & EMPTY:
            continue
        if token.low in OWNS and not set(following) & CONTENT:
            continue
        last = tokens[min(at + 3, len(tokens) - 1)]
        end = last.end if last.sentence == token.sentence and last.kind != "mark" else token.end
        return line.text.between(token.start, end)
    return ""


def _is_action(line: Line, at: int) -> bool:
    """A word of doing; one that is a thing as well only after somebody. What somebody does otherwise is the
    verb right after their name: the technician repairs."""
    tokens, word = line.tokens, line.tokens[at].low
    before = tokens[at - 1] if at else None
    after_somebody = at - 1 in line.people_places
    if word in ACTIONS and word not in NOUNS_TOO:
        return True
    if word in NOUNS_TOO:
        if before is None or (word == "use" and at + 1 < len(tokens) and tokens[at + 1].low == "of"):
            return False
        return after_somebody or before.low in _DOERS or _is_name(line, at - 1)
    return after_somebody and word.endswith("s") and word not in NO_ACTIONS and word not in REVIEWING


_DOERS = frozenset("to and who then will also he she they".split())


def _is_name(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return token.kind == "word" and line.text.raw[token.start].isupper() and token.low not in DESCRIBING


def _who(line: Line) -> str:
    for hit in line.people:
        if _only_made_it(line, hit) or _only_reviews(line, hit):
            continue
        if hit.entry.family == GIVER or line.has_skill(hit.sentence):
            return hit.text
    return ""


def _only_made_it(line: Line, hit: Hit) -> bool:
    """Trained, planned or reviewed by the therapist: that is not who gives it."""
    before = line.text.lows[max(0, hit.at - 7) : hit.at]
    if "by" not in before:
        return False
    place = len(before) - 1 - before[::-1].index("by")
    doing = before[max(0, place - 3) : place]
    return bool(MADE_BY & set(doing) or REVIEWING & set(doing)) and "and" not in doing[-2:]


def _only_reviews(line: Line, hit: Hit) -> bool:
    after = hit.at + len(hit.entry.phrase.replace("-", " ").split())
    following = line.text.lows[after : after + 2]
    return any(word in REVIEWING for word in following if following[0] in REVIEWING | {"will", "then"})


def _how_long(line: Line) -> str:
    lengths = [q for q in line.quantities if q.kind == MINUTE]
    given = [q for q in lengths if not line.is_of_training(q)]
    return line.words_of(given[0]) if given else ""


def _how_often(line: Line) -> str:
    for quantity in line.quantities:
        counted = quantity.kind == TIMES or (quantity.kind == MINUTE and quantity.per)
        if counted and not line.is_of_review(quantity) and not line.is_of_training(quantity):
            return line.words_of(quantity)
    return ""


def _period(line: Line) -> str:
    for quantity in line.quantities:
        if quantity.kind == TIMES and quantity.unit == "year" and quantity.low > 1:
            return line.words_of(quantity)
        if quantity.kind == EVENT and quantity.low >= _A_COURSE and _comes_round(line, quantity):
            return line.words_of(quantity)
        if quantity.kind == SPAN and quantity.unit != "day" and not _is_wait(line, quantity):
            return line.words_of(quantity)
    return _first(TERM_TIME, line)


def _is_wait(line: Line, quantity: Quantity) -> bool:
    """Within two weeks is when it starts; after six weeks is when it is reviewed."""
    before = line.tokens[quantity.first - 1].low if quantity.first else ""
    after = line.tokens[quantity.until].low if quantity.until < len(line.tokens) else ""
    return before in ("within", "after", "every") or (
        before == "in" and after not in ("cycle", "cycles", "blocks")
    )


_A_COURSE = 4


def _comes_round(line: Line, quantity: Quantity) -> bool:
    """Whether a number of sessions is the whole of a course: 12 weekly sessions."""
    held = line.by_sentence[line.sentence_of(quantity)]
    return any(q.kind == TIMES and not line.is_of_review(q) for q in held)


def _group(line: Line) -> str:
    for quantity in line.quantities:
        if quantity.kind == GROUP:
            return line.words_of(quantity)
        in_group = {"group", "groups"} & line.sentence_words[line.sentence_of(quantity)]
        if quantity.kind == COUNT and quantity.bound == "most" and in_group:
            return line.words_of(quantity)
    return _first(ALONE, line)


def _training(line: Line) -> str:
    vague = [match.span() for match in VAGUE_TRAINING.finditer(line.text.raw)]
    for match in TRAINING.finditer(line.text.raw):
        if not any(start <= match.start() < end for start, end in vague):
            return match.group()
    return ""


def _start(line: Line) -> str:
    found = _first(START, line)
    if found:
        return found
    for quantity in line.quantities:
        before = line.tokens[quantity.first - 1].low if quantity.first else ""
        if quantity.kind == DATE and before in ("from", "by", "on", "before"):
            return line.words_of(quantity)
    return ""


def _review(line: Line) -> str:
    """A word of review with a time in its own part of the sentence. Regularly is no time."""
    raw = line.text.raw
    for match in REVIEW.finditer(raw):
        start = max(raw.rfind(mark, 0, match.start()) for mark in ".;\n") + 1
        ends = [place for mark in ".;\n" if (place := raw.find(mark, match.end())) >= 0]
        stretch = raw[start : min(ends, default=len(raw))]
        when = any(w.group().lower() not in NOT_A_TIME for w in WHEN.finditer(stretch))
        if when or _has_review_time(line, start, start + len(stretch)):
            return match.group()
    return ""


def _has_review_time(line: Line, start: int, end: int) -> bool:
    inside = [q for q in line.quantities if start <= line.tokens[q.first].start < end]
    return any(q.kind in (TIMES, DATE) and line.is_of_review(q) for q in inside) or any(
        q.kind == SPAN and line.tokens[q.first - 1].low in ("after", "every", "within")
        for q in inside
        if q.first
    )


def _first(pattern: re.Pattern[str], line: Line) -> str:
    match = pattern.search(line.text.raw)
    return match.group() if match else ""


_FINDERS: dict[str, Callable[[Line], str]] = {
    "what": _what,
    "who": _who,
    "how_long": _how_long,
    "how_often": _how_often,
    "period": _period,
    "group": _group,
    "place": lambda line: _first(PLACE, line),
    "training": _training,
    "start": _start,
    "review": _review,
}
