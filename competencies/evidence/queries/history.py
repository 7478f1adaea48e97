"""What somebody has shown, narrowed down."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence

COUNTS, ENDED = "counts", "ended"


@dataclass(frozen=True)
class Narrow:
    """What to look at: kinds, competencies by id, days on which it was shown, and whether it counts `on`."""

    kinds: Collection[str] = ()
    competencies: Collection[int] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    standing: str = ""
    on: datetime.date | None = None

    def conditions(self) -> Q:
        """The same as a condition on rows of evidence."""
        found = Q()
        if self.kinds:
            found &= Q(kind__in=self.kinds)
        if self.competencies is not None:
            found &= Q(competency__in=self.competencies)
        if self.since:
            found &= Q(shown_on__gte=self.since)
        if self.until:
            found &= Q(shown_on__lte=self.until)
        if self.standing == COUNTS and self.on:
            found &= counting(self.on)
        if self.standing == ENDED and self.on:
            found &= Q(valid_until__lt=self.on)
        return found


def counting(on: datetime.date) -> Q:
    """Rows that count on a day."""
    return Q(shown_on__lte=on) & (Q(valid_until=None) | Q(valid_until__gte=on))


def evidence_of(*, actor: User, person_id: int, narrow: Narrow | None = None) -> QuerySet[Evidence]:
    """What somebody has shown, newest first, as far as the actor may see it."""
    rows = visible(actor, Evidence).filter(person_id=person_id)
    if narrow is not None:
        rows = rows.filter(narrow.conditions())
    return rows.select_related("competency").order_by("-shown_on", "-pk")
