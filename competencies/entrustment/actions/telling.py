"""Letters about decisions: written into the ledger with the change, worded when they are sent."""

from __future__ import annotations

import datetime

from academy.people.models import User
from academy.work.actions import post_message
from competencies.entrustment.models import Entrustment

ASKED, ANSWERED = "level_second_asked", "level_second_answered"
STANDS, SUPPORT = "level_stands", "level_more_support"
DECLINED, LAPSED = "level_declined", "level_lapsed"


def tell_decided(row: Entrustment, *, at: datetime.datetime) -> None:
    """A decision was made: whoever is asked for the second signature hears of it, or the person."""
    if row.state == "waiting":
        if row.second_asked is not None:
            _post(row, row.second_asked, ASKED, at)
        return
    _post(row, row.person, SUPPORT if row.step == Entrustment.Step.LOWER else STANDS, at)


def tell_signed(row: Entrustment, *, at: datetime.datetime) -> None:
    """The second person signed or did not: the person and whoever signed first hear of it."""
    _post(row, row.person, STANDS if row.state == "stands" else DECLINED, at)
    _post(row, row.decided_by, ANSWERED, at)


def tell_lapsed(row: Entrustment, *, at: datetime.datetime) -> None:
    """Somebody let a level lapse: the person hears why and what restores it."""
    _post(row, row.person, LAPSED, at)


def _post(row: Entrustment, person: User, template: str, at: datetime.datetime) -> None:
    post_message(
        person=person, template=template, about=str(row.pk), context={"entrustment_id": row.pk}, at=at
    )
