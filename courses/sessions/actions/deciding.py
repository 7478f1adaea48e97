"""Does it run? On the day to decide, those who run sessions hear of a session with too few people."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce, post_message
from courses.sessions.actions.locks import lock_session
from courses.sessions.models import Session
from courses.sessions.queries.filling import taken_of
from courses.sessions.queries.runners import people_who_run
from courses.sessions.rules.planning import needs_decision

TOPIC = "session_to_decide"
HOUR = datetime.time(8)
"""Local time of the day to decide at which it is looked at."""


def ask_to_decide(*, session: Session, at: datetime.datetime) -> None:
    """Put the look at this session into the ledger for its day, in the caller's transaction."""
    if session.state != "open" or not session.minimum or session.decide_on is None:
        return
    due = timezone.make_aware(datetime.datetime.combine(session.decide_on, HOUR))
    announce(
        topic=TOPIC,
        key=f"{session.pk}:{session.changes}:{session.decide_on.isoformat()}:{session.minimum}",
        payload={"session_id": session.pk},
        council=session.council_id,
        at=at,
        due_at=max(due, at),
    )


@transaction.atomic
def raise_decision(*, session_id: int, at: datetime.datetime) -> None:
    """Tell those who run sessions, if there are still too few people and nobody has decided."""
    row = Session.objects.select_for_update(of=("self",), no_key=True).filter(pk=session_id).first()
    if row is None or not needs_decision(row, taken=taken_of(row), at=at):
        return
    for person in people_who_run(council_id=row.council_id, on=timezone.localdate(at)):
        post_message(
            person=person,
            template="session_to_decide",
            about=f"session:{row.pk}:{row.changes}:{row.decide_on}:{row.minimum}",
            context={"session_id": row.pk},
            at=at,
        )


@transaction.atomic
def go_ahead(*, session: Session, by: User, at: datetime.datetime) -> Session:
    """It runs, however few come. Said twice, it is said once."""
    row = lock_session(session, by=by)
    if row.state != "open" or row.starts_at <= at:
        raise Refused("Only a session that is open and still to come can be decided on.", code="state")
    if row.going_ahead_at is not None:
        return row
    row.going_ahead_at = at
    row.save(update_fields=["going_ahead_at"])
    words = f"It goes ahead with {taken_of(row)} booked, of {row.minimum} wanted"
    write(council=row.council_id, by=by, at=at, verb="go_ahead", obj=row, words=words)
    return row
