"""News about registers, and what follows."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from courses.registers.actions import ask_later, letters, settle_register  # noqa: F401
from courses.registers.actions.marking import CHANGED
from courses.registers.actions.settling import LATER_TOPIC


@answers(CHANGED, lease=datetime.timedelta(minutes=15))
def register_changed(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Marks were made in a register whose session is over: what follows from them."""
    settle_register(session_id=payload["session_id"], at=at)


@answers(LATER_TOPIC)
def evaluation_due(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """Weeks have passed: what did you change?"""
    ask_later(booking_id=payload["booking_id"], at=at)
