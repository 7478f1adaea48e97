"""A guest finds the sessions they came to and the modules they finished, newest first, and no others."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.registers.models import Attendance
from home.hub.queries.record import record_of
from tests.factories.courses import CompletionFactory
from tests.factories.registers import AttendanceFactory
from tests.factories.sessions import BookingFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db


def test_sessions_and_modules_stand_together() -> None:
    began = timezone.now() - datetime.timedelta(days=3)
    topic = TopicFactory(title="Reviews that change the plan")
    came = BookingFactory(session=open_session(topic=topic, starts_at=began))
    later = began + datetime.timedelta(hours=5)
    stayed_away = BookingFactory(session=open_session(topic=topic, starts_at=later), person=came.person)
    for booking, here in ((came, True), (stayed_away, False)):
        Attendance.objects.create(
            booking=booking, came=here, minutes=80 if here else 0, how="list", marked_at=timezone.now()
        )
    done_on = timezone.localdate() - datetime.timedelta(days=9)
    CompletionFactory(person=came.person, title="Quality advice", done_on=done_on, minutes=30)
    record = record_of(actor=came.person, at=timezone.now())
    assert [(row.kind, row.minutes) for row in record.rows] == [("Session", 80), ("Module", 30)]
    assert record.rows[0].path == f"/hub/topics/{topic.code}/" and record.lead.startswith("2 things")
    assert record_of(actor=BookingFactory().person, at=timezone.now()).rows == ()


def test_who_was_there_long_enough_finds_their_certificate_and_nobody_elses(client: Client) -> None:
    session = open_session(starts_at=timezone.now() - datetime.timedelta(days=3), state="held")
    whole, half = (AttendanceFactory(booking__session=session, minutes=minutes) for minutes in (90, 45))
    address = reverse("attendance_certificate", args=[whole.booking_id])
    client.force_login(whole.booking.person)
    assert f'href="{address}"' in client.get("/hub/record/").content.decode()
    assert client.get(address)["Content-Type"] == "application/pdf"
    client.force_login(half.booking.person)
    assert "/hub/certificates/" not in client.get("/hub/record/").content.decode()
    assert client.get(address).status_code == 404
