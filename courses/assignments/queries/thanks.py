"""Who was thanked lately, so that thanks stay rare enough to mean something."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from courses.assignments.models import Offer
from courses.assignments.rules import Rule


@dataclass
class Thanks:
    """Those who are not to be thanked now: at all, or for one criterion."""

    people: set[int] = field(default_factory=set)
    criteria: set[tuple[int, str]] = field(default_factory=set)

    def take(self, person_id: int, criterion: str) -> bool:
        """Whether this person may be thanked for it now; if so, they have been."""
        if person_id in self.people or (person_id, criterion) in self.criteria:
            return False
        self.people.add(person_id)
        self.criteria.add((person_id, criterion))
        return True


def load_thanks(
    *, people: Iterable[int], rule: Rule | None, today: datetime.date, series: Mapping[str, str]
) -> Thanks:
    """Thank-yous made to these people within the times that the rule gives, answered or not.

    `series`: code of a criterion in any version -> the code in force.
    """
    found = Thanks()
    if rule is None:
        return found
    again = today - datetime.timedelta(days=rule.again_days)
    pause = today - datetime.timedelta(days=rule.pause_days)
    rows = Offer.objects.filter(
        person_id__in=list(people), kind=Offer.Kind.THANKS, offered_on__gt=min(again, pause)
    )
    for person_id, code, on in rows.values_list("person_id", "criterion__code", "offered_on"):
        if on > pause:
            found.people.add(person_id)
        if on > again:
            found.criteria.add((person_id, series.get(code, code)))
    return found
