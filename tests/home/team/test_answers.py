"""Writing down caseloads, and asking a team to do a module in one go."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.record.models import Entry
from academy.staffing.models import Caseload
from courses.requirements.models import Ask, AskReason
from home.team.actions import ask_team
from tests.factories.academy import AbsenceFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.teams import board_of
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db
WHY = "Quantified (F3) was below good in 9 of our 22 audited plans. We learn it together."


@pytest.fixture
def world() -> World:
    world = build_world()
    module_page(world.home.council, "PM-01")
    board_of(world.home.council).tasks("ET10")
    return world


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    client.force_login(world.home.people["manager"])
    return client


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def pk(world: World, name: str) -> int:
    return world.home.people[name].pk


def day(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def test_a_manager_types_caseloads_and_a_second_press_changes_nothing(manager: Client, world: World) -> None:
    mine, other = pk(world, "coordinator"), pk(world, "colleague")
    sent = {f"plans_{mine}": "158", f"plans_{other}": "", f"plans_{pk(world, 'stranger')}": "7"}
    for _ in range(2):
        assert manager.post("/team/caseload/", sent).status_code == 302
    assert [(row.person_id, row.plans) for row in Caseload.objects.all()] == [(mine, 158)]
    assert Entry.objects.filter(noun="caseload").count() == 1
    said = words(manager.get("/team/caseload/"))
    assert 'value="158"' in said and "Last said on" in said


@pytest.mark.parametrize("wrong", ["many", "-1", "1000", "12.5"])
def test_a_wrong_number_is_said_at_its_box_and_nothing_is_lost(
    manager: Client, world: World, wrong: str
) -> None:
    mine, other = pk(world, "coordinator"), pk(world, "colleague")
    answer = manager.post("/team/caseload/", {f"plans_{mine}": wrong, f"plans_{other}": "120"})
    said = words(answer)
    assert f"{world.home.people['coordinator'].get_full_name()}: give a whole number from 0 to 999" in said
    assert f'id="id_plans_{mine}-error"' in said
    assert 'value="120"' in said and f'value="{wrong}"' in said
    assert not Caseload.objects.exists()


def test_asking_the_team_starts_with_a_tick_for_whoever_it_fits(manager: Client, world: World) -> None:
    AbsenceFactory(person=world.home.people["senior"], starts_on=day(-3), ends_on=day(20))
    CompletionFactory(person=world.home.people["colleague"], module_code="PM-01", done_on=day(-20))
    form = manager.get("/team/ask/PM-01/").context["form"]
    assert set(form.initial["people"]) == {str(pk(world, "coordinator")), str(pk(world, "starter"))}
    hints = form.fields["people"].hints
    assert hints[str(pk(world, "senior"))].startswith("On leave until")
    assert hints[str(pk(world, "colleague"))].startswith("finished it on")
    assert str(pk(world, "stranger")) not in dict(form.fields["people"].choices)


def test_the_team_is_asked_once_with_the_reason(manager: Client, world: World) -> None:
    people = [pk(world, "coordinator"), pk(world, "colleague")]
    sent = {"people": people, "due_on": day(30).isoformat(), "reason": WHY}
    for _ in range(2):
        assert manager.post("/team/ask/PM-01/", sent).status_code == 302
    asks = Ask.objects.filter(code="PM-01", state="open")
    assert sorted(asks.values_list("person_id", flat=True)) == sorted(people)
    assert set(AskReason.objects.values_list("reason", "by")) == {(WHY, pk(world, "manager"))}
    assert Entry.objects.filter(noun="ask", about__in=people).count() == 2


def test_what_cannot_be_asked_is_said_at_the_field_and_nothing_is_lost(manager: Client, world: World) -> None:
    mine = pk(world, "coordinator")
    good = {"people": [mine], "due_on": day(30).isoformat(), "reason": WHY}
    for more, message in (
        ({"people": []}, "Choose at least one person"),
        ({"people": [pk(world, "stranger")]}, "Choose people from the list"),
        ({"due_on": day(-1).isoformat()}, "Choose a date that is not over yet"),
        ({"reason": "short"}, "Say a little more"),
        ({"reason": "Ring the mother on 07700 900123 about this plan"}, "This looks as if it had"),
    ):
        said = words(manager.post("/team/ask/PM-01/", {**good, **more}))
        assert message in said or message.lower() in said.lower(), (more, message)
        if more.get("reason") != "short":
            assert "We learn it together" in said or "07700 900123" in said
    assert not Ask.objects.exists()


def test_only_people_one_leads_are_asked(manager: Client, world: World) -> None:
    said: dict[str, Any] = {
        "team": None, "module": "PM-01", "due_on": day(30), "reason": WHY, "at": timezone.now(),
    }  # fmt: skip
    people = world.home.people
    with pytest.raises(Refused, match="people you lead"):
        ask_team(people=[pk(world, "stranger")], by=people["manager"], **said)
    with pytest.raises(Refused, match="Only whoever leads"):
        ask_team(people=[pk(world, "coordinator")], by=people["qa"], **said)
    with pytest.raises(Refused, match="not open"):
        ask_team(people=[pk(world, "coordinator")], by=people["manager"], **{**said, "module": "PM-99"})
    team = world.home.own_team
    assert ask_team(people=[pk(world, "coordinator")], by=people["pdl"], **{**said, "team": team}) == 1
    assert manager.get("/team/ask/PM-99/").status_code == 404, "no such module"
