"""Booking over HTTP: the same acts, in JSON, with refusals in words."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from courses.bookings.actions import cancel_booking
from courses.bookings.models import Booking, Need
from courses.sessions.models import Session
from tests.factories.academy import PartnerFactory, StaffFactory
from tests.factories.sessions import BookingFactory, TopicFactory, open_session

pytestmark = pytest.mark.django_db


def signed_in(person: User, **more: Any) -> Client:
    client = Client(**more)
    client.force_login(person)
    return client


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(f"/api/bookings/{address}", body, content_type="application/json")


def form(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "mode": "online", **more}


@pytest.fixture
def session() -> Session:
    return open_session(places=1, link="https://meet.example/secret")


@pytest.fixture
def person(session: Session) -> User:
    return PartnerFactory(council=session.council)


def test_book_look_and_cancel(session: Session, person: User) -> None:
    client, sent = signed_in(person), form(access="A seat near the door")
    [made] = post(client, f"sessions/{session.pk}/book/", **sent).json()
    assert (made["state"], made["words"], made["link"]) == ("confirmed", "Booked", session.link)
    assert post(client, f"sessions/{session.pk}/book/", **sent).json() == [made]
    assert Need.objects.get().access == "A seat near the door"
    assert client.get("/api/bookings/mine/").json() == [made]
    places = client.get(f"/api/bookings/sessions/{session.pk}/").json()
    assert (places["booking"], places["modes"][0]["free"]) == (made["id"], 0)
    assert post(client, f"{made['id']}/cancel/").json()["state"] == "cancelled"
    assert client.get("/api/bookings/mine/").json() == []


def test_an_offer_is_taken_or_left(session: Session, person: User) -> None:
    holder, other = BookingFactory(session=session), PartnerFactory(council=session.council)
    [waiting] = post(signed_in(person), f"sessions/{session.pk}/book/", **form()).json()
    [second] = post(signed_in(other), f"sessions/{session.pk}/book/", **form()).json()
    assert (waiting["turn"], second["turn"], waiting["link"]) == (1, 2, "")
    cancel_booking(booking=holder, by=holder.person, at=timezone.now())
    assert post(signed_in(person), f"{waiting['id']}/refuse/").json()["state"] == "cancelled"
    assert post(signed_in(other), f"{second['id']}/accept/").json()["state"] == "confirmed"


def test_a_place_is_handed_on_by_the_whole_address(session: Session, person: User) -> None:
    client = signed_in(person)
    [made] = post(client, f"sessions/{session.pk}/book/", **form()).json()
    stranger = PartnerFactory(council=session.council)
    refused = post(client, f"{made['id']}/hand-on/", email=stranger.email)
    assert (refused.status_code, refused.json()["title"]) == (409, "colleague")
    colleague = PartnerFactory(organisation=person.affiliations.get().organisation)
    done = post(client, f"{made['id']}/hand-on/", email=colleague.email.upper())
    assert done.json()["state"] == "handed_on"
    assert Booking.objects.get(person=colleague).state == "confirmed"


def test_what_a_rule_refuses_is_a_problem_in_words(session: Session, person: User) -> None:
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    answer = post(signed_in(person), f"sessions/{session.pk}/book/", **form())
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["title"]) == (409, "not_open")
    assert answer.json()["detail"].startswith("This session has been cancelled")


def test_what_cannot_be_read_is_named_and_never_repeated(session: Session, person: User) -> None:
    answer = post(signed_in(person), f"sessions/{session.pk}/book/", key="secret-word", mode="online")
    assert (answer.status_code, answer.json()["detail"]) == (422, "This could not be read: key.")
    assert b"secret-word" not in answer.content


def test_personal_words_are_refused(session: Session, person: User) -> None:
    answer = post(signed_in(person), f"sessions/{session.pk}/book/", **form(food="Ring 07700 900123"))
    assert (answer.status_code, answer.json()["title"]) == (409, "personal")


def test_what_is_not_yours_is_not_there(session: Session, person: User) -> None:
    theirs = BookingFactory(session=session)
    client = signed_in(person)
    assert post(client, f"{theirs.pk}/cancel/").status_code == 404
    assert post(client, f"sessions/{session.pk}/book/", **form(people=[theirs.person_id])).status_code == 404
    internal = open_session(topic=TopicFactory(council=session.council, internal=True))
    assert client.get(f"/api/bookings/sessions/{internal.pk}/").status_code == 404
    staff = signed_in(StaffFactory(council=session.council))
    assert staff.get(f"/api/bookings/sessions/{internal.pk}/").status_code == 200


def test_asks_for_a_sign_in_and_for_the_token_of_the_page(session: Session, person: User) -> None:
    assert Client().get("/api/bookings/mine/").status_code == 401
    careful = signed_in(person, enforce_csrf_checks=True)
    assert post(careful, f"sessions/{session.pk}/book/", **form()).status_code == 403
    assert not Booking.objects.exists()
