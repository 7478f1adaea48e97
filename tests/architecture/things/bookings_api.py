"""An open session of each council, and the coordinator's booking of a place in it, as the API names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.bookings.models import Booking
from courses.sessions.models import Session
from tests.factories.sessions import BookingFactory, TopicFactory, open_session

CODE = "by-the-api"


def _session(things: Any, whose: str) -> Session:
    side = things.world.home if whose == "home" else things.world.second
    known = Session.objects.filter(topic__council=side.council, topic__code=CODE).first()
    return known or open_session(topic=TopicFactory(council=side.council, code=CODE))


def _open(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": _session(things, whose).pk}


def _booked(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        side = things.world.second if whose == "second" else things.world.home
        person = side.people["partner" if whose == "partner" else "coordinator"]
        session = _session(things, "second" if whose == "second" else "home")
        known = Booking.objects.filter(session=session, person=person).first()
        return {"pk": (known or BookingFactory(session=session, person=person)).pk}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "bookable_of_home": _open("home"),
    "bookable_of_second": _open("second"),
    "api_booking_of_coordinator": _booked("coordinator"),
    "api_booking_of_second": _booked("second"),
}
"""Things of the matrix by name."""
