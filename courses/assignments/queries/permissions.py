"""Which buttons one actor gets on one chain: shown exactly when the action would go through."""

from __future__ import annotations

from dataclasses import dataclass

from academy.people.access import can
from academy.people.models import User
from courses.assignments.queries.chains import Chain
from courses.assignments.queries.lists import assignment_for
from courses.assignments.rules.permits import can_coach, can_decide_cause, can_say_not_mine, can_waive


@dataclass(frozen=True)
class Buttons:
    """What the actor may do next."""

    not_mine: bool = False
    decide: bool = False
    waive: bool = False
    coach: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to press."""
        return self.not_mine or self.decide or self.waive or self.coach


ACTING = ("assigned", "paused", "repeated")


def buttons_for(*, actor: User, chain: Chain) -> Buttons:
    """Asks the same rules as the actions. Nothing is asked of the database where nobody could act."""
    wide = any(can(actor, action) for action in ("waive_assignment", "decide_cause", "decide_coaching"))
    if chain.state not in ACTING or chain.assignment_id is None or not (wide or chain.writer_id == actor.pk):
        return Buttons()
    row = assignment_for(actor=actor, pk=chain.assignment_id)
    if row is None:
        return Buttons()
    return Buttons(
        not_mine=can_say_not_mine(row) and row.person_id == actor.pk and can(actor, "answer_finding", row),
        decide=can_decide_cause(row) and can(actor, "decide_cause", row),
        waive=can_waive(row) and can(actor, "waive_assignment", row),
        coach=can_coach(row) and can(actor, "decide_coaching", row),
    )
