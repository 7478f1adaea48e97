"""Makes the casework exercises known to the bank, in the order of their codes."""

from __future__ import annotations

from assessments.exercises.advice.kind import Advice
from assessments.exercises.decisions.kind import Decisions
from assessments.exercises.sections.kind import Sections
from assessments.exercises.timelines.kind import Timelines
from assessments.questions.kinds import register


def register_all() -> None:
    """Register X1 to X12. Asked again, nothing changes."""
    register(Timelines())
    register(Sections())
    register(Decisions())
    register(Advice())
