"""Reading instruments."""

from __future__ import annotations

from django.db.models import QuerySet

from assessments.instruments.models import Criterion, Instrument

PLAN_AUDIT = "plan-audit"


def current_instrument(*, council_id: int, code: str = PLAN_AUDIT) -> Instrument:
    """The instrument version in force. Instrument.DoesNotExist before the academy is founded."""
    return Instrument.objects.filter(council_id=council_id, code=code).latest("effective_from", "pk")


def criteria_of(*, instrument: Instrument) -> QuerySet[Criterion]:
    """Its criteria in reading order."""
    return instrument.criteria.all()
