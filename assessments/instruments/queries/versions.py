"""Versions of instruments, and which one is in force on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from academy.people.access import can, visible
from academy.people.models import User
from assessments.instruments.models import Criterion, Instrument
from assessments.instruments.states import LASTING, WRITABLE

PLAN_AUDIT = "plan-audit"
ADVICE_AUDIT = "advice-audit"
COMPLAINT_REPLY = "complaint-reply"
LETTER_AUDIT = "letter-audit"


@dataclass(frozen=True)
class Calendar:
    """The published versions of one instrument, oldest first: which one is in force on which day."""

    versions: Sequence[Instrument]

    def on(self, day: datetime.date) -> Instrument:
        """The version in force on `day`; before the first one, the first. Instrument.DoesNotExist: none."""
        if not self.versions:
            raise Instrument.DoesNotExist
        begun = [one for one in self.versions if one.effective_from and one.effective_from <= day]
        return begun[-1] if begun else self.versions[0]


def calendar_of(*, council_id: int, code: str = PLAN_AUDIT) -> Calendar:
    """For many days at once, such as the audits of a file. One query."""
    rows = Instrument.objects.filter(council_id=council_id, code=code, state__in=LASTING)
    return Calendar(list(rows.order_by("effective_from", "pk")))


def instruments_in_force(*, council_id: int, on: datetime.date | None = None) -> list[Instrument]:
    """The version in force of every instrument of a council. One query."""
    rows = Instrument.objects.filter(council_id=council_id, state__in=LASTING)
    by_code: dict[str, list[Instrument]] = {}
    for row in rows.order_by("code", "effective_from", "pk"):
        by_code.setdefault(row.code, []).append(row)
    return [Calendar(some).on(on or timezone.localdate()) for some in by_code.values()]


def current_instrument(
    *, council_id: int, code: str = PLAN_AUDIT, on: datetime.date | None = None
) -> Instrument:
    """The version in force on a day, today unless it is given. Instrument.DoesNotExist before the academy is
    founded. One query."""
    return calendar_of(council_id=council_id, code=code).on(on or timezone.localdate())


def criteria_of(*, instrument: Instrument) -> QuerySet[Criterion]:
    """Its criteria in reading order."""
    return instrument.criteria.filter(kind=Criterion.Kind.CRITERION)


def criterion_ids_of(*, council_id: int, code: str = PLAN_AUDIT) -> dict[str, int]:
    """Every code that audits of any day may name, with the criterion of the newest version that has it. For
    files that may reach over a change of version. Two queries."""
    versions = calendar_of(council_id=council_id, code=code).versions
    rows = Criterion.objects.filter(instrument__in=versions, kind=Criterion.Kind.CRITERION)
    return dict(rows.order_by("instrument__effective_from", "position").values_list("code", "pk"))


def sections_of(*, instrument: Instrument) -> QuerySet[Criterion]:
    """Its sections as a whole, in reading order."""
    return instrument.criteria.filter(kind=Criterion.Kind.SECTION)


def standing_criteria(rows: QuerySet[Criterion]) -> QuerySet[Criterion]:
    """Those of versions that work was or will be audited with: what is only being written is left out."""
    return rows.filter(instrument__state__in=LASTING)


def instruments_for(*, actor: User) -> QuerySet[Instrument]:
    """Versions that the actor may read: published ones for all staff, the others for their keepers."""
    rows = visible(actor, Instrument)
    if not can(actor, "keep_instruments"):
        rows = rows.filter(state__in=LASTING)
    people = ("made_by", "sent_by", "returned_by", "published_by", "based_on")
    return rows.select_related(*people).order_by("code", "-effective_from", "-pk")


def draft_of(*, council_id: int, code: str) -> Instrument | None:
    """The version that is being written or waits for a second person; none otherwise."""
    rows = Instrument.objects.filter(council_id=council_id, code=code, state__in=WRITABLE)
    return rows.select_related("council", "based_on", "sent_by", "returned_by").first()


def newest_of(*, council_id: int, code: str) -> Instrument | None:
    """The newest published version, whether its first day has come or not: the next is written from it."""
    versions = calendar_of(council_id=council_id, code=code).versions
    return versions[-1] if versions else None
