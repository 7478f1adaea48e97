"""Taking over what a meeting's file says of who was there."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from django.db import transaction

from academy.people.models import User
from courses.registers.actions.marking import lock_register, write_marks
from courses.registers.models import Attendance
from courses.registers.rules.keeping import check_keep
from courses.registers.rules.times import ABSENT, Mark, check_open
from courses.sessions.models import Session


@transaction.atomic
def apply_report(
    *,
    session: Session,
    marks: Mapping[int, Mark],
    absent: Collection[int],
    by: User,
    at: datetime.datetime,
) -> int:
    """Mark who was in the meeting, and as not there whoever is in `absent`. Returns how many marks are new.

    What a person marked, on the list or by the code, stays. The same file once more changes nothing.
    """
    check_keep(by, session)
    check_open(session, at)
    lock_register(session)
    said = {**dict.fromkeys(absent, ABSENT), **{pk: mark for pk, mark in marks.items() if mark.minutes}}
    rows = Attendance.objects.filter(booking__session=session, booking_id__in=said, came__isnull=False)
    by_hand = set(rows.exclude(how=Attendance.How.FILE).values_list("booking_id", flat=True))
    fresh = {pk: mark for pk, mark in said.items() if pk not in by_hand}
    return write_marks(session=session, marks=fresh, how=Attendance.How.FILE, by=by, at=at)
