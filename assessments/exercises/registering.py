"""Makes the casework exercises known to the bank, in the order of their codes."""

from __future__ import annotations

from assessments.exercises.advice.kind import Advice
from assessments.exercises.calibration.kind import X5
from assessments.exercises.decisions.kind import Decisions
from assessments.exercises.intrays.kind import X12
from assessments.exercises.outcomes.kind import RepairOutcome
from assessments.exercises.placements.kind import X10
from assessments.exercises.provision.kind import RewriteProvision
from assessments.exercises.reviews.kind import X11
from assessments.exercises.sections.kind import Sections
from assessments.exercises.threads.kind import X8
from assessments.exercises.timelines.kind import Timelines
from assessments.exercises.tone.kind import RewriteLetter
from assessments.questions.kinds import register


def register_all() -> None:
    """Register X1 to X12. Asked again, nothing changes."""
    for kind in (
        Timelines,
        Sections,
        RewriteProvision,
        RepairOutcome,
        X5,
        RewriteLetter,
        Decisions,
        X8,
        Advice,
        X10,
        X11,
        X12,
    ):
        register(kind())
