"""What is asked when a button is pressed, before the lock of the places and under it.

In SQL by hand: in a storm these are asked ten times for each booking that is made, or while everybody else
waits, and the ORM takes four times as long to word them as the database to answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from courses.bookings.models import Booking
from courses.bookings.states import OPEN
from courses.sessions.models import Session

STANDING = """
    SELECT booking.*, (SELECT taken < places FROM courses_seats WHERE id = booking.seats_id) AS has_room
    FROM courses_booking booking
    WHERE booking.session_id = %s
    AND ((booking.person_id IN ({people}) AND booking.state IN ({states})) OR booking.key IN ({keys}))
"""
SEATS = """
    SELECT id, session_id, mode FROM courses_seats WHERE session_id IN ({sessions}) ORDER BY session_id, mode
"""
HELD = """
    SELECT session_id, person_id, id FROM courses_booking
    WHERE session_id IN ({sessions}) AND person_id IN ({people}) AND state IN ({states})
"""
LAST_TURN = "SELECT MAX(turn) FROM courses_booking WHERE seats_id = %s"
DECIDES = ("state", "opens_at", "closes_at", "starts_at", "ends_at")
"""What decides whether places of a session are given out."""
FACTS = f"SELECT id, {', '.join(DECIDES)} FROM courses_session WHERE id IN ({{sessions}})"  # noqa: S608 (names)


def _worded(sql: str, **values: Collection[object]) -> str:
    """The statement with a mark for each value."""
    return sql.format(**{name: ", ".join(["%s"] * len(found)) for name, found in values.items()})


@dataclass(frozen=True)
class Standing:
    """A booking that is there, and whether its kind of places has a free one."""

    booking: Booking
    has_room: bool


def standing_in(
    session: Session, *, person_ids: Collection[int], keys: Collection[uuid.UUID]
) -> list[Standing]:
    """What these people hold in the session, and what was booked with these keys. One query."""
    sql = _worded(STANDING, people=person_ids, states=OPEN, keys=keys)
    params = [session.pk, *person_ids, *OPEN, *(key.hex for key in keys)]
    rows = sorted(Booking.objects.raw(sql, params), key=lambda row: row.pk)
    return [Standing(row, bool(vars(row)["has_room"])) for row in rows]


def seats_in(session_ids: Collection[int]) -> list[tuple[int, int, str]]:
    """The places of these sessions, session by session: their key, their session and the way to take part."""
    with connection.cursor() as cursor:
        cursor.execute(_worded(SEATS, sessions=session_ids), list(session_ids))
        return cursor.fetchall()


def held_in(session_ids: Collection[int], person_ids: Collection[int]) -> dict[tuple[int, int], int]:
    """The open bookings that these people have in these sessions, by session and person."""
    with connection.cursor() as cursor:
        sql = _worded(HELD, sessions=session_ids, people=person_ids, states=OPEN)
        cursor.execute(sql, [*session_ids, *person_ids, *OPEN])
        return {(session, person): booking for session, person, booking in cursor.fetchall()}


def facts_now(session_ids: Collection[int]) -> dict[int, Session]:
    """These sessions with what decides whether they are open, and nothing else of them."""
    found = Session.objects.raw(_worded(FACTS, sessions=session_ids), list(session_ids))
    return {row.pk: row for row in found}


def last_turn(seats_id: int) -> int:
    """The last place in the queue; 0 while nobody waited."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_TURN, [seats_id])
        return cursor.fetchone()[0] or 0
