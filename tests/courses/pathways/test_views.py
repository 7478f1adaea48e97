"""The pages of the shorter way, as the person, a manager and a practice development lead meet them."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.pathways.models import Exemption, Licence, PriorLearning, UpskillingPath
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.pathways import (
    ExemptionFactory,
    LicenceFactory,
    PathModuleFactory,
    PriorLearningFactory,
    UpskillingPathFactory,
)
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
MINE, PRIOR, BOARD = "/me/pathway/", "/me/prior-learning/", "/pathways/"
ASK = {
    "key": str(uuid.UUID(int=3)),
    "did": "I was a SENCO in a primary school for ten years.",
    "brings": "The award for SEN co-ordination.",
    "practice": ["PM-01"],
}
WHY = "The award covers what this module teaches."


@pytest.fixture
def world() -> CouncilWorld:
    world = council_world()
    module_page(world.council, "PM-01")
    module_page(world.council, "PM-02")
    module_page(world.council, "PM-21")
    CompetencyFactory(domain__framework__council=world.council)
    return world


def signed_in(world: CouncilWorld, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name])
    return client


def text_of(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code == 200, (path, response.status_code)
    return " ".join(response.content.decode().split())


def test_the_page_says_what_is_never_shortened(world: CouncilWorld) -> None:
    text = text_of(signed_in(world, "coordinator"), MINE)
    assert "Assessed tasks, AT1 to AT10, are never shortened." in text


def test_my_page_says_which_modules_i_need_not_take_and_why(world: CouncilWorld) -> None:
    ExemptionFactory(person=world.people["coordinator"], module_code="PM-01", reason="Provision shown")
    ExemptionFactory(person=world.people["colleague"], module_code="PM-02", reason="Not for others")
    text = text_of(signed_in(world, "coordinator"), MINE)
    assert "Module PM-01" in text and "Provision shown" in text and "You may take them all the same" in text
    assert "Not for others" not in text


def test_a_starter_reads_how_long_the_six_weeks_are_now(world: CouncilWorld) -> None:
    for number in (1, 2):
        module_page(world.council, f"IND-1.{number}", slug=f"ind-1-{number}", taught_minutes=180)
    ExemptionFactory(person=world.people["starter"], module_code="IND-1.2")
    text = text_of(signed_in(world, "starter"), MINE)
    assert "You need 3 h of modules instead of 6 h." in text


def test_asking_and_deciding(world: CouncilWorld) -> None:
    person, lead = signed_in(world, "coordinator"), signed_in(world, "pdl")
    assert person.post(PRIOR, ASK).status_code == 302
    assert person.post(PRIOR, ASK).status_code == 302, "sent twice"
    row = PriorLearning.objects.get()
    assert "Waiting for a decision" in text_of(person, PRIOR)
    page = f"/pathways/prior-learning/{row.pk}/"
    assert "ten years" in text_of(lead, page)
    assert lead.post(page, {"modules": ["PM-01"], "words": WHY}).status_code == 302
    text = text_of(person, PRIOR)
    assert "Recognised" in text and WHY in text
    assert Exemption.objects.get().module_code == "PM-01"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"practice": []}, "Choose at least one module"),
        ({"did": ""}, "Say what you did and what you learnt"),
        (
            {"brings": "Ring me on 07700 900123"},
            "What can you show: this looks as if it had a name, a number or an address",
        ),
        ({"practice": ["PM-21"]}, "Select a valid choice"),
        ({"practice": ["AT1"]}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_a_request_is_said_at_the_field(
    world: CouncilWorld, change: dict[str, Any], words: str
) -> None:
    text = text_of(signed_in(world, "coordinator"), PRIOR, ASK | change)
    assert words in text
    assert "07700" not in text.replace("Ring me on 07700 900123</textarea>", "")
    assert not PriorLearning.objects.exists()


def test_somebody_elses_request_cannot_be_taken_back(world: CouncilWorld) -> None:
    row = PriorLearningFactory(person=world.people["colleague"])
    for name in ("coordinator", "pdl"):
        assert signed_in(world, name).post(f"/me/prior-learning/{row.pk}/take-back/").status_code == 404
    assert signed_in(world, "colleague").post(f"/me/prior-learning/{row.pk}/take-back/").status_code == 302


def test_a_manager_never_reads_what_was_written_about_prior_learning(world: CouncilWorld) -> None:
    row = PriorLearningFactory(person=world.people["coordinator"], did="Secret words of mine")
    manager = signed_in(world, "manager")
    assert manager.get(f"/pathways/prior-learning/{row.pk}/").status_code == 404
    for path in (BOARD, f"/pathways/people/{row.person_id}/"):
        assert "Secret words" not in text_of(manager, path)


def test_a_manager_puts_somebody_of_the_team_on_the_path_and_ends_it(world: CouncilWorld) -> None:
    manager, person = signed_in(world, "manager"), world.people["coordinator"]
    page = f"/pathways/people/{person.pk}/path/"
    assert "Say a little more" in text_of(manager, page, {"words": "Why"})
    assert manager.post(page, {"words": WHY, "extra": ["PM-21"]}).status_code == 302
    path = UpskillingPath.objects.get()
    assert path.modules.filter(module_code="PM-21").exists()
    assert "week 1 of 10" in text_of(signed_in(world, "coordinator"), MINE)
    assert "on the path already" in text_of(manager, page, {"words": WHY})
    end = f"/pathways/paths/{path.pk}/end/"
    assert "still to come" in text_of(manager, end, {"how": "finish", "words": WHY})
    assert manager.post(end, {"how": "stop", "words": WHY}).status_code == 302
    assert WHY in text_of(signed_in(world, "coordinator"), MINE)


def test_a_licence_is_granted_by_a_lead_who_has_seen_it(world: CouncilWorld) -> None:
    person, lead = world.people["senior"], signed_in(world, "pdl")
    page = f"/pathways/people/{person.pk}/licence/buddy/"
    assert "It comes first" in text_of(lead, page)
    CompletionFactory(person=person, module_code="PM-21")
    assert "Finished PM-21, no licence" in text_of(lead, BOARD)
    assert "Tick this if you have seen it" in text_of(lead, page, {"words": WHY})
    assert lead.post(page, {"words": WHY, "seen": "on"}).status_code == 302
    assert "can be renewed from" in text_of(lead, page, {"words": WHY, "seen": "on"})
    assert "Finished PM-21, no licence" not in text_of(lead, BOARD)
    assert WHY in text_of(signed_in(world, "senior"), MINE)
    row = Licence.objects.get()
    assert (
        lead.post(f"/pathways/licences/{row.pk}/", {"words": "Moves to another service."}).status_code == 302
    )
    assert "Moves to another service." in text_of(signed_in(world, "senior"), MINE)


def test_an_unknown_kind_of_licence_is_not_there(world: CouncilWorld) -> None:
    person = world.people["senior"]
    assert signed_in(world, "pdl").get(f"/pathways/people/{person.pk}/licence/driving/").status_code == 404


def test_an_auditor_finds_how_near_they_are(world: CouncilWorld) -> None:
    assert "How close am I to the agreed standard?" in text_of(signed_in(world, "manager"), MINE)
    assert "How close am I" not in text_of(signed_in(world, "coordinator"), MINE)


def test_an_exemption_is_taken_back_by_a_lead(world: CouncilWorld) -> None:
    row = ExemptionFactory(person=world.people["coordinator"], module_code="PM-01")
    page = f"/pathways/exemptions/{row.pk}/"
    assert signed_in(world, "manager").get(page).status_code == 404
    lead = signed_in(world, "pdl")
    assert lead.post(page, {"words": "The module has changed."}).status_code == 302
    assert "It has been taken back." in text_of(lead, page)


def test_a_person_is_found_by_name(world: CouncilWorld) -> None:
    manager = signed_in(world, "manager")
    assert "Coordinator Family" in text_of(manager, f"{BOARD}?q=coord")
    assert "Nobody whom you lead is called that." in text_of(manager, f"{BOARD}?q=stranger")


def populate(world: CouncilWorld, *names: str) -> None:
    for name in names:
        person = world.people[name]
        PathModuleFactory(path=UpskillingPathFactory(person=person, put_on_by=world.people["pdl"]))
        ExemptionFactory(person=person, module_code="PM-02")
        PriorLearningFactory(person=person)
        LicenceFactory(person=person, granted_by=world.people["pdl"])
        CompletionFactory(person=person, module_code="PM-20")


@pytest.mark.parametrize("path", [BOARD, MINE, PRIOR])
def test_the_pages_cost_the_same_for_one_and_for_many(world: CouncilWorld, path: str) -> None:
    who = "pdl" if path == BOARD else "coordinator"
    client = signed_in(world, who)
    counts = []
    for names in (("coordinator",), ("colleague", "starter", "stranger")):
        populate(world, *names)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text_of(client, path)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
    assert counts[0] <= 40
