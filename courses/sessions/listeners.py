"""Moments of a session that come by themselves, and what is done then."""

from __future__ import annotations

import datetime
from typing import Any

from academy.work.registry import answers
from courses.sessions.actions import raise_decision, tell_followers


@answers("session_to_decide")
def session_to_decide(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """The day to decide whether a session runs."""
    raise_decision(session_id=payload["session_id"], at=at)


@answers("topic_has_date")
def topic_has_date(*, payload: dict[str, Any], at: datetime.datetime) -> None:
    """A date of a topic was opened: those who waited for one are told."""
    tell_followers(session_id=payload["session_id"], at=at)
