"""Moved or cancelled: whoever has, or waits for, a place is told once, by the part that keeps bookings."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.kit.words import date_and_time, weekday_date
from academy.people.models import User
from academy.record.actions import write
from academy.work.actions import announce
from courses.sessions.actions.deciding import ask_to_decide
from courses.sessions.actions.locks import lock_series, lock_session
from courses.sessions.models import Session
from courses.sessions.rules.planning import (
    Where,
    can_change,
    check_booking_times,
    check_can_change,
    check_times,
    check_where,
)
from courses.sessions.rules.shifting import Shift, Target, targets_of
from courses.sessions.states import SESSION

LEAST_WORDS = 10


@transaction.atomic
def move_session(
    *,
    session: Session,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    where: Where,
    by: User,
    at: datetime.datetime,
) -> Session:
    """Another time or place. The same again changes nothing and tells nobody.

    Booking then closes as long before the new start as it did before the old one, and so does the day to
    decide come.
    """
    row = lock_session(session, by=by)
    target = Target(row, starts_at, ends_at, where)
    if not target.is_elsewhere:
        return row
    _check_free([target])
    _put(target, by=by, at=at)
    if row.state == "open":
        _announce("session_moved", row, at)
    return row


@transaction.atomic
def move_series(*, session: Session, shift: Shift, by: User, at: datetime.datetime) -> list[Session]:
    """Every date of a series that is still to come, moved in one act; those who booked are told once.

    `shift` says where this session goes, and the others go as many days with it. The same again changes
    nothing and tells nobody. Gives the dates that moved.
    """
    rows = lock_series(session, by=by)
    check_can_change(next(row for row in rows if row.pk == session.pk), at)
    targets = targets_of([row for row in rows if can_change(row, at)], session_id=session.pk, shift=shift)
    moved = [one for one in targets if one.is_elsewhere]
    _check_free(moved)
    for one in moved:
        try:
            _put(one, by=by, at=at)
        except Refused as refused:
            raise Refused(f"{weekday_date(one.starts_at)}: {refused.words}", code=refused.code) from refused
    _announce_series("series_moved", [one.row for one in moved if one.row.state == "open"], rows, at)
    return [one.row for one in moved]


def _put(target: Target, *, by: User, at: datetime.datetime) -> None:
    """One date at its new time and place, with its closing time and its day to decide."""
    row, starts_at, where = target.row, target.starts_at, target.where
    check_can_change(row, at)
    check_times(starts_at=starts_at, ends_at=target.ends_at, at=at)
    modes = frozenset(row.seats.values_list("mode", flat=True))
    check_where(where, modes=modes, council_id=row.council_id)
    if row.closes_at is not None:
        row.closes_at += starts_at - row.starts_at
    if row.decide_on is not None:
        row.decide_on += timezone.localdate(starts_at) - timezone.localdate(row.starts_at)
    check_booking_times(opens_at=row.opens_at, closes_at=row.closes_at, starts_at=starts_at)
    row.starts_at, row.ends_at = starts_at, target.ends_at
    row.venue, row.room, row.link = where.venue, where.room, where.link
    row.changes += 1
    row.save()
    words = f"Moved {row.topic.title} to {date_and_time(starts_at)}"
    write(council=row.council_id, by=by, at=at, verb="move", obj=row, words=words[:400])
    if row.state == "open":
        ask_to_decide(session=row, at=at)


def _check_free(targets: Collection[Target]) -> None:
    """No other date of a topic begins at the same moment in the same room, nor do two of these."""
    starts = [one.starts_at for one in targets]
    others = Session.objects.filter(topic__in=[one.row.topic_id for one in targets], starts_at__in=starts)
    others = others.exclude(pk__in=[one.row.pk for one in targets])
    taken = set(others.order_by().values_list("topic_id", "starts_at", "room"))
    for one in targets:
        spot = (one.row.topic_id, one.starts_at, one.where.room)
        if spot in taken:
            raise Refused(
                f"This topic already has a date on {weekday_date(one.starts_at)} at this time. "
                "Choose another time, or another room.",
                code="day",
            )
        taken.add(spot)


@transaction.atomic
def cancel_session(*, session: Session, reason: str, by: User, at: datetime.datetime) -> Session:
    """It does not take place, for this reason, which those who booked read. Said twice, it is said once."""
    row = lock_session(session, by=by)
    if row.state == "cancelled":
        return row
    check_can_change(row, at)
    was = row.state
    _call_off(row, _check_reason(reason), by=by, at=at)
    if was == "open":
        _announce("session_cancelled", row, at)
    return row


@transaction.atomic
def cancel_series(*, session: Session, reason: str, by: User, at: datetime.datetime) -> list[Session]:
    """Every date of a series that is still to come does not take place; those who booked are told once.

    Dates that are over stay as they are. Said twice, it is said once. Gives the dates that were cancelled.
    """
    rows = lock_series(session, by=by)
    coming = [row for row in rows if can_change(row, at)]
    if not coming:
        return []
    said = _check_reason(reason)
    booked = [row for row in coming if row.state == "open"]
    for row in coming:
        _call_off(row, said, by=by, at=at)
    _announce_series("series_cancelled", booked, rows, at)
    return coming


def _check_reason(reason: str) -> str:
    said = " ".join(reason.split())
    if len(said) < LEAST_WORDS:
        raise Refused("Say why in a few words: people who booked read it.", code="reason")
    return said


def _call_off(row: Session, said: str, *, by: User, at: datetime.datetime) -> None:
    row.state, row.why_cancelled = SESSION.after(row.state, "cancel"), said[:300]
    row.changes += 1
    row.save(update_fields=["state", "why_cancelled", "changes"])
    write(council=row.council_id, by=by, at=at, verb="cancel", obj=row, words=f"Cancelled: {said}"[:400])


def _announce(topic: str, row: Session, at: datetime.datetime) -> None:
    announce(
        topic=topic,
        key=f"{row.pk}:{row.changes}",
        payload={"session_id": row.pk, "changes": row.changes},
        council=row.council_id,
        at=at,
    )


def _announce_series(
    topic: str, booked: Collection[Session], rows: Collection[Session], at: datetime.datetime
) -> None:
    """One piece of news for all dates that people could have booked. The changes of the whole series only
    grow, so each act has a key of its own."""
    if not booked:
        return
    first, changes = next(iter(rows)), sum(row.changes for row in rows)
    announce(
        topic=topic,
        key=f"{first.series_id}:{changes}",
        payload={"session_ids": [row.pk for row in booked], "changes": changes},
        council=first.council_id,
        at=at,
    )
