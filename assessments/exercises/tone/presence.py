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
_SORRY = re.compile(r"\b(?:sorry|apologi[sz]e[ds]?|apolog(?:y|ies))\b", re.I)
_NO_APOLOGY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\s+(?:if\s+you|(?:that\s+)?you\s+feel|for\s+any)\b", re.I
)
_REASON = re.compile(
    r"\b(?:because|the\s+reasons?|reasons?\s+(?:is|are|for)|this\s+is\s+why|that\s+is\s+why|since\s+(?:we|she|he|"
    r"they|the|our|no|two|there)|as\s+(?:we|she|he|there|our)\s+\w+|so\s+that\s+we|owing\s+to|shows?\s+that|"
    r"show(?:ed|s)?\s+us|based\s+on)\b",
    re.I,
)
_NEXT = re.compile(
    r"\b(?:I|we|she|he|they|and|also)\s+(?:will|shall)\s+(?!not\b|be\s+able|assume|close|then\s+assume)\w+"
    r"|\b(?:the|our|your|my|an?)\s+(?:[\w’',-]+\s+){1,8}?will\s+(?!not\b|be\b|have\b|assume|result|lead)\w+"
    r"|\b(?:I|we)['’]ll\b|\bnext\s+steps?\b|\bwhat\s+happens\s+next\b|\bwhat\s+we\s+will\s+do\b"
    r"|\b(?:I\s+am|I['’]m|we\s+are|we['’]re)\s+going\s+to\b",
    re.I,
)
_CONTACT = re.compile(
    r"(?<!\d)0\d[\d\s]{7,13}\d|\S+@\S+\.\S+|\b(?:reply|replying|write\s+back)\s+to\s+(?:this|me|my|us)\b"
    r"|\bby\s+reply\b|\bring\s+(?:me|us|her|him|them)\s+on\b",
    re.I,
)
_CHOICE = re.compile(
    r"\b(?:would\s+(?:you\s+like|it\s+help|\w+\s+suit)|if\s+you(?:\s+would|['’]d)?\s+(?:like|prefer|rather)|"
    r"you\s+can\s+(?:also\s+)?(?:choose|join|come|bring|send|write|ring|tell|ask|phone|meet|take\s+part)|"
    r"which\s+(?:day|time|of\s+these|date|one|way)|could\s+you\s+(?:come|join|make)|"
    r"whichever|another\s+(?:day|time|date)|we\s+can\s+(?:also\s+)?(?:meet|talk|speak|come|ring|send)|"
    r"by\s+(?:phone|video)|are\s+you\s+free|does\s+(?:\w+\s+)?(?:suit|work)|or\s+(?:on|at)\s+)\b",
    re.I,
)
_RIGHTS: dict[str, re.Pattern[str]] = {
    "appeal": re.compile(r"\bappeal\w*\b", re.I),
    "limit": re.compile(
        r"\b(?:two|2|one|1)\s+months?\b|\b30\s+(?:calendar\s+)?days\b|\bappeal\w*\s+(?:\w+\s+){0,6}?(?:by|until)\s+"
        r"(?:\w+\s+)?\d|\b(?:by|until)\s+(?:\w+\s+)?\d+\s+\w+(?:\s+\d{4})?\s+to\s+appeal",
        re.I,
    ),
    "mediation": re.compile(r"\bmediat\w+\b", re.I),
    "advice": re.compile(
        r"\bSENDIASS\b|\binformation,?\s+(?:and\s+)?advice\b|\badvice\s+(?:and\s+support\s+)?service\b"
        r"|\b(?:independent|free)\s+(?:\w+\s+){0,2}?(?:advice|help|support)\b",
        re.I,
    ),
    "disagreement": re.compile(
        r"\bdisagreement\s+resolution\b|\bresolv\w+\s+(?:a\s+|the\s+)?disagreement", re.I
    ),
    "complaint": re.compile(r"\bcomplain\w*\b", re.I),
}


def find_need(name: str, text: Text) -> str:
    """The words in which a need is met, or nothing. KeyError for one there is not."""
    return _FINDERS[name](text)


def find_right(name: str, text: Text) -> str:
    """The words that name a right, or nothing."""
    return _first(_RIGHTS[name], text)


def _apology(text: Text) -> str:
    empty = {match.start() for match in _NO_APOLOGY.finditer(text.raw)}
    return next((m.group() for m in _SORRY.finditer(text.raw) if m.start() not in empty), "")


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


def _first(pattern: re.Pattern[str], text: Text) -> str:
    match = pattern.search(text.raw)
    return " ".join(match.group().split()) if match else ""


_FINDERS: dict[str, Callable[[Text], str]] = {
    "apology": _apology,
    "reason": lambda text: _first(_REASON, text),
    "next": lambda text: _first(_NEXT, text),
    "date": _date,
    "role": _role,
    "contact": lambda text: _first(_CONTACT, text),
    "choice": lambda text: _first(_CHOICE, text),
}
