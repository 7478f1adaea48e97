"""What somebody came to: for their own record, their log and their certificates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from academy.kit.words import date_and_time, full_date, minutes
from academy.people.models import User
from courses.bookings.models import Booking
from courses.registers.models import Attendance
from courses.registers.rules.times import is_enough
from courses.sessions.models import Mode


@dataclass(frozen=True)
class Attended:
    """One session that somebody came to. `certified`: they were there long enough for a certificate."""

    booking: int
    session: int
    topic_code: str
    module_code: str
    title: str
    on: datetime.date
    starts_at: datetime.datetime
    minutes: int
    mode_words: str
    organisation: str
    competencies: tuple[str, ...]
    certified: bool


def _came(person: User) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(booking__person=person, booking__state="confirmed", came=True)
    return rows.select_related("booking__session__topic", "booking__organisation")


def attended_by(person: User, *, at: datetime.datetime | None = None) -> tuple[Attended, ...]:
    """Every session that the person came to and that is over by `at` (now), the latest first. One query."""
    rows = _came(person).filter(booking__session__ends_at__lte=at or timezone.now())
    return tuple(_row(one) for one in rows.order_by("-booking__session__starts_at", "-pk"))


def _row(one: Attendance) -> Attended:
    booking = one.booking
    session = booking.session
    return Attended(
        booking=booking.pk,
        session=session.pk,
        topic_code=session.topic.code,
        module_code=session.topic.module_code,
        title=session.topic.title,
        on=timezone.localdate(session.starts_at),
        starts_at=session.starts_at,
        minutes=one.minutes,
        mode_words=Mode(booking.mode).label,
        organisation=booking.organisation.name if booking.organisation else "",
        competencies=tuple(session.topic.competencies),
        certified=is_enough(session, one.minutes),
    )


@dataclass(frozen=True)
class Paper:
    """A certificate of attendance: the data of its template, and the moment that it bears."""

    data: dict[str, Any]
    at: datetime.datetime


def certificate_of(person: User, booking_id: int, *, at: datetime.datetime) -> Paper | None:
    """The certificate of a person for one of their bookings, if they were there long enough."""
    rows = _came(person).filter(booking_id=booking_id, booking__session__ends_at__lte=at)
    one = rows.select_related("booking__session__council", "booking__session__venue").first()
    if one is None or not is_enough(one.booking.session, one.minutes):
        return None
    booking: Booking = one.booking
    session, council = booking.session, booking.session.council.name
    facts = [
        ["When", date_and_time(session.starts_at)],
        ["Length of the session", minutes(round((session.ends_at - session.starts_at).total_seconds() / 60))],
        ["Took part for", minutes(one.minutes)],
        ["How", Mode(booking.mode).label],
    ]
    if booking.mode == Mode.ROOM and session.venue is not None:
        facts.append(["Where", session.venue.name])
    if booking.organisation is not None:
        facts.append(["Came for", booking.organisation.name])
    data = {
        "title": f"Certificate of attendance: {session.topic.title}",
        "council": council,
        "holder": person.get_full_name(),
        "session": session.topic.title,
        "on": full_date(session.starts_at),
        "facts": [*facts, ["Given by", council]],
        "outcomes": [str(line) for line in session.topic.outcomes],
    }
    return Paper(data=data, at=session.ends_at)
