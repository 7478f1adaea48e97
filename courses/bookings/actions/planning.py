"""The moments of a session at which something happens by itself, written into the ledger ahead of time."""

from __future__ import annotations

import datetime

from academy.work.actions import announce
from courses.bookings.actions.reminders import plan_reminders
from courses.bookings.rules.times import KEEP_NEEDS, deadline_of
from courses.sessions.models import Reserve, Session


def plan_session(session: Session, at: datetime.datetime) -> None:
    """When booking closes, it starts, it is over, and needs are deleted; kept places; reminders.

    Planned again, each stands there once. A moment of a date that was moved finds nothing to do.
    """
    moments = {deadline_of(session), session.starts_at, session.ends_at, session.ends_at + KEEP_NEEDS}
    for moment in sorted(moments):
        announce(
            topic="session_moment",
            key=f"{session.pk}:{moment.isoformat()}",
            payload={"session_id": session.pk},
            council=session.council_id,
            at=at,
            due_at=max(moment, at),
        )
    for reserve in Reserve.objects.filter(seats__session=session):
        announce(
            topic="reserve_ends",
            key=f"{reserve.pk}:{reserve.until.isoformat()}",
            payload={"session_id": session.pk},
            council=session.council_id,
            at=at,
            due_at=max(reserve.until, at),
        )
    plan_reminders(session, at)
