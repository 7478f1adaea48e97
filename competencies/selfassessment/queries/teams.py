"""Everybody whom somebody leads, with their newest round and what waits for an answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from academy.people.access import people_led_by, visible
from academy.people.models import User
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment


@dataclass(frozen=True)
class LedRow:
    """One person. `waiting` counts the tasks that wait for the reader."""

    person: User
    round: SelfAssessment | None
    waiting: int

    @property
    def mark(self) -> tuple[str, str]:
        """Mark and words."""
        if self.round is None:
            return "todo", "None yet"
        if self.round.state == "handed_in":
            words = f"{self.waiting} to answer" if self.waiting else "Answered, not closed"
            return ("look" if self.waiting else "half"), words
        return ("half" if self.round.state == "open" else "done"), self.round.get_state_display()


def people_and_rounds(*, actor: User) -> list[LedRow]:
    """Whoever has something to answer first, then by name. Four queries, however many people."""
    people = visible(actor, User).filter(pk__in=people_led_by(actor)).exclude(pk=actor.pk)
    rounds: dict[int, SelfAssessment] = {}
    for row in visible(actor, SelfAssessment).exclude(person=actor).order_by("opened_at", "pk"):
        rounds[row.person_id] = row
    waiting = _waiting([row.pk for row in rounds.values() if row.state == "handed_in"])
    found = [
        LedRow(person, rounds.get(person.pk), waiting[rounds[person.pk].pk] if person.pk in rounds else 0)
        for person in people.order_by("family_name", "given_name", "pk")
    ]
    return sorted(found, key=lambda row: -bool(row.waiting))


def _waiting(assessment_ids: list[int]) -> Counter[int]:
    """By round: how many versions that stand have no reply."""
    rows = SelfAnswer.objects.filter(item__assessment__in=assessment_ids, handed_in_at__isnull=False)
    last: dict[int, tuple[int, int]] = {}
    for item, pk, assessment in rows.order_by("number").values_list("item", "pk", "item__assessment"):
        last[item] = (pk, assessment)
    replied = set(
        ManagerAnswer.objects.filter(answer__item__assessment__in=assessment_ids).values_list(
            "answer", flat=True
        )
    )
    return Counter(assessment for pk, assessment in last.values() if pk not in replied)
