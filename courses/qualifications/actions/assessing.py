"""The assessor's part: a decision in words for each unit, and passing the portfolio on or back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.qualifications.actions.moving import lock, move, note
from courses.qualifications.models import Registration, UnitDecision
from courses.qualifications.queries.portfolios import portfolio_of
from courses.qualifications.rules import check_assessor, check_verifier, check_words
from courses.records.models import AwardUnit


@transaction.atomic
def decide_unit(
    *,
    registration: Registration,
    unit: AwardUnit,
    met: bool,
    words: str,
    by: User,
    at: datetime.datetime,
) -> UnitDecision:
    """Say of one unit whether it is met, and why. The same words again are the same decision."""
    row = lock(registration)
    check_assessor(registration=row, by=by)
    said = check_words(words, "Say what shows it, or what is still needed")
    view = portfolio_of(registration=row, on=timezone.localdate(at)).unit(unit.pk)
    if view is None:
        raise Refused("This unit is not part of the award.", code="unit")
    last = view.decided
    if last is not None and (last.met, last.words, last.decided_by_id) == (met, said, by.pk):
        return last
    decision = UnitDecision.objects.create(
        registration=row,
        unit=unit,
        met=met,
        words=said,
        pieces=[one.pk for one in view.put_forward],
        decided_by=by,
        decided_at=at,
    )
    note(row, "decide", f"{unit.code}: {'met' if met else 'not yet'}", by, at)
    return decision


@transaction.atomic
def finish_assessing(*, registration: Registration, by: User, at: datetime.datetime) -> Registration:
    """Every unit is met: the portfolio goes to the internal verifier."""
    row = lock(registration)
    check_assessor(registration=row, by=by)
    portfolio = portfolio_of(registration=row, on=timezone.localdate(at))
    if not portfolio.all_met:
        left = [view.unit.code for view in portfolio.units if not view.is_met]
        raise Refused(
            f"Not every unit is met yet: {', '.join(left)}. Decide them, or return the portfolio.",
            code="units",
        )
    move(row, "assess", words=f"All units of {row.award.title} met", said="", by=by, at=at)
    return row


@transaction.atomic
def return_portfolio(
    *, registration: Registration, words: str, by: User, at: datetime.datetime
) -> Registration:
    """Back to the person, with what is still needed: by the assessor, or later by the internal verifier."""
    row = lock(registration)
    (check_verifier if row.state == "assessed" else check_assessor)(registration=row, by=by)
    said = check_words(words, "Say what is still needed")
    move(row, "return", words=f"Portfolio for {row.award.title} returned: {said}", said=said, by=by, at=at)
    return row
