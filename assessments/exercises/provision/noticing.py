"""What there is to notice in somebody's own version, without any mark: for lessons. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.exercises.provision.fidelity import compare, read_advice
from assessments.exercises.provision.lexicon import Word, words_in
from assessments.exercises.provision.line import Line


@dataclass(frozen=True)
class Noticed:
    """Words to look at, words that are fine here and why, and amounts that the advice does not give."""

    words: tuple[Word, ...]
    fine: tuple[Word, ...]
    invented: tuple[str, ...]
    has_numbers: bool

    @property
    def title(self) -> str:
        """How many words there are to look at."""
        count = len(self.words)
        return "No words to look at" if not count else f"{count} word{'s' * (count > 1)} to look at"


def look_at(version: str, advice: str, *, extra: Iterable[str] = (), fine: Iterable[str] = ()) -> Noticed:
    """Read a version beside its advice."""
    line, read = Line(version), read_advice(advice)
    words = words_in(line, read.line.quantities, extra=extra, fine=fine)
    return Noticed(
        words=tuple(word for word in words if not word.allowed),
        fine=tuple(word for word in words if word.allowed),
        invented=compare(line, read).invented,
        has_numbers=bool(line.quantities),
    )
