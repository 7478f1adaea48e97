"""Open for booking: from then on people find the date, and those who wanted to hear of it are told."""

from __future__ import annotations

import datetime

from django.db import transaction

from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.sessions.actions.deciding import ask_to_decide
from courses.sessions.actions.interests import tell_later
from courses.sessions.actions.locks import lock_series, lock_session
from courses.sessions.models import Session
from courses.sessions.rules.planning import check_can_change, check_open
from courses.sessions.states import SESSION


@transaction.atomic
def open_session(*, session: Session, by: User | None, at: datetime.datetime) -> list[Session]:
    """Open it, with all dates of its series: those are booked together. Said twice, it is said once."""
    team_id = session.team_id
    if session.series_id is None:
        rows = [lock_session(session, by=by, team_id=team_id)]
    else:
        rows = lock_series(session, by=by, team_id=team_id)
    row = next(one for one in rows if one.pk == session.pk)
    if row.state == "open":
        return [row]
    check_open(row)
    together = [one for one in rows if one.state == "planned"]
    for one in together:
        check_can_change(one, at)
        check_open(one)
    for one in together:
        one.state = SESSION.after(one.state, "open")
        one.save(update_fields=["state"])
        words = f"Opened {one.topic.title} for booking"
        write(council=one.council_id, by=by, at=at, verb="open", obj=one, words=words)
        announce(
            topic="session_opened",
            key=f"{one.pk}:{one.changes}",
            payload={"session_id": one.pk, "changes": one.changes},
            council=one.council_id,
            at=at,
        )
        ask_to_decide(session=one, at=at)
    if row.team_id is None:
        tell_later(session=together[0], at=at)
    return together
