"""A shared step that becomes a session: the team is invited, each page names the other, then it is done."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from courses.improvements.actions import finish_improvement, plan_workshop
from courses.improvements.models import Improvement
from courses.sessions.models import Session, Topic
from courses.sessions.registry import why_session
from courses.sessions.rules.planning import Where
from tests.factories.academy import StaffFactory
from tests.factories.improvements import ImprovementFactory
from tests.factories.sessions import VenueFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
START = (NOW + datetime.timedelta(days=9)).replace(hour=10, minute=0, second=0, microsecond=0)
KEY = uuid.uuid4()
DONE = "We rewrote three of our own plans together"


@pytest.fixture
def boss() -> User:
    return StaffFactory(role="R15")


@pytest.fixture
def step(boss: User) -> Improvement:
    one: Improvement = ImprovementFactory(
        council=boss.council, state="decided", owner=boss, decision="Do it together", decided_by=boss,
        due_on=timezone.localdate() + datetime.timedelta(days=30), decided_on=timezone.localdate(),
    )  # fmt: skip
    for _ in range(3):
        StaffFactory(team=one.team)
    return one


def planned(step: Improvement, by: User, **more: Any) -> Session:
    said: dict[str, Any] = {
        "starts_at": START, "ends_at": START + datetime.timedelta(hours=2), "where": Where(),
        "mode": "online", "places": 3, "key": KEY,
    }  # fmt: skip
    return plan_workshop(improvement=step, **said | more, by=by, at=NOW)


def test_it_is_an_open_session_of_the_team_whose_people_are_invited(step: Improvement, boss: User) -> None:
    for _ in range(2):
        session = planned(step, boss)
    assert (session.state, session.team, session.topic.internal) == ("open", step.team, True)
    assert session.topic.criteria == ["F3"]
    assert set(session.bookings.values_list("state", flat=True)) == {"offered"}
    assert session.bookings.count() == 3
    step.refresh_from_db()
    assert (step.state, Session.objects.count(), step.workshops.count()) == ("under_way", 1, 1)


def test_each_page_names_the_other(step: Improvement, boss: User, client: Client) -> None:
    session = planned(step, boss)
    client.force_login(boss)
    page = client.get(reverse("improvement", args=[step.pk])).content.decode()
    assert reverse("desk_session", args=[session.pk]) in page
    page = client.get(reverse("desk_session", args=[session.pk])).content.decode()
    assert reverse("improvement", args=[step.pk]) in page
    assert "Why there is this session" in page


def test_why_it_is_held_has_no_figure_and_no_way_for_those_who_see_no_results(
    step: Improvement, boss: User
) -> None:
    session = planned(step, boss)
    admin = StaffFactory(role="R23", council=boss.council)
    reason = why_session(session_id=session.pk, actor=admin)
    assert reason is not None and reason.url == ""
    words = reason.words.replace(str(step.team), "the team")
    assert str(step.low) not in words and str(step.n) not in words


def test_done_only_after_it_was_held_or_cancelled(step: Improvement, boss: User) -> None:
    session = planned(step, boss)
    with pytest.raises(Refused, match="still to come"):
        finish_improvement(improvement=step, words=DONE, by=boss, at=NOW)
    Session.objects.filter(pk=session.pk).update(state="held")
    assert finish_improvement(improvement=step, words=DONE, by=boss, at=NOW).state == "done"


def test_planned_once_and_again_after_it_was_cancelled(step: Improvement, boss: User) -> None:
    session = planned(step, boss)
    with pytest.raises(Refused, match="planned already"):
        planned(step, boss, key=uuid.uuid4())
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    later = START + datetime.timedelta(days=1)
    again = planned(
        step, boss, key=uuid.uuid4(), starts_at=later, ends_at=later + datetime.timedelta(hours=1)
    )
    assert again.pk != session.pk
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("more", [{"step": "template"}, {"state": "proposed"}])
def test_only_a_decided_workshop_of_a_team(step: Improvement, boss: User, more: dict[str, str]) -> None:
    Improvement.objects.filter(pk=step.pk).update(**more)
    with pytest.raises(Refused):
        planned(step, boss)


def test_whoever_leads_the_team_plans_it_from_the_page(step: Improvement, client: Client) -> None:
    leader = StaffFactory(team=step.team, role="R10")
    Improvement.objects.filter(pk=step.pk).update(owner=leader)
    venue = VenueFactory(council=step.council)
    client.force_login(leader)
    address = reverse("improvement_workshop", args=[step.pk])
    assert b"Plan it and invite the team" in client.get(address).content
    sent = {
        "key": str(uuid.uuid4()), "day_day": START.day, "day_month": START.month, "day_year": START.year,
        "starts": "10am", "ends": "noon", "mode": "room", "room": "", "link": "", "places": "4",
    }  # fmt: skip
    answer = client.post(address, sent)
    assert b"Choose the venue" in answer.content
    answer = client.post(address, {**sent, "venue": venue.pk})
    assert answer.status_code == 302
    session = Session.objects.get()
    assert (session.venue, timezone.localtime(session.ends_at).hour) == (venue, 12)
    assert session.bookings.count() == 4
