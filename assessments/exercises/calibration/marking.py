"""Marking grades against the grades a moderation panel agreed. Pure.

The same grade is a point, one step off half a point, two steps or more nothing. An agreed fail of a
critical criterion that is not seen is said apart: it caps a plan's overall grade, so an audit that misses it
misleads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from academy.kit.words import day_month_year, plural
from academy.law.dates import read_day
from assessments.exercises.choosing import text_of
from assessments.questions.kinds import Answer, Content, Line, Marked

GRADES = {4: "Outstanding", 3: "Good", 2: "Requires improvement", 1: "Inadequate"}
DESCRIPTORS = {4: "outstanding", 3: "good", 2: "requires_improvement", 1: "inadequate"}
POINTS = {0: 1.0, 1: 0.5}
FAIL = 1


def ask_name(number: int) -> str:
    """The ask for one criterion by its place."""
    return f"c{number}"


def grade_of(text: str) -> int | None:
    """A grade from 1 to 4 as it was chosen; None for anything else."""
    return int(text) if text in {"1", "2", "3", "4"} else None


def grade_words(grade: int) -> str:
    """2, Requires improvement"""
    return f"{grade}, {GRADES[grade]}"


def mark(shown: Content, answer: Answer) -> Marked:
    """Each criterion with the agreed grade and the panel's reasons, and which way you lean."""
    rows = list(_given(shown, answer))
    missed = [
        row["code"]
        for row, given in rows
        if row.get("critical") and int(row["agreed"]) == FAIL and given is not None and given > FAIL
    ]
    pairs = [[row["code"], int(row["agreed"]), given] for row, given in rows if given is not None]
    return Marked(
        tuple(_line(number, row, given) for number, (row, given) in enumerate(rows)),
        nevers=tuple(
            f"{code} is critical and the panel agreed that it fails. A missed critical fail lets a plan pass "
            "that should have been sent back."
            for code in missed
        ),
        advice=_advice([given - agreed for _, agreed, given in pairs]),
        facts={"pairs": pairs, "critical_missed": missed},
    )


def _given(shown: Content, answer: Answer) -> Iterator[tuple[Mapping[str, Any], int | None]]:
    for number, row in enumerate(shown["criteria"]):
        yield row, grade_of(text_of(answer, ask_name(number)))


def _line(number: int, row: Mapping[str, Any], given: int | None) -> Line:
    agreed = int(row["agreed"])
    other = grade_of(str(row.get("also") or ""))
    apart = None if given is None else abs(given - agreed)
    if given is not None and given == other:
        apart = 0
    points = POINTS.get(apart, 0.0) if apart is not None else 0.0
    return Line(
        f"{row['code']}. {row['text']}",
        "" if given is None else grade_words(given),
        points >= 1,
        " ".join(filter(None, (_how_near(agreed, given, apart), row["reason"], _panel(row, other)))),
        "" if given == agreed else grade_words(agreed),
        points,
        1,
        ask=ask_name(number),
    )


def _how_near(agreed: int, given: int | None, apart: int | None) -> str:
    if given is None or apart is None:
        return "You gave no grade."
    if apart == 0:
        return "Your grade is the panel's." if given == agreed else "The panel accepts this grade as well."
    way = "more lenient" if given > agreed else "harsher"
    return f"{plural(apart, 'step')} {way} than the panel."


def _panel(row: Mapping[str, Any], other: int | None) -> str:
    said = f"Panel note: {row['also_reason']}" if other and row.get("also_reason") else ""
    return f"{said} Agreed on {day_month_year(read_day(row['agreed_on']))}.".strip()


def _advice(apart: list[int]) -> tuple[str, ...]:
    """Which way one set of grades leans; a set of fewer than three says nothing."""
    if len(apart) < 3 or all(step == 0 for step in apart):
        return ()
    mean = sum(apart) / len(apart)
    if abs(mean) < 0.5:
        return ()
    way = "more lenient" if mean > 0 else "harsher"
    return (
        f"Here you were {way} than the panel by {abs(mean):.1f} of a grade on average. One extract proves "
        "little; look whether it goes on.",
    )
