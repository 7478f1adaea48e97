"""The learner's part: choosing what speaks for each unit, and handing it in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import plural
from academy.people.models import User
from courses.qualifications.actions.moving import lock, move, note
from courses.qualifications.models import Registration, UnitPiece
from courses.qualifications.queries.portfolios import portfolio_of
from courses.qualifications.rules import check_learner
from courses.records.models import AwardUnit


@transaction.atomic
def put_forward(
    *,
    registration: Registration,
    unit: AwardUnit,
    evidence_ids: Sequence[int],
    by: User,
    at: datetime.datetime,
) -> int:
    """Exactly these pieces are put forward for the unit. Returns how many.

    Pieces that do not count for it are refused. One that was put forward and has ended since may stay: the
    assessor sees that it ended.
    """
    row = lock(registration)
    check_learner(registration=row, by=by)
    view = portfolio_of(registration=row, on=timezone.localdate(at)).unit(unit.pk)
    if view is None:
        raise Refused("This unit is not part of the award.", code="unit")
    wanted, held = set(evidence_ids), {one.pk for one in view.put_forward}
    if wanted - held - {one.pk for one in view.may_count}:
        raise Refused("One of these pieces does not count for this unit.", code="piece")
    if wanted == held:
        return len(held)
    UnitPiece.objects.filter(registration=row, unit=unit).exclude(evidence_id__in=wanted).delete()
    UnitPiece.objects.bulk_create(
        UnitPiece(registration=row, unit=unit, evidence_id=pk) for pk in sorted(wanted - held)
    )
    note(row, "put forward", f"{unit.code}: {plural(len(wanted), 'piece')} put forward", by, at)
    return len(wanted)


@transaction.atomic
def submit_portfolio(*, registration: Registration, by: User, at: datetime.datetime) -> Registration:
    """Hand the portfolio to the assessor. Every unit needs a piece."""
    row = lock(registration)
    if row.state == "submitted" and row.person_id == by.pk:
        return row
    check_learner(registration=row, by=by)
    portfolio = portfolio_of(registration=row, on=timezone.localdate(at))
    empty = [view.unit.code for view in portfolio.units if not view.put_forward]
    if empty:
        raise Refused(f"Put something forward for every unit first: {', '.join(empty)}.", code="empty")
    move(row, "submit", words=f"Portfolio for {row.award.title} handed in", said="", by=by, at=at)
    return row
