"""The kinds of item, by code. Question kinds stand beside this file; casework exercises register from
above."""

from __future__ import annotations

from assessments.questions.kinds.choosing import Multiple, Single, TrueFalse
from assessments.questions.kinds.cloze import Gaps
from assessments.questions.kinds.days import Date
from assessments.questions.kinds.kind import (
    Answer,
    Ask,
    Content,
    Fault,
    Kind,
    Line,
    Marked,
    Slot,
    points_in_words,
)
from assessments.questions.kinds.numbers import Number
from assessments.questions.kinds.order import Ordering
from assessments.questions.kinds.pairs import Matching
from assessments.questions.kinds.slots import blank_content, slot_faults
from assessments.questions.kinds.wording import ShortText
from assessments.questions.kinds.writing import LongText

__all__ = [
    "Answer",
    "Ask",
    "Content",
    "Fault",
    "Kind",
    "Line",
    "Marked",
    "Slot",
    "all_kinds",
    "blank_content",
    "content_faults",
    "kind_of",
    "points_in_words",
    "register",
    "slot_faults",
]

_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; ValueError for a code that another kind has."""
    if type(_KINDS.setdefault(kind.code, kind)) is not type(kind):
        raise ValueError(f"Two kinds called {kind.code}")
    return kind


def kind_of(code: str) -> Kind:
    """The kind with this code. LookupError in words when there is none."""
    try:
        return _KINDS[code]
    except KeyError:
        raise LookupError(f"There is no kind of item called {code!r}. Known: {', '.join(_KINDS)}.") from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind, questions first, in the order in which they were registered."""
    return tuple(_KINDS.values())


def content_faults(kind: Kind, content: Content) -> list[Fault]:
    """All that is wrong with a content. The kind itself is asked only about one whose slots are in order."""
    return slot_faults(kind.slots, content) or kind.faults(content)


for _kind in (Single, Multiple, TrueFalse, ShortText, Number, Date, Matching, Ordering, Gaps, LongText):
    register(_kind())
