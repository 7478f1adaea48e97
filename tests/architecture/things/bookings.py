"""A topic with an open date in each council; bookings of everybody who owns things, and one of the guest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.bookings.models import Booking
from courses.sessions.models import Session
from tests.factories.sessions import BookingFactory, NeedFactory, TopicFactory, open_session

OWNERS = ("coordinator", "colleague", "stranger", "foreigner", "partner")


def hub_session(things: Any, whose: str) -> Session:
    """The open date of a council; made once."""
    side = things.world.home if whose == "home" else things.world.second
    known = Session.objects.filter(topic__council=side.council, topic__code=f"hub-{whose}").first()
    topic = known or TopicFactory(council=side.council, code=f"hub-{whose}")
    return known or open_session(topic=topic, link="https://meet.example/hub")


def hub_booking(things: Any, name: str, state: str = "confirmed") -> Booking:
    """Somebody's booking in this state; made once."""
    side = things.world.second if name == "foreigner" else things.world.home
    person = side.people["coordinator" if name == "foreigner" else name]
    known = Booking.objects.filter(person=person, state=state).first()
    if known is not None:
        return known
    home = side is things.world.home
    session = (
        hub_session(things, "home" if home else "second")
        if state == "confirmed"
        else open_session(topic=TopicFactory(council=side.council, needs_approval=True))
    )
    place = person.affiliations.first()
    booking: Booking = BookingFactory(
        session=session, person=person, state=state, organisation=place.organisation if place else None
    )
    NeedFactory(booking=booking)
    return booking


def _booking(name: str, state: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": hub_booking(things, name, state).pk}


def _party(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"party": hub_booking(things, name).party}


def _session(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": hub_session(things, whose).pk}


def _topic(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": hub_session(things, whose).topic.code}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {f"hub_session_of_{_whose}": _session(_whose), f"hub_topic_of_{_whose}": _topic(_whose)}
for _name in OWNERS:
    THINGS |= {
        f"booking_of_{_name}": _booking(_name, "confirmed"),
        f"asked_of_{_name}": _booking(_name, "asked"),
        f"party_of_{_name}": _party(_name),
    }
