"""One booking with all that its person is told about it: how to get in, what to read, what it would cost."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from academy.people.models import User
from courses.bookings.models import Booking, Need
from courses.bookings.queries.mine import BookingLine, booking_line
from courses.bookings.rules.checks import can_open
from courses.bookings.rules.times import is_late
from courses.bookings.states import OPEN
from courses.sessions.models import Material
from courses.sessions.rules.wording import say_money, say_when


@dataclass(frozen=True)
class Reading:
    """Something to read before, or to keep afterwards."""

    title: str
    url: str


@dataclass(frozen=True)
class BookingPage:
    """A booking's page. `link`, `room` and what to read are there only for somebody with a place."""

    line: BookingLine
    when: str
    summary: str
    link: str
    room: str
    access: str
    before: tuple[Reading, ...]
    after: tuple[Reading, ...]
    cancelled: bool
    why: str
    charge: str
    charge_now: str
    is_over: bool
    has_place: bool
    has_need: bool
    may: frozenset[str]


def booking_page(booking: Booking, *, actor: User, at: datetime.datetime) -> BookingPage | None:
    """The page of a booking that the actor may open. Four queries."""
    line = booking_line(actor, booking.pk, at=at)
    if line is None:
        return None
    session = booking.session
    placed = booking.state == "confirmed" and session.state != "cancelled"
    over = session.ends_at <= at
    materials = list(Material.objects.filter(session=session)) if placed else []
    venue = session.venue if booking.mode == "room" else None
    return BookingPage(
        line=line,
        when=say_when(session.starts_at, session.ends_at),
        summary=session.topic.summary,
        link=session.link if placed and booking.mode == "online" and not over else "",
        room=session.room if placed and booking.mode == "room" else "",
        access=venue.access if venue else "",
        before=_readings(materials, Material.When.BEFORE),
        after=_readings(materials, Material.When.AFTER) if over else (),
        cancelled=session.state == "cancelled",
        why=session.why_cancelled if session.state == "cancelled" else booking.reason,
        charge=say_money(booking.charge) if booking.charge else "",
        charge_now=charge_now(booking, at),
        is_over=over,
        has_place=placed,
        has_need=Need.objects.filter(booking=booking).exists(),
        may=_may(booking, line, at),
    )


def charge_now(booking: Booking, at: datetime.datetime) -> str:
    """What would be written down for giving the place up now; nothing in good time."""
    charge = booking.session.topic.absence_charge
    late = booking.state == "confirmed" and is_late(booking.session, at)
    return say_money(charge) if charge and late else ""


def need_of(booking: Booking) -> tuple[str, str]:
    """What the person said that they need: access and food; empty words without."""
    need = Need.objects.filter(booking=booking).first()
    return (need.access, need.food) if need else ("", "")


def _readings(materials: list[Material], when: str) -> tuple[Reading, ...]:
    return tuple(Reading(one.title, one.url) for one in materials if one.when == when)


def _may(booking: Booking, line: BookingLine, at: datetime.datetime) -> frozenset[str]:
    """What can be done with it now, by the names of its pages."""
    coming = booking.session.starts_at > at and booking.state in OPEN
    holds = {
        "cancel": line.can_cancel,
        "hand_on": line.can_hand_on,
        "accept": line.can_accept,
        "cutoff": coming and booking.state == "waiting",
        "need": coming,
        "deputy": coming and booking.state == "confirmed",
        "calendar": booking.state == "confirmed" and booking.session.state != "cancelled",
        "again": booking.state not in OPEN and can_open(booking.session, at),
    }
    return frozenset(name for name, able in holds.items() if able)
