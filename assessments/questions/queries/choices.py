"""What an author chooses from: the competencies and criteria of the council."""

from __future__ import annotations

from academy.people.access import visible
from academy.people.models import User
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.queries import criteria_of, current_instrument
from competencies.framework.models import Competency

Choices = tuple[tuple[str, str], ...]
"""Code and words, in reading order."""


def competency_choices(*, actor: User) -> Choices:
    """Every competency of the newest framework that has it."""
    rows = visible(actor, Competency).order_by("domain__framework__version", "domain__position", "position")
    return tuple({row.code: (row.code, f"{row.code} {row.text}") for row in rows}.values())


def criterion_choices(*, actor: User) -> Choices:
    """Every criterion of the plan audit in force; none before there is one."""
    try:
        instrument = current_instrument(council_id=actor.council_id)
    except Instrument.DoesNotExist:
        return ()
    return tuple((row.code, f"{row.code} {row.text}") for row in criteria_of(instrument=instrument))


def criterion_words(*, actor: User, codes: list[str]) -> dict[str, str]:
    """What criteria are called, the newest instrument last."""
    rows = visible(actor, Criterion).filter(code__in=codes).order_by("instrument__effective_from", "position")
    return {row.code: row.text for row in rows}
