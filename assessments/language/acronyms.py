"""Short forms in capitals, and whether the text says what they stand for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORT = re.compile(r"\b(?=[A-Za-z&]*[A-Z&][A-Z])[A-Z][A-Za-z&]{0,6}[A-Z]s?\b")
_CAPITALS = re.compile(r"[A-Z&][A-Z]")
"""Two capitals in a row: without them there is no short form, and this is quickly seen."""
_EVERYDAY = frozenset({"OK", "UK", "USA", "TV", "PE", "IT", "DVD", "AM", "PM", "BBC", "PS"})
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "to", "a"})


def short_forms(text: str) -> list[str]:
    """Each short form of a text once, in order: EHCP, CYP, SENCo. A text all in capitals has none."""
    if text.isupper() or not _CAPITALS.search(text):
        return []
    found = dict.fromkeys(match.removesuffix("s") for match in _SHORT.findall(text))
    return [form for form in found if form.upper() not in _EVERYDAY and not _is_shouted(form)]


def _is_shouted(form: str) -> bool:
    return len(form) > 7


def unexplained(text: str, known: Iterable[str] = ()) -> list[str]:
    """The short forms that a text uses and does not explain.

    Explained is: educational psychologist (EP), or EP (educational psychologist), anywhere in the text, with
    words that begin with its letters. `known` are forms that a reader may be trusted with.
    """
    trusted = {form.strip().upper() for form in known}
    return [
        form for form in short_forms(text) if form.upper() not in trusted and not is_explained(text, form)
    ]


def is_explained(text: str, form: str) -> bool:
    """Whether a text says what a short form stands for, by brackets."""
    for match in re.finditer(re.escape(form) + r"s?\b", text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        if before.endswith("(") and _begins(re.findall(r"[A-Za-z]+", before[-120:]), form, last=True):
            return True
        if after.startswith("(") and _begins(re.findall(r"[A-Za-z]+", after[1:121]), form, last=False):
            return True
    return False


def _begins(words: list[str], form: str, *, last: bool) -> bool:
    """Whether the words next to a short form begin with its letters, small words apart."""
    letters = re.sub("[^A-Za-z]", "", form).lower()
    initials = "".join(word[0].lower() for word in words if word.lower() not in _SMALL_WORDS)
    every = "".join(word[0].lower() for word in words)
    if last:
        return initials.endswith(letters) or every.endswith(letters)
    return initials.startswith(letters) or every.startswith(letters)
