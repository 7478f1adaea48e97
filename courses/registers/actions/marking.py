"""Marking who came, with a line of history for every change and nothing for a mark that says the same."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet, Sum

from academy.kit.words import clock, date_and_time
from academy.people.models import User
from academy.record.actions import Line, write_many
from academy.work.actions import announce
from courses.bookings.models import Booking
from courses.registers.models import Attendance
from courses.registers.rules.keeping import check_keep
from courses.registers.rules.times import PRESENT, Mark, check_open, check_times, minutes_of
from courses.sessions.models import Seats, Session

CHANGED = "register_changed"


@transaction.atomic
def mark_people(
    *,
    session: Session,
    marks: Mapping[int, Mark],
    by: User,
    at: datetime.datetime,
    rest: bool = False,
) -> int:
    """Mark several people of a session, by the number of their booking. Returns how many marks are new.

    With `rest`, whoever has a place and no mark besides came. Whoever has no place any more is left out.
    Sent twice, the second time changes nothing.
    """
    check_keep(by, session)
    check_open(session, at)
    for mark in marks.values():
        check_times(session, mark)
    lock_register(session)
    if rest:
        marks = {**dict.fromkeys(_unmarked(session), PRESENT), **marks}
    return write_marks(session=session, marks=marks, how=Attendance.How.LIST, by=by, at=at)


def _unmarked(session: Session) -> QuerySet[Booking, int]:
    """The bookings of which the register says nothing."""
    rows = Booking.objects.filter(session=session, state="confirmed")
    return rows.exclude(attendance__came__isnull=False).values_list("pk", flat=True)


def lock_register(session: Session) -> None:
    """Changes of one register wait in turn: on the rows of its places, as bookings do."""
    list(Seats.objects.select_for_update().filter(session=session).order_by("pk").values_list("pk"))


def write_marks(
    *, session: Session, marks: Mapping[int, Mark], how: Attendance.How, by: User, at: datetime.datetime
) -> int:
    """Write marks that are allowed, in the caller's transaction."""
    lock_register(session)
    rows = Booking.objects.filter(session=session, state="confirmed", pk__in=marks)
    bookings = {row.pk: row for row in rows.order_by("pk")}
    known = {row.booking_id: row for row in Attendance.objects.filter(booking_id__in=bookings)}
    fresh, changed, lines = [], [], []
    for pk, booking in bookings.items():
        mark = marks[pk]
        row = known.get(pk)
        if row is None and mark.came is None:
            continue
        if row is not None and _says(row, session, mark):
            continue
        verb = "mark" if row is None or row.came is None else "correct"
        row = row or Attendance(booking=booking, changes=0)
        _put(row, session, mark, how=how, by=by, at=at)
        (changed if row.pk else fresh).append(row)
        said = _words(mark)
        lines.append(
            Line(
                verb="take_back" if mark.came is None else verb,
                noun="attendance",
                words=f"{said}: “{session.topic.title}” on {date_and_time(session.starts_at)}",
                about=booking.person_id,
                noun_id=str(pk),
            )
        )
    Attendance.objects.bulk_create(fresh)
    fields = ["came", "arrived_at", "left_at", "minutes", "how", "marked_by", "marked_at", "changes"]
    Attendance.objects.bulk_update(changed, fields)
    if lines:
        write_many(council=session.council_id, by=by, at=at, lines=lines)
        _tell(session, at)
    return len(lines)


def _says(row: Attendance, session: Session, mark: Mark) -> bool:
    """Whether the register says this already."""
    now = (row.came, row.arrived_at, row.left_at, row.minutes)
    return now == (mark.came, mark.arrived_at, mark.left_at, minutes_of(session, mark))


def _put(
    row: Attendance, session: Session, mark: Mark, *, how: Attendance.How, by: User, at: datetime.datetime
) -> None:
    row.came, row.arrived_at, row.left_at = mark.came, mark.arrived_at, mark.left_at
    row.minutes = minutes_of(session, mark)
    row.how, row.marked_by, row.marked_at = how, by, at
    row.changes += 1


def _words(mark: Mark) -> str:
    """One mark, as history says it."""
    if mark.came is None:
        return "A mark in the register was taken back"
    if not mark.came:
        return "In the register as not there"
    times = [
        f"from {clock(mark.arrived_at)}" if mark.arrived_at else "",
        f"until {clock(mark.left_at)}" if mark.left_at else "",
    ]
    return " ".join(["In the register as there", *filter(None, times)])


def _tell(session: Session, at: datetime.datetime) -> None:
    """What follows is worked out once the session is over: one job for each change of the register."""
    marks = Attendance.objects.filter(booking__session=session)
    changes = marks.aggregate(all=Sum("changes"))["all"] or 0
    announce(
        topic=CHANGED,
        key=f"{session.pk}:{changes}",
        payload={"session_id": session.pk},
        council=session.council_id,
        at=at,
        due_at=max(at, session.ends_at),
    )
