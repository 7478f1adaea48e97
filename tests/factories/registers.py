"""Makes registers and what people say. `AttendanceFactory()` is somebody who came to a session on time."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.registers.models import Attendance, ClosedBySession, Evaluation, ManagerLine, Slip
from courses.sessions.models import Session
from tests.factories.courses import AssignmentFactory
from tests.factories.sessions import BookingFactory, SessionFactory, open_session


def running_session(*, minutes_ago: int = 5, **fields: Any) -> Session:
    """A session with places that began some minutes ago and lasts ninety."""
    return open_session(starts_at=timezone.now() - datetime.timedelta(minutes=minutes_ago), **fields)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    booking = factory.SubFactory(BookingFactory)
    came = True
    minutes = 90
    how = "list"
    marked_by = factory.LazyAttribute(lambda row: row.booking.person)
    marked_at = factory.LazyFunction(timezone.now)


class ClosedBySessionFactory(DjangoModelFactory):
    class Meta:
        model = ClosedBySession

    booking = factory.SubFactory(BookingFactory)
    assignment = factory.SubFactory(AssignmentFactory, state="learnt")
    at = factory.LazyFunction(timezone.now)


class EvaluationFactory(DjangoModelFactory):
    """Useful, and worth telling a colleague."""

    class Meta:
        model = Evaluation

    session = factory.SubFactory(SessionFactory)
    phase = "now"
    useful = "very"
    recommend = "yes"
    words = "I ask for the outline first"


class SlipFactory(DjangoModelFactory):
    class Meta:
        model = Slip

    booking = factory.SubFactory(BookingFactory)
    phase = "now"


class ManagerLineFactory(DjangoModelFactory):
    class Meta:
        model = ManagerLine

    booking = factory.SubFactory(BookingFactory)
    sees = "yes"
    words = "Reports are shorter now"
    by = factory.LazyAttribute(lambda row: row.booking.person)
    at = factory.LazyFunction(timezone.now)
