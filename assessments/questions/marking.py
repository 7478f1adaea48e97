"""Marking questions with one or several right answers. Pure: plain rows in, plain rows out.

All or nothing: a question counts when every right answer and no wrong one was chosen. What we say about
each answer is a matter of its own and does not change the mark.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

SINGLE, MULTIPLE = "single", "multiple"


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen, and what we say to somebody who chose it."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Question:
    """One question. `kind` is SINGLE or MULTIPLE; `law` is a key of the law pack or nothing."""

    id: str
    kind: str
    stem: str
    options: tuple[Option, ...]
    explanation: str = ""
    law: str = ""

    @property
    def is_multiple(self) -> bool:
        """Whether several answers may be chosen."""
        return self.kind == MULTIPLE


@dataclass(frozen=True)
class MarkedOption:
    """One answer after marking. `missed`: it was right and was not chosen."""

    id: str
    text: str
    chosen: bool
    correct: bool
    feedback: str

    @property
    def missed(self) -> bool:
        """Right, and not chosen."""
        return self.correct and not self.chosen

    @property
    def stands(self) -> bool:
        """Right, and chosen."""
        return self.correct and self.chosen

    @property
    def lead(self) -> str:
        """What comes before its words when they are shown after a try."""
        return "You left out:" if self.missed else "You chose:"


@dataclass(frozen=True)
class MarkedQuestion:
    """One question after marking, complete in itself: it can be read when the question has long changed."""

    id: str
    kind: str
    stem: str
    right: bool
    options: tuple[MarkedOption, ...]
    explanation: str
    law: str

    @property
    def told(self) -> tuple[MarkedOption, ...]:
        """The answers worth a word: those chosen and, where several are right, those left out.

        The right answer to a question with one is not given away: there is another try.
        """
        several = self.kind == MULTIPLE
        return tuple(option for option in self.options if option.chosen or (several and option.missed))


@dataclass(frozen=True)
class MarkedPaper:
    """A whole check after marking."""

    questions: tuple[MarkedQuestion, ...]
    pass_mark: int

    @property
    def right(self) -> int:
        """How many questions count."""
        return sum(question.right for question in self.questions)

    @property
    def per_cent(self) -> int:
        """The share that counts, to the nearest whole per cent: two of three is 67."""
        return per_cent_of(self.right, len(self.questions)) if self.questions else 0

    @property
    def passed(self) -> bool:
        """Whether the share reaches the pass mark. A check without questions is never passed."""
        return bool(self.questions) and self.per_cent >= self.pass_mark

    def as_rows(self) -> list[dict[str, Any]]:
        """The marked questions as plain data, to be kept."""
        return [asdict(question) for question in self.questions]


def per_cent_of(right: int, total: int) -> int:
    """The share to the nearest whole per cent, halves upwards."""
    return (200 * right + total) // (2 * total)


def needed_of(total: int, pass_mark: int) -> int:
    """The smallest number of right answers of `total` that reaches the pass mark."""
    return next((n for n in range(total) if per_cent_of(n, total) >= pass_mark), total)


def mark_question(question: Question, chosen: Collection[str]) -> MarkedQuestion:
    """Mark one question. Ids that the question does not have count as a wrong choice, never as none."""
    picked = set(chosen)
    return MarkedQuestion(
        id=question.id,
        kind=question.kind,
        stem=question.stem,
        right=picked == {option.id for option in question.options if option.correct},
        options=tuple(
            MarkedOption(option.id, option.text, option.id in picked, option.correct, option.feedback)
            for option in question.options
        ),
        explanation=question.explanation,
        law=question.law,
    )


def mark_paper(
    questions: Sequence[Question], answers: Mapping[str, Collection[str]], *, pass_mark: int
) -> MarkedPaper:
    """Mark every question; one that was not answered is not right. `pass_mark` is in whole per cent."""
    return MarkedPaper(
        tuple(mark_question(question, answers.get(question.id, ())) for question in questions), pass_mark
    )


def unanswered(questions: Sequence[Question], answers: Mapping[str, Collection[str]]) -> list[Question]:
    """The questions without any answer, in order."""
    return [question for question in questions if not answers.get(question.id)]


def restore(rows: Sequence[Mapping[str, Any]]) -> tuple[MarkedQuestion, ...]:
    """What `as_rows` kept, as it was."""
    return tuple(
        MarkedQuestion(**{**row, "options": tuple(MarkedOption(**option) for option in row["options"])})
        for row in rows
    )
