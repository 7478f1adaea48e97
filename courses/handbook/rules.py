"""Versions laid beside each other, and what a reader owes to them. Pure: nothing here asks the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from academy.kit.refusals import Refused

SAME, ADDED, GONE = "same", "added", "gone"
ALIKE = 0.5
"""Two lines that share at least half their words are one line that was changed."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: the same in both versions, added or gone."""

    text: str
    mark: str = SAME


@dataclass(frozen=True)
class Change:
    """What is different in one block. `place` is the heading under which a reader finds it."""

    place: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Line:
    """One line of a version, with its block and the heading above it."""

    block: int
    place: str
    text: str


HEADING = "# "
"""What a heading begins with in the stored lines."""


def lines_of(content: Iterable[tuple[str, Sequence[str]]]) -> list[Line]:
    """The lines of a version in order. Each block is (kind, lines); a heading holds until the next one."""
    found, place = [], ""
    for number, (_, texts) in enumerate(content):
        for text in texts:
            if text.startswith(HEADING):
                place = text = text[len(HEADING) :]
            found.append(Line(number, place, text))
    return found


def compare(
    old: Iterable[tuple[str, Sequence[str]]], new: Iterable[tuple[str, Sequence[str]]]
) -> list[Change]:
    """What became of one version in another, block by block: only what is different, in reading order."""
    before, after = lines_of(old), lines_of(new)
    matcher = SequenceMatcher(None, [one.text for one in before], [one.text for one in after], autojunk=False)
    found: list[tuple[tuple[int, str], tuple[Piece, ...]]] = []
    for verb, low, high, first, last in matcher.get_opcodes():
        if verb != "equal":
            found += _changed(before[low:high], after[first:last])
    changes: list[Change] = []
    spot: tuple[int, str] | None = None
    for here, pieces in found:
        if here != spot:
            changes.append(Change(here[1], ()))
            spot = here
        changes[-1] = Change(here[1], (*changes[-1].lines, pieces))
    return changes


def _changed(gone: list[Line], added: list[Line]) -> list[tuple[tuple[int, str], tuple[Piece, ...]]]:
    """Lines that stand for each other are laid together word by word; the rest is gone or added whole."""
    found = []
    left = list(gone)
    for line in added:
        twin = next((one for one in left if _alike(one.text, line.text)), None)
        if twin is not None:
            found += [_lost(line.block, one) for one in left[: left.index(twin)]]
            left = left[left.index(twin) + 1 :]
            found.append(((line.block, line.place), _words(twin.text, line.text)))
        else:
            found.append(((line.block, line.place), (Piece(line.text, ADDED),)))
    block = added[-1].block if added else -1
    return found + [_lost(block, one) for one in left]


def _lost(block: int, line: Line) -> tuple[tuple[int, str], tuple[Piece, ...]]:
    return (block, line.place), (Piece(line.text, GONE),)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def _words(old: str, new: str) -> tuple[Piece, ...]:
    """One line in two versions, word by word."""
    before, after = _parted(old), _parted(new)
    pieces: list[Piece] = []
    for verb, low, high, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(Piece("".join(before[low:high])))
            continue
        if high > low:
            pieces.append(Piece("".join(before[low:high]), GONE))
        if last > first:
            pieces.append(Piece("".join(after[first:last]), ADDED))
    return tuple(pieces)


def _parted(text: str) -> list[str]:
    """Words, each with the space that follows it."""
    return re.findall(r"\S+\s*", text)


@dataclass(frozen=True)
class Mark:
    """A version as reading looks at it."""

    number: int
    matters: bool


def asks_for(marks: Iterable[Mark]) -> int:
    """The number of the version that has to have been read: the last one that matters; 0 for none."""
    return max((mark.number for mark in marks if mark.matters), default=0)


def is_read(*, asked: int, read: int) -> bool:
    """Whether the newest version that somebody has read is enough."""
    return read >= asked > 0


def check_read(*, shown: int, asked: int) -> None:
    """Nobody says of a version that they have read it when a newer one that matters is out."""
    if shown < asked:
        raise Refused(
            "This page changed while you were reading. Look at what is different, then press again.",
            code="changed",
        )
