"""Who gives sessions finds them: what is to come, how many come and what there is to read, and no names."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import User
from courses.sessions.models import Session
from tests.factories.academy import PartnerFactory
from tests.factories.sessions import (
    BookingFactory,
    MaterialFactory,
    NeedFactory,
    TopicFactory,
    TrainerFactory,
    VenueFactory,
    open_session,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
GIVING = "/hub/giving/"


@pytest.fixture
def trainer() -> User:
    """A guest who leads sessions with an account."""
    person: User = PartnerFactory()
    return person


def given(trainer: User, *, title: str = "Reading a report", **fields: Any) -> Session:
    session = open_session(topic=TopicFactory(council=trainer.council, title=title), **fields)
    TrainerFactory(session=session, person=trainer, name=trainer.get_full_name())
    return session


def page(client: Client, address: str = GIVING) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_guest_trainer_finds_dates_places_numbers_and_what_to_read(client: Client, trainer: User) -> None:
    venue = VenueFactory(council=trainer.council, name="Millbrook Centre")
    session = given(trainer, places=12, mode="room", venue=venue, room="Room 4")
    MaterialFactory(session=session, title="An outline", url="https://academy.example/outline")
    MaterialFactory(session=session, when="after", title="A checklist")
    for _ in range(3):
        BookingFactory(session=session)
    BookingFactory(session=session, state="waiting", turn=1)
    client.force_login(trainer)
    html = page(client)
    assert "1 session to come" in html and "Millbrook Centre, Room 4" in html
    assert "3 of 12 places taken, 1 waiting" in html
    assert 'href="https://academy.example/outline"' in html and "A checklist" in html
    assert f"/sessions/{session.pk}/register/" in html
    for address in (f"/sessions/{session.pk}/", f"/sessions/{session.pk}/register/"):
        assert client.get(address).status_code == 200


def test_nobody_who_comes_is_named_and_no_need_is_told(client: Client, trainer: User) -> None:
    booking = BookingFactory(session=given(trainer))
    NeedFactory(booking=booking, access="A seat near the door")
    client.force_login(trainer)
    html = page(client)
    assert booking.person.family_name not in html and booking.person.email not in html
    assert "A seat near the door" not in html


def test_past_and_cancelled_sessions_stand_apart(client: Client, trainer: User) -> None:
    began = timezone.now() - 3 * DAY
    given(trainer, title="Long ago", starts_at=began, state="held")
    given(trainer, title="Called off", state="cancelled", why_cancelled="Snow")
    given(trainer, title="Not open yet", state="planned")
    given(trainer, title="Still going on", starts_at=timezone.now() - datetime.timedelta(minutes=5))
    client.force_login(trainer)
    coming, past = page(client).split('id="past"')
    assert "Long ago" in past and "Long ago" not in coming
    assert "0 of 20 places taken" in past
    assert "Cancelled" in coming and "Planned" in coming and coming.count("Register<") == 1
    assert coming.index("Still going on") < coming.index("Called off")


def test_others_find_nothing_of_it(client: Client, trainer: User) -> None:
    session = given(trainer)
    other = PartnerFactory(council=trainer.council)
    BookingFactory(session=session, person=other)
    client.force_login(other)
    html = page(client)
    assert "You give no session" in html and "Reading a report" not in html
    assert client.get(f"/sessions/{session.pk}/").status_code == 404


def test_a_name_alone_gives_nobody_the_list(client: Client, trainer: User) -> None:
    session = open_session(topic=TopicFactory(council=trainer.council, title="By name"))
    TrainerFactory(session=session, name=trainer.get_full_name())
    client.force_login(trainer)
    assert "By name" not in page(client)


def test_somebody_who_leads_it_twice_finds_it_once(client: Client, trainer: User) -> None:
    TrainerFactory(session=given(trainer), person=trainer, name="The same person")
    client.force_login(trainer)
    assert "1 session to come" in page(client)


def test_many_sessions_take_as_many_queries_as_one(client: Client, trainer: User) -> None:
    def one_more(number: int) -> None:
        began = timezone.now() - number * DAY
        for session in (given(trainer), given(trainer, starts_at=began - DAY, state="held")):
            MaterialFactory(session=session)
            BookingFactory(session=session)

    def queries() -> int:
        page(client)
        with CaptureQueriesContext(connection) as seen:
            page(client)
        return len(seen)

    client.force_login(trainer)
    one_more(1)
    few = queries()
    for number in range(2, 12):
        one_more(number)
    assert queries() == few
