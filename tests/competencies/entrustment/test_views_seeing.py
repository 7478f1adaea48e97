"""Levels on pages: my own in groups, one task with the evidence as it stood, and who sees whose."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from competencies.entrustment.actions import grant_level
from tests.competencies.entrustment.conftest import WHY, Scene, words
from tests.factories.competencies import (
    CompetencyFactory,
    EntrustableTaskFactory,
    EntrustmentFactory,
    EvidenceFactory,
    RoleExpectationFactory,
)

pytestmark = pytest.mark.django_db
MINE = "/me/levels/"


def test_my_levels_say_what_each_allows_and_what_moves_me(scene: Scene) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=2)
    RoleExpectationFactory(task=scene.task, role="R02", weeks=52, level=4)
    said = words(scene.as_(scene.writer).get(MINE))
    assert "Does it; every product checked before it leaves the team. All signed off." in said
    assert "Counts until 1 October 2028" in said and "Expected by now: 4" in said
    assert "Next, for this time in the post" in said
    assert "What moves me to 3, working with light check" in said and "from live work" in said


def test_groups_come_most_useful_first(scene: Scene) -> None:
    old = timezone.localdate() - datetime.timedelta(days=900)
    for position, code in enumerate(("ET01", "ET02", "ET03"), start=1):
        EntrustableTaskFactory(framework=scene.task.framework, code=code, title=code, position=position)
    tasks = {task.code: task for task in scene.task.framework.tasks.all()}
    EntrustmentFactory(person=scene.writer, task=tasks["ET02"], level=3)
    EntrustmentFactory(
        person=scene.writer, task=tasks["ET03"], level=3, starts_on=old,
        valid_until=old + datetime.timedelta(days=730),
    )  # fmt: skip
    EntrustmentFactory(
        person=scene.writer, task=tasks["ET01"], level=4, state="waiting", second_by=None, starts_on=None,
        valid_until=None,
    )  # fmt: skip
    said = words(scene.as_(scene.writer).get(MINE))
    order = ("Waits to be renewed", "Waits for a second signature", "Held now", "Not begun yet")
    places = [said.index(f"{title}</h2>") for title in order]
    assert places == sorted(places)
    assert "What restores level 3" in said and "Level 3 lapsed on" in said


def test_when_the_evidence_is_there_the_manager_is_led_to_decide(scene: Scene) -> None:
    pieces = [scene.shown(kind) for kind in ("KC", "WP")]
    said = words(scene.as_(scene.writer).get(MINE))
    assert "Enough is there to decide" in said and "Your manager decides" in said
    said = words(scene.as_(scene.manager).get(f"/people/{scene.writer.pk}/levels/"))
    assert f'href="{scene.url("decide/")}"' in said
    form = scene.as_(scene.manager).get(scene.url("decide/")).context["form"]
    assert set(form["evidence"].value()) == {str(one.pk) for one in pieces}
    assert form["level"].value() == 3


def test_a_decision_shows_the_evidence_as_it_stood(scene: Scene) -> None:
    rows = [scene.shown("KC", source_label="As it was called"), scene.shown("WP")]
    grant_level(
        person=scene.writer, task=scene.task, level=3, evidence_ids=[row.pk for row in rows], reason=WHY,
        by=scene.manager, at=timezone.now(),
    )  # fmt: skip
    rows[0].source_label = "As it is called now"
    rows[0].save()
    said = words(scene.as_(scene.writer).get(scene.url()))
    stood, now = said.split("What could be cited now")
    assert "As it was called" in stood and "As it is called now" not in stood
    assert "As it is called now" in now
    assert "Mina Boss decided on" in stood and WHY in stood


def test_one_piece_that_shows_many_things_is_one_line(scene: Scene) -> None:
    other = CompetencyFactory(domain=scene.competency.domain, code="C5.9")
    scene.task.competencies.add(other)
    for competency in (scene.competency, other):
        scene.shown("WP", competency=competency, source_key="work:1", source_label="Practical task AT2")
    said = words(scene.as_(scene.manager).get(scene.url("decide/")))
    assert said.count("Practical task AT2") == 1 and "C5.4, C5.9" in said


def test_who_sees_whose_levels(scene: Scene) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    for address in (f"/people/{scene.writer.pk}/levels/", scene.url()):
        for person in (scene.writer, scene.manager, scene.lead, scene.practice):
            assert scene.as_(person).get(address).status_code == 200
        for person in (scene.peer, scene.stranger, scene.second, scene.head, scene.foreigner):
            assert scene.as_(person).get(address).status_code == 404
        assert scene.as_(scene.writer).get(address.replace("ET07", "ET99")).status_code in (200, 404)
    assert scene.as_(scene.manager).get(scene.url().replace("ET07", "ET99")).status_code == 404


def test_buttons_are_there_for_those_who_may(scene: Scene) -> None:
    EntrustmentFactory(person=scene.writer, task=scene.task, level=4)
    own, lead, manager = (
        words(scene.as_(one).get(scene.url())) for one in (scene.writer, scene.lead, scene.manager)
    )
    assert "Agree more support" not in own and "Decide on more" not in own
    assert "Agree more support" in lead and "Let it lapse" not in lead
    assert "Let it lapse" in manager


def cost(scene: Scene, address: str, person: Any) -> int:
    scene.as_(person).get(address)
    with CaptureQueriesContext(connection) as queries:
        words(scene.as_(person).get(address))
    return len(queries)


@pytest.mark.parametrize("address", [MINE, "task"])
def test_pages_cost_the_same_for_little_and_much(scene: Scene, address: str) -> None:
    address = scene.url() if address == "task" else address
    scene.shown("KC")
    EntrustmentFactory(person=scene.writer, task=scene.task, level=3)
    few = cost(scene, address, scene.writer)
    for number in range(1, 7):
        EntrustableTaskFactory(framework=scene.task.framework, code=f"ET1{number}", position=number)
        EvidenceFactory(person=scene.writer, competency=scene.competency, kind="WP")
        EntrustmentFactory(
            person=scene.writer, task=scene.task, level=2, state="replaced",
            ended_on=datetime.date(2026, 10, 1),
        )  # fmt: skip
    assert cost(scene, address, scene.writer) == few
    assert len(scene.as_(scene.writer).get(address).content) < 100_000


def test_without_a_framework_the_page_says_so(scene: Scene) -> None:
    scene.task.framework.state = "draft"
    scene.task.framework.save()
    assert "has not put a framework in force yet" in words(scene.as_(scene.writer).get(MINE))
