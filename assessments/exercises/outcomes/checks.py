"""What is looked for in a repaired outcome, each by its pattern. Pure.

The young person does it; one can see it done; where they are now; how one will know; by when; nobody else's
work in it; and which of their hopes it serves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from assessments.language.lexicons import lexicon_of
from assessments.language.periods import quantities_of
from assessments.language.quantity import (
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
    TIMES,
    Quantity,
)  # fmt: skip
from assessments.language.text import Text

_YOUNG = frozenset(
    "he she they i pupil child person student learner girl boy teenager adult".split()
)  # "young person", "young adult": the last word counts
_MODALS = frozenset("will can shall".split())
_SOFT = frozenset(
    "also then now usually always independently confidently safely regularly not be able to".split()
)
_BLUR = frozenset(
    "improve improves develop develops understand understands know knows feel feels enjoy enjoys increase "
    "increases engage engages benefit benefits become becomes learn learns try tries continue continues gain "
    "gains build builds appreciate experience cope copes participate aim aims want wants progress make makes "
    "access accesses be have has receive receives grow grows maintain achieve reach thrive succeed respond "
    "realise recognise consider explore extend strengthen enhance master work works like love hope hopes "
    "get gets becoming attend support supports monitor monitors".split()
)
_FINE_AFTER = {
    "make": frozenset("a an his her their two three four five six toast tea breakfast lunch friends".split()),
    "makes": frozenset("a an his her their two three four five six toast tea breakfast lunch".split()),
    "get": frozenset("dressed up on off to home himself herself into out".split()),
    "have": frozenset({"a"}),
    "be": frozenset("in at on".split()),
    "work": frozenset("at in for on as with alone through".split()),
    "attend": frozenset("school college lessons every each all four five three two a the".split()),
    "reach": frozenset("the a level for".split()),
    "respond": frozenset({"to", "with"}),
    "maintain": frozenset({"a", "eye"}),
}
_MEASURES = (COUNT, TIMES, MINUTE, EVENT, PER_CENT, MONEY, PERSONS, GROUP)
_BASELINE = re.compile(
    r"\bbaseline\b|\b(?:from|up\s+from|instead\s+of|compared\s+(?:with|to))\s+(?:a\s+|the\s+)?(?:(?!by\b)\w+\s+){0,4}?"
    r"(?:none|nought|zero|never|once|\d+|one|two|three|four|five|six|seven|eight|nine|ten|now|today)\b"
    r"|\b(?:now|currently|at\s+present|at\s+the\s+moment|today|so\s+far|this\s+term)\b[^.;]{3,}"
    r"|\b(?:has\s+never|did\s+not|does\s+not\s+yet|cannot\s+yet)\b",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:will|to|should|must|can|is|are)\s+be\s+(?:\w+ly\s+)?(?:given|provided|supported|taught|offered|helped|"
    r"encouraged|assessed|monitored|referred|enabled)\b"
    r"|\b(?:have|has|had|given)\s+access\b|\breceiv(?:e|es|ing)\b|\battends?\s+(?:\w+\s+){0,3}?(?:sessions?|therapy|"
    r"interventions?|groups?)\b|\bbenefits?\s+from\b",
    re.I,
)
_STAFF_ACTS = re.compile(
    r"\b(?:staff|school|college|teachers?|assistants?|adults?|therapists?|senco|council|parents?|mentors?|tutors?|"
    r"tas?|we|supervisors?|psychologists?)\s+(?:will|shall|must|should|to|are\s+to|is\s+to|needs?\s+to|"
    r"gives?|provides?|supports?|helps?|teach(?:es)?|trains?|ensures?|works?)\b",
    re.I,
)
_END_OF = re.compile(
    r"\b(?:end|start|by|before|during)\s+(?:of\s+)?(?:the\s+)?(?:year|key\s+stage|ks)\s*\d+"
    r"|\b(?:leaves?|finish(?:es)?|starts?)\s+(?:school|college|sixth\s+form)\b|\bturns?\s+\d+|\b\d+(?:th)?\s+birthday",
    re.I,
)
_STOP_WORDS = frozenset(
    "that this with want wants wish wishes would like have hope hopes their there when they them from into "
    "about more some able being other and the for own can not who has had was are you her his him she one "
    "out all any how now get day new myself too again much very just one's".split()
)
_STEM = 5


class Found(NamedTuple):
    """Whether something is there, the words that show it, and what to say."""

    right: bool
    said: str
    words: str


class Repair:
    """A repaired outcome, read once, beside the young person it is about."""

    def __init__(self, raw: str, content: Mapping[str, Any]) -> None:
        self.text = Text(raw)
        self.content = content
        self.names = {token.low for token in Text(content["name"]).words}

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every amount and date."""
        return quantities_of(self.text)

    @cached_property
    def verb_at(self) -> int | None:
        """The index of the word with which the young person's doing begins: after will or can, or straight
        after their name."""
        tokens = self.text.tokens
        for at, token in enumerate(tokens):
            if token.low in _MODALS and at:
                return self._past_soft(at + 1)
        for at, token in enumerate(tokens[:-1]):
            if token.low in self.names | _YOUNG and tokens[at + 1].kind == "word":
                return self._past_soft(at + 1)
        return None

    def _past_soft(self, at: int) -> int | None:
        tokens = self.text.tokens
        start = at
        while at < len(tokens) and (
            tokens[at].low in _SOFT and (tokens[at].low != "be" or _low(tokens, at + 1) == "able")
        ):
            at += 1
        while at < len(tokens) and tokens[at].low.endswith("ly"):
            at += 1
        return (
            at if at < len(tokens) and tokens[at].kind == "word" else (start if start < len(tokens) else None)
        )

    def words_of(self, quantity: Quantity) -> str:
        """An amount as it was written."""
        tokens = self.text.tokens
        return self.text.between(tokens[quantity.first].start, tokens[quantity.until - 1].end)


def _low(tokens: list[Any], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def _subject(repair: Repair) -> Found:
    """Whoever stands before the first will or can, or begins, is the young person."""
    tokens, who = repair.text.tokens, repair.names | _YOUNG
    place = next((at for at, token in enumerate(tokens) if token.low in _MODALS and at), None)
    if place is not None:
        before = place - 1
        while before > 0 and (tokens[before].low in _SOFT or tokens[before].low.endswith("ly")):
            before -= 1
        right = tokens[before].low in who
        said = repair.text.between(tokens[before].start, tokens[place].end)
    else:
        at = next((at for at, token in enumerate(tokens[:-1]) if token.low in who), None)
        right = at is not None and tokens[at + 1].kind == "word" and tokens[at + 1].low.endswith("s")
        said = repair.text.between(tokens[at].start, tokens[at + 1].end) if right and at is not None else ""
    name = repair.content["name"]
    return Found(right, said if right else "", f"Let {name} be the one who does it: {name} will …")


def _verb(repair: Repair) -> Found:
    at, tokens = repair.verb_at, repair.text.tokens
    if at is None:
        return Found(False, "", "Say what one will see or hear done.")
    word, following = tokens[at].low, _low(tokens, at + 1)
    blurred = word in _BLUR and following not in _FINE_AFTER.get(word, frozenset())
    said = tokens[at].low
    hint = f"“{said}” cannot be seen. " if blurred else ""
    return Found(not blurred, said, f"{hint}Say what one will see or hear done.")


def _baseline(repair: Repair) -> Found:
    own = tuple(repair.content.get("baseline_words") or ())
    hits = lexicon_of(own, "own").find(repair.text) if own else []
    match = _BASELINE.search(repair.text.raw)
    said = hits[0].text if hits else match.group().strip() if match else ""
    return Found(bool(said), said[:80], "Say where they are now.")


def _measure(repair: Repair) -> Found:
    """An amount that is no part of the baseline."""
    match = _BASELINE.search(repair.text.raw)
    span = match.span() if match else (-1, -1)
    for quantity in repair.quantities:
        start = repair.text.tokens[quantity.first].start
        counts = quantity.kind in _MEASURES or (quantity.kind == SPAN and quantity.unit == "day")
        if counts and not span[0] <= start < span[1] and not _is_idle(quantity):
            return Found(True, repair.words_of(quantity), "")
    return Found(False, "", "Say how often, how many or how much.")


def _is_idle(quantity: Quantity) -> bool:
    """One of something is often only an article."""
    return (
        quantity.kind in (COUNT, PERSONS)
        and quantity.low <= 1
        and quantity.unit in ("", "of", "person", "adult")
    )


def _date(repair: Repair) -> Found:
    for quantity in repair.quantities:
        if quantity.kind == DATE and quantity.date and quantity.date.year:
            return Found(True, repair.words_of(quantity), "")
    match = _END_OF.search(repair.text.raw)
    if match:
        return Found(True, match.group(), "")
    months = any(q.kind in (DATE, LABEL) for q in repair.quantities)
    return Found(False, "", "Add the year." if months else "Say by when, with the year.")


def _nobody_elses(repair: Repair) -> Found:
    """No work of staff, and nothing that is given, hidden in the outcome."""
    match = _STAFF_ACTS.search(repair.text.raw) or _GIVEN.search(repair.text.raw)
    if match:
        return Found(False, match.group(), f"“{match.group()}” is provision. It belongs in F.")
    return Found(True, "", "")


def _link(repair: Repair) -> Found:
    """Words of the aspiration, by their first letters, or words that the author gave for it."""
    own = tuple(repair.content.get("aspiration_words") or ())
    hits = lexicon_of(own, "own").find(repair.text) if own else []
    if hits:
        return Found(True, hits[0].text, "")
    stems = _stems_of(repair.content["aspiration"]) - {_stem(name) for name in repair.names}
    said = next((token.low for token in repair.text.words if _stem(token.low) in stems), "")
    return Found(bool(said), said, f"Say which hope it serves: {repair.content['aspiration']}")


@lru_cache(maxsize=1024)
def _stems_of(aspiration: str) -> frozenset[str]:
    """The stems of what an author wrote, kept: it is held against every repair."""
    return frozenset(_stem(token.low) for token in Text(aspiration).words) - {""}


def _stem(word: str) -> str:
    """The first letters of a word that carries sense, without a plural s; nothing for a small word."""
    if len(word) < 3 or word in _STOP_WORDS:
        return ""
    return (word[:-1] if word.endswith("s") and len(word) > 3 else word)[:_STEM]


CHECKS: tuple[tuple[str, str, Callable[[Repair], Found]], ...] = (
    ("subject", "The young person does it", _subject),
    ("verb", "It can be seen", _verb),
    ("baseline", "Where they are now", _baseline),
    ("measure", "How one will know", _measure),
    ("date", "By when", _date),
    ("theirs", "Nobody else's work in it", _nobody_elses),
    ("link", "The hope it serves", _link),
)
"""Every check: its name, its name for a person, and what does it."""
