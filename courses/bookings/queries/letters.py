"""What stands in a letter about one booking, as things stand now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from academy.kit.words import date_and_time, full_date
from courses.bookings.models import Booking
from courses.bookings.states import BOOKING, OPEN
from courses.sessions.models import Mode, Session
from courses.sessions.rules.wording import say_absence, say_hours, say_price

STANDING = {
    "confirmed": "You still have your place.",
    "waiting": "You are still on the waiting list and keep your turn.",
    "offered": "We still keep a place for you. Please say whether you take it.",
    "asked": "Your manager has not answered yet.",
}
OTHER_DATES = ("declined", "cancelled", "handed_on", "passed_over")
"""States after which another date helps more than the booking."""


def booking_to_tell(pk: int) -> Booking | None:
    """A booking with everything that its letters name. One query."""
    return next(iter(bookings_to_tell([pk])), None)


def bookings_to_tell(pks: Iterable[int]) -> list[Booking]:
    """Bookings with everything that their letters name, soonest first. One query."""
    rows = Booking.objects.filter(pk__in=list(pks)).select_related(
        "person",
        "session__topic",
        "session__council",
        "session__venue",
        "session__series",
        "taken_over_from__person",
        "taken_over_by__person",
    )
    return list(rows.order_by("session__starts_at", "pk"))


def values_of(booking: Booking) -> dict[str, str]:
    """What each placeholder becomes. The address to join stands only in letters to those with a place."""
    session, topic = booking.session, booking.session.topic
    has_place = booking.state == "confirmed"
    room = booking.mode == Mode.ROOM
    until = booking.offer_until if booking.state == "offered" else booking.not_after
    return {
        "topic": topic.title,
        "when": when_of(session),
        "where": where_of(session, booking.mode),
        "access": session.venue.access if room and session.venue else "",
        "join": session.link if has_place and not room else "",
        "before": topic.before,
        "price": say_price(topic.price) if topic.price else "",
        "charge": say_absence(topic.absence_charge),
        "until": date_and_time(until) if until else "",
        "reason": booking.reason or session.why_cancelled,
        "standing": STANDING.get(booking.state, ""),
        "colleague": _colleague(booking),
        "link": f"{settings.BASE_URL}{_path(booking)}",
    }


def values_of_series(bookings: Sequence[Booking]) -> dict[str, str]:
    """What each placeholder becomes in one letter about several dates: what they share, and the dates.

    A date says its place where the places differ, and where its reader stands if that is not a place.
    """
    each = [values_of(one) for one in bookings]
    shared = {name: said for name, said in each[0].items() if all(one[name] == said for one in each)}
    series = bookings[0].session.series
    lines = [
        _date_line(one, said["when"], "" if "where" in shared else said["where"])
        for one, said in zip(bookings, each, strict=True)
    ]
    return {
        "link": f"{settings.BASE_URL}/hub/bookings/",
        **shared,
        "series": series.title if series else bookings[0].session.topic.title,
        "dates": "\n".join(lines),
    }


def _date_line(booking: Booking, when: str, where: str) -> str:
    line = ", ".join(filter(None, [when, where]))
    settled = booking.state == "confirmed" or booking.state not in OPEN
    return line if settled else f"{line} ({BOOKING.words[booking.state].lower()})"


def when_of(session: Session) -> str:
    """Thursday 3 December 2026, 4pm to 5:30pm: a letter is read again later, so the year stands in it."""
    return f"{full_date(session.starts_at)}, {say_hours(session.starts_at, session.ends_at)}"


def where_of(session: Session, mode: str) -> str:
    """The place in one line, or that it is online."""
    if mode == Mode.ONLINE:
        return "Online"
    venue = session.venue
    parts = [venue.name, session.room, venue.address] if venue else [session.room]
    return ", ".join(filter(None, parts))


def _colleague(booking: Booking) -> str:
    """Who gave the place away, or who took it over."""
    if booking.taken_over_from is not None:
        return booking.taken_over_from.person.get_full_name()
    after: Booking | None = getattr(booking, "taken_over_by", None)
    return after.person.get_full_name() if after is not None else ""


def _path(booking: Booking) -> str:
    if booking.state in OTHER_DATES:
        return reverse("hub_topic", args=[booking.session.topic.code])
    return reverse("booking", args=[booking.pk])
