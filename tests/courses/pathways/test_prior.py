"""Asking for recognition of prior learning, and deciding it."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.record.models import Entry
from competencies.evidence.models import Evidence
from courses.pathways.actions import (
    decide_recognition,
    request_recognition,
    take_back_exemption,
    take_back_request,
)
from courses.pathways.models import Exemption, PriorLearning
from courses.pathways.queries import exempted_modules
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import module_page
from tests.factories.pathways import ExemptionFactory, PriorLearningFactory
from tests.factories.sittings import NINE
from tests.factories.worlds import CouncilWorld, council_world, second_council

KEY = uuid.UUID(int=7)
WHY = "The award and the appraisals cover what these modules teach."


@pytest.fixture
def world(db: None) -> CouncilWorld:
    return council_world()


def ask(world: CouncilWorld, *modules: str, key: uuid.UUID = KEY) -> PriorLearning:
    return request_recognition(
        did="Ten years a SENCO.",
        brings="My award.",
        modules=modules,
        key=key,
        by=world.people["coordinator"],
        at=NINE,
    )


def decide(world: CouncilWorld, row: PriorLearning, *modules: str, by: str = "pdl") -> PriorLearning:
    return decide_recognition(request=row, recognised=modules, reason=WHY, by=world.people[by], at=NINE)


def test_a_double_click_is_one_request(world: CouncilWorld) -> None:
    assert ask(world, "IND-1.3").pk == ask(world, "IND-1.3").pk
    assert Entry.objects.filter(verb="ask").count() == 1


def test_there_is_one_open_request_at_a_time(world: CouncilWorld) -> None:
    row = ask(world, "IND-1.3")
    with pytest.raises(Refused, match="asked already"):
        ask(world, "IND-1.4", key=uuid.UUID(int=8))
    take_back_request(request=row, by=world.people["coordinator"], at=NINE)
    assert ask(world, "IND-1.4", key=uuid.UUID(int=8)).state == "asked"


@pytest.mark.parametrize("number", range(1, 11))
def test_no_assessed_task_can_be_asked_for(world: CouncilWorld, number: int) -> None:
    with pytest.raises(Refused, match="AT1 to AT10"):
        ask(world, "IND-1.3", f"AT{number}")
    assert not PriorLearning.objects.exists()


@pytest.mark.parametrize("number", range(1, 11))
def test_no_exemption_from_an_assessed_task_can_be_stored(world: CouncilWorld, number: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExemptionFactory(person=world.people["coordinator"], module_code=f"AT{number}")


@pytest.mark.parametrize("code", ["PM-20", "PM-21"])
def test_no_module_that_a_licence_rests_on(world: CouncilWorld, code: str) -> None:
    with pytest.raises(Refused, match="a licence rests on it"):
        ask(world, code)


@pytest.mark.parametrize(
    ("recognised", "state"),
    [
        (("IND-1.3", "IND-1.4"), "recognised"),
        (("IND-1.3",), "partly"),
        ((), "not_recognised"),
    ],
)
def test_a_decision_exempts_from_what_it_recognises(
    world: CouncilWorld, recognised: tuple[str, ...], state: str
) -> None:
    row = decide(world, ask(world, "IND-1.3", "IND-1.4"), *recognised)
    person = world.people["coordinator"]
    assert (row.state, row.decision, row.decided_by) == (state, WHY, world.people["pdl"])
    found = exempted_modules([person.pk])[person.pk]
    assert set(found) == set(recognised)
    assert all(words == f"Recognised prior learning: {WHY}" for words in found.values())


def test_what_is_recognised_is_evidence_of_kind_rpl(world: CouncilWorld) -> None:
    CompetencyFactory(domain__framework__council=world.council, code="C1.1")
    module_page(world.council, "IND-1.3", slug="ind-1-3", competencies=["C1.1"])
    decide(world, ask(world, "IND-1.3"), "IND-1.3")
    row = Evidence.objects.get()
    assert (row.kind, row.competency.code, row.person) == ("RPL", "C1.1", world.people["coordinator"])
    assert row.shown_on == datetime.date(2026, 11, 20)


def test_a_decision_is_made_once(world: CouncilWorld) -> None:
    row = ask(world, "IND-1.3")
    decide(world, row, "IND-1.3")
    with pytest.raises(Refused, match="recognised"):
        decide(world, row)
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize("who", ["coordinator", "manager", "qa", "admin", "head"])
def test_only_a_practice_development_lead_decides(world: CouncilWorld, who: str) -> None:
    with pytest.raises(Refused, match="Only a practice development lead"):
        decide(world, ask(world, "IND-1.3"), "IND-1.3", by=who)


def test_not_one_of_another_council(world: CouncilWorld) -> None:
    with pytest.raises(Refused):
        decide_recognition(
            request=ask(world, "IND-1.3"),
            recognised=[],
            reason=WHY,
            by=second_council().people["pdl"],
            at=NINE,
        )


def test_nobody_decides_their_own(world: CouncilWorld) -> None:
    row = PriorLearningFactory(person=world.people["pdl"])
    with pytest.raises(Refused, match="your own"):
        decide(world, row, "IND-1.3")


def test_a_decision_needs_a_reason_and_names_only_what_was_asked(world: CouncilWorld) -> None:
    row = ask(world, "IND-1.3")
    with pytest.raises(Refused, match="Say in a few words"):
        decide_recognition(request=row, recognised=[], reason="no", by=world.people["pdl"], at=NINE)
    with pytest.raises(Refused, match="does not name IND-1.4"):
        decide(world, row, "IND-1.4")
    row.refresh_from_db()
    assert row.state == "asked"


def test_an_exemption_can_be_taken_back_with_a_reason(world: CouncilWorld) -> None:
    person, pdl = world.people["coordinator"], world.people["pdl"]
    row = ExemptionFactory(person=person)
    with pytest.raises(Refused):
        take_back_exemption(exemption=row, reason=WHY, by=world.people["manager"], at=NINE)
    take_back_exemption(exemption=row, reason="The law changed since then.", by=pdl, at=NINE)
    assert exempted_modules([person.pk]) == {person.pk: {}}
    with pytest.raises(Refused):
        take_back_exemption(exemption=row, reason=WHY, by=pdl, at=NINE)


def test_exemptions_of_many_are_one_query(world: CouncilWorld, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [world.people[name].pk for name in ("coordinator", "starter", "colleague")]
    for pk in people:
        ExemptionFactory(person=User.objects.get(pk=pk))
    with django_assert_num_queries(1):
        assert all(exempted_modules(people).values())
