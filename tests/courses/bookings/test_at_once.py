"""The desk changes a session while somebody books it: both get what they came for, in whatever order."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from courses.bookings.actions import book_places
from courses.bookings.actions.rooms import lock_rooms
from courses.bookings.models import Booking
from courses.sessions.actions.locks import lock_session
from courses.sessions.models import Session
from tests.factories.academy import PartnerFactory
from tests.factories.sessions import open_session
from tests.threads import in_thread


@pytest.mark.django_db(transaction=True)
def test_the_desk_and_a_booking_do_not_wait_for_each_other() -> None:
    session = Session.objects.get(pk=open_session(places=3).pk)
    person = PartnerFactory(council=session.council)
    seats = list(session.seats.values_list("pk", flat=True))
    held, booked, faults = threading.Event(), threading.Event(), []  # type: ignore[var-annotated]

    def change() -> None:
        with transaction.atomic():
            lock_session(session, by=None)
            held.set()
            booked.wait(1)  # SQLite lets nobody book meanwhile; PostgreSQL does
            lock_rooms(seats)

    def book() -> None:
        held.wait(5)
        book_places(
            session=session, people=[person], mode="online", key=uuid.uuid4(), by=person, at=timezone.now()
        )
        booked.set()

    for thread in [in_thread(change, faults), in_thread(book, faults)]:
        thread.join(30)
    assert faults == []
    assert Booking.objects.get(session=session).state == "confirmed"
    assert session.seats.get().taken == 1
