"""A session, or a whole series, as it is now, held until the end of the transaction.

Held with `no_key`: who books holds the places and then writes a row that refers to the session. Were its key
held too, the desk and the booking would wait for each other.
"""

from __future__ import annotations

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.sessions.models import Session
from courses.sessions.rules.planning import check_runs


def lock_session(session: Session, *, by: User | None, team_id: int | None = None) -> Session:
    """The row, for somebody who runs sessions of its council, or leads the team if one is given."""
    check_runs(by, session.council_id, team_id=team_id)
    rows = Session.objects.select_related("topic", "venue", "series")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=session.pk)


def lock_series(session: Session, *, by: User | None, team_id: int | None = None) -> list[Session]:
    """All dates of the series that a session belongs to, soonest first, for the same people. They are locked
    in one order, whoever comes, so that nobody waits for somebody who waits for them."""
    check_runs(by, session.council_id, team_id=team_id)
    if session.series_id is None:
        raise Refused("This date belongs to no series.", code="series")
    rows = Session.objects.filter(series_id=session.series_id).select_related("topic", "venue", "series")
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    return sorted(found, key=lambda row: (row.starts_at, row.pk))
