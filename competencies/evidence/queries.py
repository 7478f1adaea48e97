"""Reading evidence."""

from __future__ import annotations

from django.db.models import QuerySet

from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence


def evidence_of(*, actor: User, person_id: int) -> QuerySet[Evidence]:
    """What somebody has shown, newest first, as far as the actor may see it."""
    rows = visible(actor, Evidence).filter(person_id=person_id)
    return rows.select_related("competency").order_by("-shown_on", "competency__position", "-pk")
