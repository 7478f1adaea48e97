"""Makes sessions, their places and bookings.

`SessionFactory()` is an open session in a fortnight without seats; `SeatsFactory(session=..., places=9)` adds
some; `open_session(places=20)` makes both. `BookingFactory()` takes a place, as the seats count it.
"""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.bookings.models import Booking, Need
from courses.bookings.states import TAKES
from courses.sessions.models import (
    Interest,
    Material,
    Reserve,
    Seats,
    Series,
    Session,
    Topic,
    Trainer,
    Venue,
)
from tests.factories.academy import CouncilFactory, PartnerFactory


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = Venue

    council = factory.SubFactory(CouncilFactory)
    name = factory.Sequence(lambda n: f"Millbrook Centre {n}")
    address = "1 Mill Lane, Millbrook"
    area = "North"
    access = "Level entrance from the car park, a lift, and a quiet room."


class TopicFactory(DjangoModelFactory):
    """A published topic for everybody."""

    class Meta:
        model = Topic

    council = factory.SubFactory(CouncilFactory)
    code = factory.Sequence(lambda n: f"annual-review-{n}")
    title = factory.Sequence(lambda n: f"Annual reviews that change the plan {n}")
    summary = "You leave with an outline of a report and a plan for your next review."
    outcomes = factory.LazyFunction(lambda: ["Read a made-up report with a coordinator's eyes"])
    state = "published"
    made_at = factory.LazyFunction(timezone.now)


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    council = factory.SubFactory(CouncilFactory)
    title = "Three evenings on annual reviews"


class SessionFactory(DjangoModelFactory):
    """An open session a fortnight from now, without seats."""

    class Meta:
        model = Session

    topic = factory.SubFactory(TopicFactory)
    council = factory.LazyAttribute(lambda row: row.topic.council)
    starts_at = factory.Sequence(lambda n: timezone.now() + datetime.timedelta(days=14, minutes=n))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + datetime.timedelta(minutes=90))
    state = "open"
    made_at = factory.LazyFunction(timezone.now)


class SeatsFactory(DjangoModelFactory):
    class Meta:
        model = Seats

    session = factory.SubFactory(SessionFactory)
    mode = "online"
    places = 20


def open_session(*, places: int = 20, mode: str = "online", **fields: Any) -> Session:
    """An open session with places of one kind."""
    session = SessionFactory(**fields)
    SeatsFactory(session=session, mode=mode, places=places)
    return session


class ReserveFactory(DjangoModelFactory):
    """Five places for SENCOs until a day before the session."""

    class Meta:
        model = Reserve

    seats = factory.SubFactory(SeatsFactory)
    audience = "senco"
    places = 5
    until = factory.LazyAttribute(lambda row: row.seats.session.starts_at - datetime.timedelta(days=1))


class TrainerFactory(DjangoModelFactory):
    class Meta:
        model = Trainer

    session = factory.SubFactory(SessionFactory)
    name = factory.Sequence(lambda n: f"Trainer {n}")
    words = "coordinator"


class MaterialFactory(DjangoModelFactory):
    class Meta:
        model = Material

    session = factory.SubFactory(SessionFactory)
    when = "before"
    title = factory.Sequence(lambda n: f"Outline of a report {n}")
    url = "https://academy.example/outline"


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    topic = factory.SubFactory(TopicFactory)
    person = factory.LazyAttribute(lambda row: PartnerFactory(council=row.topic.council))
    since = factory.LazyFunction(timezone.now)


class BookingFactory(DjangoModelFactory):
    """A confirmed booking of a partner's person, counted in the seats."""

    class Meta:
        model = Booking

    session = factory.LazyFunction(lambda: open_session())
    seats = factory.LazyAttribute(lambda row: row.session.seats.get())
    mode = factory.LazyAttribute(lambda row: row.seats.mode)
    person = factory.LazyAttribute(lambda row: PartnerFactory(council=row.session.council))
    booked_by = factory.SelfAttribute("person")
    state = "confirmed"
    key = factory.LazyFunction(uuid.uuid4)
    party = factory.LazyFunction(uuid.uuid4)
    made_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Booking], *args: Any, **kwargs: Any) -> Booking:
        booking: Booking = super()._create(model_class, *args, **kwargs)
        if booking.state in TAKES:
            booking.seats.taken += 1
            booking.seats.save(update_fields=["taken"])
        return booking


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = Need

    booking = factory.SubFactory(BookingFactory)
    access = "A seat near the door"
    food = "Vegan"
