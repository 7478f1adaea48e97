"""What the pages of bookings are told: what can be done after a session, and what people said."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from courses.registers.queries.telling import after_session, said_in_short
from tests.factories.registers import AttendanceFactory, EvaluationFactory
from tests.factories.sessions import BookingFactory, open_session

pytestmark = pytest.mark.django_db


def test_who_came_may_say_what_it_was_like_and_take_the_certificate() -> None:
    now = timezone.now()
    session = open_session(starts_at=now - datetime.timedelta(hours=3), state="held")
    booking = BookingFactory(session=session)
    assert after_session(booking_id=booking.pk, actor=booking.person, at=now) == ()
    AttendanceFactory(booking=booking, came=True, minutes=90)
    found = after_session(booking_id=booking.pk, actor=booking.person, at=now)
    assert [one.words for one in found] == ["Say what it was like", "Certificate of attendance (PDF)"]
    assert found[0].url == f"/hub/evaluate/{booking.pk}/"
    other = BookingFactory(session=session).person
    assert after_session(booking_id=booking.pk, actor=other, at=now) == ()


def test_the_topic_says_it_from_eight_answers_on() -> None:
    session = open_session()
    for _ in range(7):
        EvaluationFactory(session=session, phase="now", useful="very")
    assert said_in_short(topic_id=session.topic_id) is None
    EvaluationFactory(session=session, phase="now", useful="not")
    said = said_in_short(topic_id=session.topic_id)
    assert said is not None and (said.n, said.useful) == (8, 7)
    assert said_in_short(topic_id=0) is None
