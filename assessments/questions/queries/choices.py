"""What an author chooses from: the competencies and criteria of the council."""

from __future__ import annotations

from academy.people.access import visible
from academy.people.models import User
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import criteria_of, current_instrument, standing_criteria
from competencies.framework.queries import competencies_in_force

Choices = tuple[tuple[str, str], ...]
"""Code and words, in reading order."""


def competency_choices(*, actor: User) -> Choices:
    """Every competency of the framework in force."""
    rows = competencies_in_force(council_id=actor.council_id)
    return tuple((row.code, f"{row.code} {row.text}") for row in rows)


def criterion_choices(*, actor: User) -> Choices:
    """Every criterion of the plan audit in force; none before there is one."""
    try:
        instrument = current_instrument(council_id=actor.council_id)
    except Instrument.DoesNotExist:
        return ()
    return tuple((row.code, f"{row.code} {row.text}") for row in criteria_of(instrument=instrument))


def criterion_words(*, actor: User, codes: list[str]) -> dict[str, str]:
    """What criteria are called, the newest instrument last."""
    rows = (
        standing_criteria(visible(actor, Criterion))
        .filter(code__in=codes)
        .order_by("instrument__effective_from", "position")
    )
    return {row.code: row.text for row in rows}
