"""A portfolio by unit: what may count, what is put forward, and what was said of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from academy.people.access import visible
from academy.people.models import User
from competencies.evidence.models import Evidence
from competencies.framework.queries import competencies_by_code, current_competencies
from courses.qualifications.models import Registration, UnitDecision, UnitPiece
from courses.records.models import AwardUnit


def registrations_seen(actor: User) -> QuerySet[Registration]:
    """What the actor may see: their own, their team's, and those they keep, assess or verify."""
    named = Registration.objects.filter(
        Q(assessor=actor) | Q(verifier=actor), person__council_id=actor.council_id
    )
    rows = visible(actor, Registration) | named
    return rows.distinct().select_related("person", "award", "assessor", "verifier")


@dataclass(frozen=True)
class UnitView:
    """One unit: the evidence put forward, what else may count, and every decision with the newest last."""

    unit: AwardUnit
    put_forward: tuple[Evidence, ...]
    may_count: tuple[Evidence, ...]
    decisions: tuple[UnitDecision, ...]

    @property
    def decided(self) -> UnitDecision | None:
        """What the assessor said last."""
        return self.decisions[-1] if self.decisions else None

    @property
    def is_met(self) -> bool:
        """Met, as the assessor said last."""
        return self.decided is not None and self.decided.met

    @property
    def words(self) -> str:
        """Where the unit stands."""
        if self.decided is not None:
            return "met" if self.decided.met else "not yet"
        return "put forward" if self.put_forward else "nothing put forward yet"

    @property
    def mark(self) -> str:
        """The state of a row."""
        if self.decided is not None:
            return "done" if self.decided.met else "look"
        return "half" if self.put_forward else "todo"


@dataclass(frozen=True)
class Portfolio:
    """A registration with its units in order."""

    registration: Registration
    units: tuple[UnitView, ...]

    @property
    def is_whole(self) -> bool:
        """Something is put forward for every unit."""
        return all(view.put_forward for view in self.units)

    @property
    def met(self) -> int:
        """How many units are met."""
        return sum(view.is_met for view in self.units)

    @property
    def all_met(self) -> bool:
        """Every unit is met."""
        return bool(self.units) and self.met == len(self.units)

    def unit(self, pk: int) -> UnitView | None:
        """One unit of it."""
        return next((view for view in self.units if view.unit.pk == pk), None)


def portfolio_of(*, registration: Registration, on: datetime.date) -> Portfolio:
    """The portfolio as it stands: a constant number of queries, however many units and pieces.

    What may count for a unit is the person's valid evidence for the unit's competencies, whichever version of
    the framework it was shown under.
    """
    units = list(AwardUnit.objects.filter(award_id=registration.award_id).order_by("position"))
    held: dict[int, list[Evidence]] = defaultdict(list)
    pieces = UnitPiece.objects.filter(registration=registration).select_related("evidence__competency")
    for piece in pieces.order_by("-evidence__shown_on", "-evidence_id"):
        held[piece.unit_id].append(piece.evidence)
    said: dict[int, list[UnitDecision]] = defaultdict(list)
    for decision in UnitDecision.objects.filter(registration=registration).select_related("decided_by"):
        said[decision.unit_id].append(decision)
    valid = valid_evidence(registration=registration, on=on)
    counts = _counting(registration.person.council_id, units)
    return Portfolio(
        registration,
        tuple(
            UnitView(
                unit=unit,
                put_forward=tuple(held[unit.pk]),
                may_count=tuple(row for row in valid if row.competency_id in counts[unit.pk]),
                decisions=tuple(said[unit.pk]),
            )
            for unit in units
        ),
    )


def valid_evidence(*, registration: Registration, on: datetime.date) -> list[Evidence]:
    """The person's evidence that counts on a day, newest first."""
    counts = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    rows = Evidence.objects.filter(counts, person_id=registration.person_id, shown_on__lte=on)
    return list(rows.select_related("competency").order_by("-shown_on", "-pk"))


def _counting(council_id: int, units: Sequence[AwardUnit]) -> dict[int, frozenset[int]]:
    """By unit the ids of competencies, of every version, that go on as one that the unit names."""
    bridge = current_competencies(council_id=council_id)
    codes = {code for unit in units for code in unit.competencies}
    named = competencies_by_code(council_id=council_id, codes=codes)
    found = {}
    for unit in units:
        wanted = {named[code].pk for code in unit.competencies if code in named}
        found[unit.pk] = frozenset(old for old, now in bridge.items() if now & wanted)
    return found
