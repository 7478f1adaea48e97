"""What a closed round says: counts for each statement with their n, and comments in no order."""

from __future__ import annotations

from dataclasses import dataclass

from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.voices.catalogue import SCALE, STATEMENTS, Statement
from competencies.voices.models import FeedbackRound
from competencies.voices.rules import enough


@dataclass(frozen=True)
class Line:
    """One statement: how many gave each answer, best first; None when too few said something about it."""

    statement: Statement
    n: int
    counts: tuple[int, ...] | None


@dataclass(frozen=True)
class Summary:
    """What three voices or more said. `shown` are the codes for which it became evidence."""

    n: int
    lines: tuple[Line, ...]
    comments: tuple[str, ...]
    shown: tuple[str, ...]
    not_shown: tuple[str, ...]


def summary_of(*, actor: User, asked: FeedbackRound) -> Summary | None:
    """The summary of a closed round; None while it is open, and when too few answered. Two queries.

    Voices come in the order of their random keys, and comments stand apart from the answers.
    """
    if asked.state != "closed":
        return None
    voices = list(asked.voices.all())
    if not enough(len(voices)):
        return None
    rows = visible(actor, Evidence).filter(
        person_id=asked.person_id, kind=Evidence.Kind.FEEDBACK, source_key=f"feedback_round:{asked.pk}"
    )
    shown = set(rows.values_list("competency__code", flat=True))
    return Summary(
        n=len(voices),
        lines=tuple(
            _line(statement, [voice.answers[at] for voice in voices])
            for at, statement in enumerate(STATEMENTS[asked.audience])
        ),
        comments=tuple(voice.comment for voice in voices if voice.comment),
        shown=tuple(code for code in asked.competencies if code in shown),
        not_shown=tuple(code for code in asked.competencies if code not in shown),
    )


def _line(statement: Statement, answers: list[int | None]) -> Line:
    said = [answer for answer in answers if answer is not None]
    counts = tuple(said.count(value) for value, _ in SCALE)
    return Line(statement, len(said), counts if enough(len(said)) else None)
