"""Scans cells for personal data: the kinds found in a text, remembered so that a repeated cell is free."""

from __future__ import annotations

from collections.abc import Iterable

from .identifiers import FINDERS, Span
from .names import NameFinder
from .spelling import normal

#: What the kinds are called on the screen.
KIND_WORDS = {
    "name": "A person’s name",
    "nhs": "An NHS number",
    "upn": "A pupil number (UPN)",
    "dob": "A date of birth",
    "postcode": "A postcode",
    "phone": "A phone number",
    "email": "An email address",
    "address": "A home address",
    "school+year": "A school and year group",
}


class Scanner:
    """Answers what kinds of personal data a text holds. Never keeps, logs or gives back what it found."""

    def __init__(self, staff_words: Iterable[str] = ()) -> None:
        """``staff_words``: given and family names of people who work here; a named adult is personal too."""
        self._names = NameFinder(frozenset(staff_words))
        self._known: dict[tuple[str, bool], tuple[str, ...]] = {}

    def spans(self, text: str, *, names: bool = True) -> list[tuple[int, int, str]]:
        """Every span found, ``(start, end, kind)``, in order, none inside another, in the `normal` text."""
        text = normal(text)
        found: list[tuple[int, int, str]] = []
        for kind, finder in FINDERS:
            for start, end in finder(text):
                if not _overlaps((start, end), found):
                    found.append((start, end, kind))
        if names:
            for start, end in sorted(self._names.find(text), key=lambda span: (span[0], -span[1])):
                if not _overlaps((start, end), found):
                    found.append((start, end, "name"))
        return sorted(found)

    def kinds(self, text: str, *, names: bool = True) -> tuple[str, ...]:
        """The kinds a text holds, in alphabetical order; empty when it is clean."""
        if len(text) < 2:
            return ()
        key = (text, names)
        answer = self._known.get(key)
        if answer is None:
            answer = tuple(sorted({kind for _, _, kind in self.spans(text, names=names)}))
            self._known[key] = answer
        return answer


def _overlaps(span: Span, found: list[tuple[int, int, str]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, _ in found)
