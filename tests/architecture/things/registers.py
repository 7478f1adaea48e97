"""A session that is on now and one that is over, in both councils; each led by the one who audits, with the
coordinator, their colleague and a partner in them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from courses.bookings.models import Booking
from courses.registers.models import Evaluation
from courses.registers.tokens import token_of
from courses.sessions.models import Session
from tests.factories.registers import (
    AttendanceFactory,
    ClosedBySessionFactory,
    EvaluationFactory,
    ManagerLineFactory,
    SlipFactory,
)
from tests.factories.sessions import BookingFactory, NeedFactory, TopicFactory, TrainerFactory, open_session

PEOPLE = ("coordinator", "colleague", "partner")


def _session(things: Any, whose: str, code: str, ago: datetime.timedelta) -> Session:
    side = things.world.home if whose == "home" else things.world.second
    known = Session.objects.filter(topic__council=side.council, topic__code=code).first()
    if known is not None:
        return known
    topic = TopicFactory(council=side.council, code=code)
    session = open_session(topic=topic, starts_at=timezone.now() - ago)
    TrainerFactory(session=session, person=side.people["qa"])
    for name in PEOPLE:
        BookingFactory(session=session, person=side.people[name])
    return session


def running(things: Any, whose: str) -> Session:
    """The session that is on now; the partner said what they need."""
    session = _session(things, whose, f"on-now-{whose}", datetime.timedelta(minutes=5))
    booking = session.bookings.get(person__affiliations__isnull=False)
    if not hasattr(booking, "need"):
        NeedFactory(booking=booking)
    return session


def over(things: Any, whose: str) -> Session:
    """The session that is over: everybody came, and eight people said what they think."""
    session = _session(things, whose, f"over-{whose}", datetime.timedelta(days=2))
    if not session.evaluations.exists():
        for booking in session.bookings.all():
            AttendanceFactory(booking=booking)
        EvaluationFactory.create_batch(8, session=session, may_quote=True)
        mine = session.bookings.order_by("pk").first()
        side = things.world.home if whose == "home" else things.world.second
        SlipFactory(booking=mine, phase="later")
        ManagerLineFactory(booking=mine, by=side.people["manager"])
        ClosedBySessionFactory(booking=mine)
    return session


def _booking(things: Any, whose: str, name: str) -> Booking:
    side = things.world.home if whose == "home" else things.world.second
    return over(things, whose).bookings.get(person=side.people[name])


def _comment(whose: str) -> Callable[[Any], dict[str, Any]]:
    def make(things: Any) -> dict[str, Any]:
        session = over(things, whose)
        first: Evaluation | None = session.evaluations.order_by("pk").first()
        return {"pk": session.pk, "comment": first.pk if first else uuid.uuid4()}

    return make


THINGS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "attended_of_coordinator": lambda things: {"pk": _booking(things, "home", "coordinator").pk},
    "attended_of_guest": lambda things: {"pk": _booking(things, "home", "partner").pk},
    "attended_of_foreigner": lambda things: {"pk": _booking(things, "second", "coordinator").pk},
    "here_of_home": lambda things: {"token": token_of(running(things, "home").pk)},
    "here_of_second": lambda things: {"token": token_of(running(things, "second").pk)},
    "here_of_nobody": lambda things: {"token": "1:made-up"},
    "running_of_home": lambda things: {"pk": running(things, "home").pk},
    "running_of_second": lambda things: {"pk": running(things, "second").pk},
    "over_of_home": lambda things: {"pk": over(things, "home").pk},
    "over_of_second": lambda things: {"pk": over(things, "second").pk},
    **{f"comment_of_{one}": _comment(one) for one in ("home", "second")},
}
"""Things of the matrix by name."""
