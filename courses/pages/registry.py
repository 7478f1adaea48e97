"""What parts above pages tell their authors: what a page lacks, what law changed, as whom to look at it.

Parts above register in their `wagtail_hooks`; nothing imports upwards.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Lack:
    """One thing that a page lacks, in words, with the way to where it is mended."""

    words: str
    url: str
    must: bool


@dataclass(frozen=True)
class Reader:
    """Somebody as whom a page is looked at. `week`: how far into the programme they are; None: all of it."""

    mode: str
    words: str
    week: int | None = None


Lacks = Callable[[Any], Sequence[Lack]]
Readers = Callable[[Any], Sequence[Reader]]
Changes = Callable[[int], Mapping[str, datetime.date]]
LACKS: list[Lacks] = []
CHANGES: list[Changes] = []
READERS: list[Readers] = []


def tells_lacks(ask: Lacks) -> Lacks:
    """Register `ask(page)`: what the page, or the module that it is, lacks."""
    if ask not in LACKS:
        LACKS.append(ask)
    return ask


def names_readers(ask: Readers) -> Readers:
    """Register `ask(page)`: as whom it can be looked at, besides the usual readers."""
    if ask not in READERS:
        READERS.append(ask)
    return ask


def tells_changes(ask: Changes) -> Changes:
    """Register `ask(council_id)`: keys of the law pack that changed, each with the day."""
    if ask not in CHANGES:
        CHANGES.append(ask)
    return ask


def changes_for(council_id: int) -> dict[str, datetime.date]:
    """Keys of the law pack that changed, each with the newest day."""
    found: dict[str, datetime.date] = {}
    for ask in CHANGES:
        for key, day in ask(council_id).items():
            found[key] = max(day, found.get(key, day))
    return found


def lacks_of(page: Any) -> list[Lack]:
    """Everything that a page lacks, what must be mended first."""
    found = [one for ask in LACKS for one in ask(page)]
    return sorted(found, key=lambda one: not one.must)


def readers_of(page: Any) -> list[Reader]:
    """Everybody as whom a page can be looked at, besides its author."""
    return [
        Reader("learner", "As a coordinator"),
        *(Reader(f"week-{week}", f"As a starter in week {week}", week) for week in page.weeks_ahead()),
        *(one for ask in READERS for one in ask(page)),
    ]
