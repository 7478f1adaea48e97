"""A topic, a venue and a planned session with all that hangs on it, in both councils."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.sessions.models import Session
from tests.factories.sessions import (
    MaterialFactory,
    ReserveFactory,
    SeatsFactory,
    SeriesFactory,
    SessionFactory,
    TopicFactory,
    TrainerFactory,
    VenueFactory,
)


def planned_session(things: Any, whose: str) -> Session:
    """The planned session of a council, led by its partner; made once."""
    side = things.world.home if whose == "home" else things.world.second
    code = f"desk-{whose}"
    known = Session.objects.filter(topic__council=side.council, topic__code=code).first()
    if known is not None:
        return known
    session: Session = SessionFactory(
        topic=TopicFactory(council=side.council, code=code), venue=VenueFactory(council=side.council),
        state="planned", link="https://meet.example/desk", series=SeriesFactory(council=side.council),
    )  # fmt: skip
    ReserveFactory(seats=SeatsFactory(session=session))
    TrainerFactory(session=session, person=side.people["partner"])
    MaterialFactory(session=session)
    return session


def _key(whose: str, find: Callable[[Session], Any]) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"pk": find(planned_session(things, whose)).pk}


def _code(whose: str) -> Callable[[Any], dict[str, Any]]:
    return lambda things: {"code": planned_session(things, whose).topic.code}


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {}
"""Things of the matrix by name."""
for _whose in ("home", "second"):
    THINGS |= {
        f"planned_of_{_whose}": _key(_whose, lambda session: session),
        f"venue_of_{_whose}": _key(_whose, lambda session: session.venue),
        f"trainer_of_{_whose}": _key(_whose, lambda session: session.trainers.get()),
        f"material_of_{_whose}": _key(_whose, lambda session: session.materials.get()),
        f"kept_of_{_whose}": _key(_whose, lambda session: session.seats.get().reserves.get()),
        f"topic_of_{_whose}": _code(_whose),
    }
