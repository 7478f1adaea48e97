"""Titles of tasks as the head of a narrow column. Pure."""

from __future__ import annotations

LONGEST = 36
SMALL = {"a", "an", "and", "for", "in", "not", "of", "on", "or", "the", "to", "with"}


def column_title(title: str) -> str:
    """The first words, never ending on a small one: "Triage a request", "Run a co-production meeting"."""
    for stop in (", ", ": ", " and recommend whether ", " and agree ", " or "):
        title = title.split(stop)[0]
    if len(title) <= LONGEST:
        return title
    words = title[:LONGEST].rsplit(" ", 1)[0].split()
    while len(words) > 1 and words[-1] in SMALL:
        words.pop()
    return " ".join(words)
