"""What somebody sees who has followed the code in the room, and where their own evaluation stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.kit.words import clock, date_and_time
from academy.people.access import standing_of
from academy.people.models import User
from courses.bookings.models import Booking
from courses.registers.models import Attendance, ManagerLine, Slip
from courses.registers.rules.keeping import can_say_line
from courses.registers.rules.times import is_enough, is_here_open, phase_on
from courses.sessions.models import Session


@dataclass(frozen=True)
class HereCard:
    """One session and where the reader stands in it."""

    session: int
    title: str
    when: str
    open: bool
    has_place: bool
    since: str


@dataclass(frozen=True)
class HerePage:
    """The card, and the session to act on."""

    card: HereCard
    row: Session


def here_page(actor: User, pk: int, *, at: datetime.datetime) -> HerePage | None:
    """A session of the reader's council, cancelled ones apart."""
    rows = Session.objects.filter(pk=pk, council_id=actor.council_id, state__in=("open", "held"))
    session = rows.select_related("topic").first()
    if session is None:
        return None
    booking = Booking.objects.filter(session=session, person=actor, state="confirmed").first()
    mark = Attendance.objects.filter(booking=booking, came=True).first() if booking else None
    card = HereCard(
        session=session.pk,
        title=session.topic.title,
        when=date_and_time(session.starts_at),
        open=is_here_open(session, at),
        has_place=booking is not None,
        since="" if mark is None else clock(mark.arrived_at or session.starts_at),
    )
    return HerePage(card, session)


@dataclass(frozen=True)
class EvaluationCard:
    """What the reader came to and which questions are asked now. `phase` is empty where nothing is."""

    booking: int
    title: str
    when: str
    phase: str
    answered: bool
    staff: bool
    certified: bool
    sees: str
    manager_words: str


@dataclass(frozen=True)
class EvaluationPage:
    """The card, and the booking to act on."""

    card: EvaluationCard
    row: Booking


def evaluation_page(actor: User, pk: int, *, at: datetime.datetime) -> EvaluationPage | None:
    """A session that the reader came to and that is over; None for everything else."""
    rows = Attendance.objects.filter(booking=pk, booking__person=actor, booking__state="confirmed", came=True)
    attendance = rows.select_related("booking__session__topic").first()
    if attendance is None or at < attendance.booking.session.ends_at:
        return None
    booking = attendance.booking
    phase = phase_on(booking.session, at)
    line = ManagerLine.objects.filter(booking=booking).first()
    card = EvaluationCard(
        booking=booking.pk,
        title=booking.session.topic.title,
        when=date_and_time(booking.session.starts_at),
        phase=phase,
        answered=Slip.objects.filter(booking=booking, phase=phase).exists(),
        staff=not standing_of(actor).is_partner,
        certified=is_enough(booking.session, attendance.minutes),
        sees=line.get_sees_display() if line else "",
        manager_words=line.words if line else "",
    )
    return EvaluationPage(card, booking)


@dataclass(frozen=True)
class LinePage:
    """What a manager is asked about one of their people."""

    row: Booking
    name: str
    title: str
    when: str
    sees: str
    words: str


def line_page(actor: User, pk: int, *, at: datetime.datetime) -> LinePage | None:
    """A session that somebody came to whom the actor leads; None for everything else."""
    rows = Booking.objects.filter(
        pk=pk, state="confirmed", attendance__came=True, session__ends_at__lte=at
    ).select_related("session__topic", "person")
    booking = rows.first()
    if booking is None or not can_say_line(actor, booking):
        return None
    line = ManagerLine.objects.filter(booking=booking).first()
    return LinePage(
        row=booking,
        name=booking.person.get_full_name(),
        title=booking.session.topic.title,
        when=date_and_time(booking.session.starts_at),
        sees=line.sees if line else "",
        words=line.words if line else "",
    )
