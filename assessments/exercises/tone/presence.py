"""What a letter to a family has to have, each found by its pattern: sorry, why, what next, who. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from assessments.language.lexicons import Entry, Lexicon
from assessments.language.periods import quantities_of
from assessments.language.quantity import DATE
from assessments.language.roles import COUNCIL
from assessments.language.text import Text

NEEDS: dict[str, str] = {
    "apology": "Says sorry",
    "reason": "Says why",
    "next": "Says what happens next",
    "date": "Gives a date",
    "role": "Says who, by post",
    "contact": "Says how to reach them",
    "choice": "Offers a choice or a way to take part",
}
ASKED: dict[str, str] = {
    "apology": "Say sorry plainly, for what happened. “Any inconvenience” is no apology.",
    "reason": "Say why in one line, with because.",
    "next": "Say what you will do next: I will, or we will.",
    "date": "Give a day: 4 December, not soon.",
    "role": "Say which post answers, such as: your plan coordinator.",
    "contact": "Give a number, an address or say: reply to this email.",
    "choice": "Offer something: another day, a call, writing instead.",
}
RIGHTS: dict[str, str] = {
    "appeal": "The right to appeal",
    "limit": "The time for it",
    "mediation": "Mediation",
    "advice": "Free, independent information and advice",
    "disagreement": "Disagreement resolution",
    "complaint": "How to complain",
}
_COUNCIL = Lexicon(Entry(one, "role") for one in COUNCIL)
_SORRY = re.compile(r"\b(?:sorry|apologi[sz]e[ds]?|apolog(?:y|ies))\b")
_NO_APOLOGY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\s+(?:if\s+you|(?:that\s+)?you\s+feel|for\s+any)\b"
)
_REASON = re.compile(
    r"\b(?:because|the\s+reasons?|reasons?\s+(?:is|are|for)|this\s+is\s+why|that\s+is\s+why|since\s+(?:we|she|he|"
    r"they|the|our|no|two|there)|as\s+(?:we|she|he|there|our)\s+\w+|so\s+that\s+we|owing\s+to|shows?\s+that|"
    r"show(?:ed|s)?\s+us|based\s+on)\b"
)
_NEXT = re.compile(
    r"\b(?:i|we|she|he|they|and|also)\s+(?:will|shall)\s+(?!not\b|be\s+able|assume|close|then\s+assume)\w+"
    r"|\b(?:the|our|your|my|an?)\s+(?:[\w',-]+\s+){1,8}?will\s+(?!not\b|be\b|have\b|assume|result|lead)\w+"
    r"|\b(?:i|we)'ll\b|\bnext\s+steps?\b|\bwhat\s+happens\s+next\b|\bwhat\s+we\s+will\s+do\b"
    r"|\b(?:i\s+am|i'm|we\s+are|we're)\s+going\s+to\b"
)
_TOLD_HOW = (
    r"0(?<!\d0)\d[\d\s]{7,13}\d|%s\b(?:(?:reply|replying|write\s+back)\s+to\s+(?:this|me|my|us)\b"
    r"|by\s+reply\b|ring\s+(?:me|us|her|him|them)\s+on\b)"
)
_CONTACT = re.compile(_TOLD_HOW % r"\S+@\S+\.\S+|")
_CONTACT_BUT_MAIL = re.compile(_TOLD_HOW % "")
"""An address is looked for only where there is an @: that search is a slow one."""
_CHOICE = re.compile(
    r"\b(?:would\s+(?:you\s+like|it\s+help|\w+\s+suit)|if\s+you(?:\s+would|'d)?\s+(?:like|prefer|rather)|"
    r"you\s+can\s+(?:also\s+)?(?:choose|join|come|bring|send|write|ring|tell|ask|phone|meet|take\s+part)|"
    r"which\s+(?:day|time|of\s+these|date|one|way)|could\s+you\s+(?:come|join|make)|"
    r"whichever|another\s+(?:day|time|date)|we\s+can\s+(?:also\s+)?(?:meet|talk|speak|come|ring|send)|"
    r"by\s+(?:phone|video)|are\s+you\s+free|does\s+(?:\w+\s+)?(?:suit|work)|or\s+(?:on|at)\s+)\b"
)
_RIGHTS: dict[str, re.Pattern[str]] = {
    "appeal": re.compile(r"\bappeal\w*\b"),
    "limit": re.compile(
        r"\b(?:two|2|one|1)\s+months?\b|\b30\s+(?:calendar\s+)?days\b|\bappeal\w*\s+(?:\w+\s+){0,6}?(?:by|until)\s+"
        r"(?:\w+\s+)?\d|\b(?:by|until)\s+(?:\w+\s+)?\d+\s+\w+(?:\s+\d{4})?\s+to\s+appeal"
    ),
    "mediation": re.compile(r"\bmediat\w+\b"),
    "advice": re.compile(
        r"\bsendiass\b|\binformation,?\s+(?:and\s+)?advice\b|\badvice\s+(?:and\s+support\s+)?service\b"
        r"|\b(?:independent|free)\s+(?:\w+\s+){0,2}?(?:advice|help|support)\b"
    ),
    "disagreement": re.compile(r"\bdisagreement\s+resolution\b|\bresolv\w+\s+(?:a\s+|the\s+)?disagreement"),
    "complaint": re.compile(r"\bcomplain\w*\b"),
}
"""All are looked for in the text without capitals: that is twice as quick as not to mind them."""


def find_need(name: str, text: Text) -> str:
    """The words in which a need is met, or nothing. KeyError for one there is not."""
    return _FINDERS[name](text)


def find_right(name: str, text: Text) -> str:
    """The words that name a right, or nothing."""
    return _first(_RIGHTS[name], text)


def _apology(text: Text) -> str:
    found = _SORRY.finditer(text.low)
    good = (one for one in found if not _NO_APOLOGY.match(text.low, one.start()))
    return next((text.between(*one.span()) for one in good), "")


def _date(text: Text) -> str:
    """A day with its month."""
    for quantity in quantities_of(text):
        if quantity.kind == DATE and quantity.date and quantity.date.day:
            tokens = text.tokens
            return text.between(tokens[quantity.first].start, tokens[quantity.until - 1].end)
    return ""


def _role(text: Text) -> str:
    hits = _COUNCIL.find(text)
    return hits[0].text if hits else ""


def _contact(text: Text) -> str:
    return _first(_CONTACT if "@" in text.raw else _CONTACT_BUT_MAIL, text)


def _first(pattern: re.Pattern[str], text: Text) -> str:
    match = pattern.search(text.low)
    return " ".join(text.between(*match.span()).split()) if match else ""


_FINDERS: dict[str, Callable[[Text], str]] = {
    "apology": _apology,
    "reason": lambda text: _first(_REASON, text),
    "next": lambda text: _first(_NEXT, text),
    "date": _date,
    "role": _role,
    "contact": _contact,
    "choice": lambda text: _first(_CHOICE, text),
}
