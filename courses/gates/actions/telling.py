"""The letter that says that a gate was decided, worded when it is sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from academy.kit.words import weekday_date
from academy.work.registry import Letter, composes
from courses.gates.catalogue import catalogue
from courses.gates.models import GateDecision

DECIDED = "gate_decided"


@composes(DECIDED)
def write_letter(*, person_id: int, context: dict[str, int]) -> Letter | None:
    """The words of the letter; None when a later decision has taken this one's place."""
    rows = GateDecision.objects.select_related("by", "starter")
    decision = rows.filter(pk=context["decision_id"], starter=person_id).first()
    if decision is None:
        return None
    if GateDecision.objects.filter(
        member=decision.member_id, gate=decision.gate, pk__gt=decision.pk
    ).exists():
        return None
    gate = catalogue().gates[decision.gate]
    if decision.new_date is None:
        subject = f"{gate.title} is open"
        said = f"{decision.by.get_full_name()} has opened {gate.title.lower()} for you. {gate.opened}"
    else:
        subject = f"A new date for {gate.title.lower()}"
        said = (
            f"{decision.by.get_full_name()} has written down what you agreed: the new date for "
            f"{gate.title.lower()} is {weekday_date(decision.new_date)}."
        )
    link = f"{settings.BASE_URL}{reverse('my_gates')}"
    parts = [f"Dear {decision.starter.given_name},", said, f"See where you stand: {link}", "SEND Academy"]
    return Letter(subject=subject, body="\n\n".join(parts))
