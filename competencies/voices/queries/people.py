"""The person whom a page is about."""

from __future__ import annotations

from academy.people.access import visible
from academy.people.models import User
from competencies.voices.rules import can_run


def person_asked_about(*, actor: User, pk: int) -> User | None:
    """Somebody about whom the actor may ask for feedback; None for everybody else."""
    person = visible(actor, User).filter(pk=pk).first()
    return person if person is not None and can_run(person, actor) else None
