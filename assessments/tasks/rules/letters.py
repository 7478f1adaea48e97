"""What must not be in a letter to a family, looked at when it is handed in. Pure.

It uses the patterns of the exercise on letters. Blame, threats, a number or date that nobody gave, and a fact
that is lost count against the letter. How it reads is told and counts for nothing: a person judges that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.exercises.tone.facts import compare
from assessments.exercises.tone.lexicon import words_in
from assessments.language.readability import reading_of
from assessments.language.text import Text

AGAINST = ("blame", "command", "penalty")
READING_AGE = 12


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: whether it is in order, and what to do if not."""

    label: str
    right: bool
    said: str


@dataclass(frozen=True)
class LetterChecks:
    """Everything that was looked at, and how the letter reads."""

    checks: tuple[Check, ...]
    reading_age: int

    @property
    def met(self) -> bool:
        """Nothing is in it that must not be."""
        return all(one.right for one in self.checks)


def check_letter(
    text: str, *, situation: str, facts: Sequence[str], fine: Sequence[str] = (), also: Sequence[str] = ()
) -> LetterChecks:
    """Hold a letter against the papers. `facts` must stay; `fine` are words that are no fault here."""
    read = Text(text)
    words = [word for word in words_in(read, fine=fine) if word.family in AGAINST]
    harsh = [word for word in words if word.family != "penalty"]
    threats = [word for word in words if word.family == "penalty"]
    held = compare(read, situation, also, facts)
    checks = (
        _of_words("No blame and no orders", [(word.text, word.hint) for word in harsh]),
        _of_words("No threat", [(word.text, word.hint) for word in threats]),
        Check(
            "Nothing invented",
            not held.invented,
            f"Nobody gave you: {'; '.join(held.invented)}." if held.invented else "It is all in the papers.",
        ),
        Check(
            "The facts are kept",
            not held.lost,
            f"Missing: {'; '.join(fact.split(';')[0] for fact in held.lost)}."
            if held.lost
            else "Every fact is there.",
        ),
    )
    return LetterChecks(checks, round(reading_of(read).age) if not read.is_empty else 0)


def _of_words(label: str, found: Sequence[tuple[str, str]]) -> Check:
    said = " ".join(dict.fromkeys(f"“{text}”: {hint}" for text, hint in found))
    return Check(label, not found, said or "None was found.")
