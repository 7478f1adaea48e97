"""Makes the exercises known: one line for each."""

from __future__ import annotations

from assessments.exercises.provision.kind import RewriteProvision
from assessments.questions.kinds import register


def register_all() -> None:
    """Register every exercise; twice is once."""
    register(RewriteProvision())
