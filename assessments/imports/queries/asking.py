"""What is asked about a file, what was said, and what this council said of such a thing before."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping as Table
from collections.abc import Sequence
from typing import Any

from academy.gate.scan import Scanner
from academy.people.models import Council
from assessments.imports.layouts import DROP, Answers, Question, Reading, questions_of, read_book
from assessments.imports.models import Mapping

LOOK_BACK = 40
"""Mappings of a council that are asked what they said before, the newest first."""


def answers_of(mapping: Mapping | None) -> Answers:
    """How a stored mapping says the file is to be read."""
    if mapping is None:
        return Answers()
    return Answers.from_choices(
        columns=mapping.columns, grade_words=mapping.grade_words, choices=mapping.choices
    )


def said(answers: Answers, code: str) -> str | None:
    """What the answers say to a question, as a value of its choices; None when they say nothing."""
    kind, _, what = code.partition(":")
    tables: dict[str, Table[str, Any]] = {
        "column": answers.columns, "word": answers.grade_words, "colour": answers.colours,
        "service": answers.services,
    }  # fmt: skip
    if kind in tables:
        return str(tables[kind][what]) if what in tables[kind] else None
    value = getattr(answers, kind, None)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(f"{one:g}" for one in value)
    return value or None


def asked_of(
    reading: Reading,
    answers: Answers,
    *,
    council: Council,
    scanner: Scanner,
    services: Sequence[tuple[str, str]] = (),
) -> list[dict[str, Any]]:
    """Every question about a file as plain data, also those answered already, so that each can be changed.

    `open` says whether nobody has answered it yet. What this council said of the same heading, word or colour
    before is proposed first. A question or example that may point to a person is left out. One query.
    """
    every: dict[str, Question] = {}
    for columns in ({}, answers.columns):  # the other questions are asked only once the columns are known
        fresh = Answers(layout=reading.layout.code, columns=columns)
        again = read_book(reading.book, fresh)
        asked = questions_of(again, fresh, services=services) if again else []
        every |= {one.code: one for one in asked}
    still = {one.code: one for one in questions_of(reading, answers, services=services)}
    earlier = _earlier(council) if every or still else []
    told = []
    for code, one in (every | still).items():
        if scanner.kinds(one.words):
            continue
        shown = tuple(text for text in one.examples if not scanner.kinds(text))
        one = proposed(dataclasses.replace(one, examples=shown), earlier)
        told.append(dataclasses.asdict(one) | {"open": code in still})
    return told


def proposed(question: Question, earlier: list[tuple[str, Answers]]) -> Question:
    """The question with what this council said before as its guess, where that is one of the choices."""
    values = {value for value, _ in question.choices}
    for name, answers in earlier:
        value = said(answers, question.code)
        if value is not None and value in values:
            why = (
                f"You left it out before, in {name}." if value == DROP else f"You said so before, in {name}."
            )
            return dataclasses.replace(question, guess=value, guess_why=why)
    return question


def questions_in(report: dict[str, Any]) -> list[Question]:
    """The questions that a check wrote down."""
    names = {one.name for one in dataclasses.fields(Question)}
    return [
        Question(
            **{
                name: value
                for name, value in one.items()
                if name in names and name not in ("choices", "examples")
            },
            choices=tuple((value, words) for value, words in one["choices"]),
            examples=tuple(one["examples"]),
        )
        for one in report.get("questions", [])
    ]


def must_ask(questions: list[Question]) -> bool:
    """Whether a file waits for a person: something that holds it up, or that we would not guess."""
    return any(must_answer(one) for one in questions)


def must_answer(question: Question) -> bool:
    """Whether a question needs an answer: it holds the file up, or we would not guess.

    To stop the rows with a strange word is a guess too, where it is one of the choices.
    """
    return question.must or question.guess not in {value for value, _ in question.choices}


def _earlier(council: Council) -> list[tuple[str, Answers]]:
    rows = Mapping.objects.filter(council=council, retired_at=None).order_by("-made_at", "-pk")[:LOOK_BACK]
    return [(str(one), answers_of(one)) for one in rows]
