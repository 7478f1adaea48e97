"""Makes the casework exercises known to the bank, in the order of their codes."""

from __future__ import annotations

from assessments.exercises.outcomes.kind import RepairOutcome
from assessments.exercises.provision.kind import RewriteProvision
from assessments.exercises.tone.kind import RewriteLetter
from assessments.questions.kinds import register


def register_all() -> None:
    """Register X1 to X12. Asked again, nothing changes."""
    register(RewriteProvision())
    register(RepairOutcome())
    register(RewriteLetter())
