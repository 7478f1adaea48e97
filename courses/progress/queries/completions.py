"""What somebody has finished."""

from __future__ import annotations

from academy.people.access import visible
from academy.people.models import User
from courses.progress.models import Completion


def my_completions(*, actor: User) -> list[Completion]:
    """What the actor has finished, newest first."""
    return completions_of(actor=actor, person_id=actor.pk)


def completions_of(*, actor: User, person_id: int) -> list[Completion]:
    """What somebody has finished, as far as the actor may see it. Managers see this and nothing behind it."""
    return list(visible(actor, Completion).filter(person_id=person_id))
