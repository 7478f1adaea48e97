"""The front page is for everybody."""

from __future__ import annotations

import pytest
from django.test import Client

from home.pages.actions import PROMISE, ensure_site
from home.pages.models import WelcomePage
from tests.factories.academy import CouncilFactory, StaffFactory
from tests.factories.sessions import TopicFactory, open_session

pytestmark = pytest.mark.django_db


def test_before_the_academy_is_founded_there_is_a_front_page_already() -> None:
    answer = Client().get("/")
    assert answer.status_code == 200 and "Sign in" in answer.content.decode()


def test_it_says_what_the_editors_wrote_and_shows_the_door() -> None:
    welcome = ensure_site(council=CouncilFactory())
    assert WelcomePage.objects.get(pk=welcome.pk).promise == PROMISE
    welcome.promise = "Written by us."
    welcome.save_revision().publish()
    page = Client().get("/").content.decode()
    assert "Written by us." in page and 'href="/account/login/"' in page


def test_whoever_is_signed_in_is_shown_the_way_on() -> None:
    person = StaffFactory()
    ensure_site(council=person.council)
    client = Client()
    client.force_login(person)
    page = client.get("/").content.decode()
    assert "Go to your first page" in page and 'href="/start/"' in page


def test_it_changes_nothing_and_takes_nothing() -> None:
    assert Client().head("/").status_code == 200
    assert Client().post("/").status_code == 405


def test_it_shows_the_next_open_sessions_and_the_door_of_the_hub() -> None:
    council = CouncilFactory()
    ensure_site(council=council)
    assert "No open session has a date just now." in Client().get("/").content.decode()
    topic = TopicFactory(council=council, title="Reviews that change the plan")
    shown = [open_session(topic=topic) for _ in range(4)]
    open_session(topic=TopicFactory(council=council, internal=True, title="For staff alone"))
    page = Client().get("/").content.decode()
    assert [f"/hub/sessions/{one.pk}/" in page for one in shown] == [True, True, True, False]
    assert 'href="/hub/"' in page and "For staff alone" not in page
