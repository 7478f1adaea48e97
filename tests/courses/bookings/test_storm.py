"""Many processes book one session at once: with the guard never one too many, without it many."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from courses.management.commands.storm_bookings import storm
from courses.sessions.models import Session
from tests.factories.sessions import open_session

SMALL = {"people": 40, "attempts": 160, "processes": 8, "seed": 3}


@pytest.mark.kills
@pytest.mark.django_db(transaction=True)
class TestAStorm:
    def test_sells_every_place_once_and_queues_the_rest(self) -> None:
        session = Session.objects.get(pk=open_session(places=10).pk)
        found = storm(session=session, **SMALL)
        wanted = {"confirmed": 10, "waiting": 30, "oversold": 0, "lost": 0, "errors": 0}
        assert {name: found[name] for name in wanted} == wanted
        assert found["in_order"]
        assert found["counted_right"]

    def test_oversells_without_the_guard(self) -> None:
        session = Session.objects.get(pk=open_session(places=10).pk)
        found = storm(session=session, **SMALL, guarded=False)
        assert found["oversold"] > 0
        assert not found["counted_right"]


def _told(*words: str) -> dict[str, Any]:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("storm_bookings", *words, "--json", stdout=out, stderr=StringIO())
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


@pytest.mark.django_db
def test_a_storm_is_for_the_demo_and_for_tests() -> None:
    with override_settings(DEMO=False):
        assert _told("--session", "1")["state"] == "refused"


@pytest.mark.django_db
def test_a_session_that_there_is_not_is_said_in_words() -> None:
    assert _told("--session", "999999")["reasons"] == ["There is no such session. Name one with --session."]
    assert _told("--session", "1", "--people", "0")["state"] == "refused"
