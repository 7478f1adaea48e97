"""Days that somebody was away, moves between cohorts, and sessions at a set time. Pure."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.kit.words import day_month_year

LONGEST = 92
AHEAD = 62


def check_away(
    *,
    starts_on: datetime.date,
    ends_on: datetime.date,
    joins_on: datetime.date,
    today: datetime.date,
) -> None:
    """Refuses days that cannot be right."""
    if ends_on < starts_on:
        raise Refused("The last day away must be on or after the first.", code="ends_on")
    if starts_on < joins_on:
        raise Refused(
            f"The induction began on {day_month_year(joins_on)}. Days before it move nothing.",
            code="starts_on",
        )
    if (ends_on - starts_on).days > LONGEST:
        raise Refused(
            "That is more than three months. Talk to whoever runs cohorts about beginning again.",
            code="ends_on",
        )
    if (starts_on - today).days > AHEAD:
        raise Refused("That is more than two months ahead. Say it nearer the time.", code="starts_on")


def first_day_after_move(*, own: datetime.date, cohort: datetime.date) -> datetime.date:
    """From when the weeks of somebody who moves are counted.

    In a cohort that begins later they begin again with it. In one that is as far or further they keep their
    own first day, so that no gate jumps because of the move.
    """
    return max(own, cohort)


def check_session(*, starts_at: datetime.datetime, minutes: int, at: datetime.datetime) -> None:
    """Refuses a session in the past or of an impossible length."""
    if starts_at <= at:
        raise Refused("This time has passed. Choose one that is to come.", code="starts_at")
    if not 10 <= minutes <= 480:
        raise Refused("A session lasts from 10 minutes to 8 hours.", code="minutes")
