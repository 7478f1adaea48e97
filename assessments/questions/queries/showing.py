"""A marked answer as a page shows it: every line with its law in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from academy.law.pack import Reference, law_as_at, reference
from assessments.questions.kinds import Line, Marked, points_in_words

FOR_PERSON = (
    "This finds words and figures. Whether it makes sense for the child, a person judges. "
    "It is not legal proof."
)


@dataclass(frozen=True)
class LineView:
    """One line: its mark, what was said, and why."""

    line: Line
    law: tuple[Reference, ...]
    shows_key: bool

    @property
    def state(self) -> str:
        """The mark: done, half or look; nothing for advice."""
        if self.line.right is None:
            return ""
        if self.line.right:
            return "done"
        return "half" if self.line.points > 0 else "look"

    @property
    def state_words(self) -> str:
        """The mark in words."""
        return {"done": "Right", "half": "Partly right", "look": "Not yet", "": "Advice"}[self.state]

    @property
    def key(self) -> str:
        """The right answer, where it helps: not beside an answer that is right."""
        return self.line.key if self.shows_key and not self.line.right else ""

    @property
    def points_words(self) -> str:
        """1 of 2 points; nothing for advice."""
        if not self.line.of:
            return ""
        of = points_in_words(self.line.of)
        return f"{points_in_words(self.line.points)} of {of} {'point' if of == '1' else 'points'}"


@dataclass(frozen=True)
class MarkedView:
    """A marked answer. `law_as_at` is the day on which the law it names was true."""

    marked: Marked
    lines: tuple[LineView, ...]
    shows_reasons: bool
    law_as_at: datetime.date

    @property
    def title(self) -> str:
        """The result: 5 of 7 points."""
        return self.marked.words

    @property
    def names_law(self) -> bool:
        """Whether any line rests on law."""
        return any(line.law for line in self.lines)

    @property
    def caution(self) -> str:
        """What a machine's check is worth, where a person judges too and the advice does not say it."""
        return FOR_PERSON if self.marked.for_person and not self.marked.parts else ""

    @property
    def slots(self) -> list[tuple[bool, str, str]]:
        """(found, what, the words found or where to look) for parts that were looked for in one text."""
        return [(bool(line.line.right), line.line.label, _note(line.line)) for line in self.lines]


def _note(line: Line) -> str:
    """The words that were found, or where to look, with a capital."""
    said = line.said if line.right and line.said else line.reason or line.said
    return f"{said[:1].upper()}{said[1:]}"


def marked_view(marked: Marked, *, keys: bool = True, reasons: bool = True) -> MarkedView:
    """What a page shows of a marked answer. Without `keys` the right answers stay hidden for another try;
    without `reasons` only what was right is told."""
    return MarkedView(
        marked,
        tuple(LineView(line, references(line.law), keys) for line in marked.lines),
        reasons,
        law_as_at(),
    )


def references(keys: Iterable[str]) -> tuple[Reference, ...]:
    """The references of the law pack; one that it no longer has is left out, so that old results open."""
    found = []
    for key in keys:
        try:
            found.append(reference(key))
        except LookupError:
            continue
    return tuple(found)
