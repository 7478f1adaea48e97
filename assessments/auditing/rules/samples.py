"""Who may draw a sample, and with which settings."""

from __future__ import annotations

import datetime

from academy.kit.refusals import Refused
from academy.people.access import can
from academy.people.models import User
from assessments.auditing.drawing import Shares

MOST_PLANS = 2000
"""More than this is a slip of the pen."""


def check_keeps_sample(*, by: User | None) -> None:
    """Refuses when `by` does not keep the sample. None is the command line."""
    if by is not None and not can(by, "keep_sample"):
        raise Refused("Only people who keep the sample may do this.", code="not_allowed")


def check_shares(shares: Shares) -> None:
    """Refuses settings that mean nothing."""
    if not 1 <= shares.size <= MOST_PLANS:
        raise Refused(f"Ask for between 1 and {MOST_PLANS:,} plans.", code="size")
    if not (0 <= shares.new <= 1 and 0 <= shares.doubles <= 1):
        raise Refused("A share lies between 0 and 100 per cent.", code="share")
    if not (1 <= shares.older <= 10 and 0 <= shares.starter_months <= 60 and 1 <= shares.days <= 120):
        raise Refused("One of the settings is out of bounds. Look at them again.", code="settings")


def check_month(month: datetime.date, *, on: datetime.date) -> None:
    """Refuses a month that has not begun."""
    if month > on:
        raise Refused("This month has not begun. Choose an earlier one.", code="month")
