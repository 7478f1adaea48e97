"""The upskilling path: ten weeks, three things to show, and a named person who says that it is finished."""

from __future__ import annotations

import datetime

import pytest

from academy.kit.refusals import Refused
from academy.people.access import standing_of
from assessments.audits.models import Audit
from competencies.evidence.models import Evidence
from courses.pathways.actions import finish_path, put_on_path, stop_path
from courses.pathways.models import UpskillingPath
from courses.pathways.queries.proofs import proofs_of
from courses.pathways.rules.path import BASE, week_of
from tests.factories.assessments import AuditFactory, FindingFactory
from tests.factories.competencies import CompetencyFactory, EvidenceFactory
from tests.factories.courses import AssignmentFactory
from tests.factories.pathways import UpskillingPathFactory
from tests.factories.sittings import NINE
from tests.factories.worlds import CouncilWorld, council_world, second_council

WHY = "Moves from reviews to writing new plans."
START = datetime.date(2026, 10, 5)


@pytest.fixture
def world(db: None) -> CouncilWorld:
    return council_world()


def put_on(world: CouncilWorld, by: str = "manager", *extra: str) -> UpskillingPath:
    person = world.people["coordinator"]
    return put_on_path(person=person, reason=WHY, extra=extra, by=world.people[by], at=NINE)


@pytest.mark.parametrize("by", ["manager", "pdl"])
def test_a_manager_or_practice_development_lead_puts_somebody_on_it(world: CouncilWorld, by: str) -> None:
    path = put_on(world, by)
    assert (path.starts_on, path.ends_on) == (datetime.date(2026, 11, 20), datetime.date(2027, 1, 29))
    assert [part.module_code for part in path.modules.all()] == list(BASE)


@pytest.mark.parametrize("by", ["coordinator", "senior", "other_manager", "qa", "head", "admin"])
def test_nobody_else_does(world: CouncilWorld, by: str) -> None:
    with pytest.raises(Refused, match="manager or a practice development lead"):
        put_on(world, by)


def test_not_somebody_of_another_council(world: CouncilWorld) -> None:
    with pytest.raises(Refused):
        put_on_path(
            person=second_council().people["coordinator"], reason=WHY, by=world.people["pdl"], at=NINE
        )


def test_nobody_puts_themselves_on_it(world: CouncilWorld) -> None:
    pdl = world.people["pdl"]
    with pytest.raises(Refused, match="Somebody else does this"):
        put_on_path(person=pdl, reason=WHY, by=pdl, at=NINE)


def test_a_double_click_is_one_path(world: CouncilWorld) -> None:
    put_on(world)
    with pytest.raises(Refused, match="on the path already"):
        put_on(world)
    assert UpskillingPath.objects.count() == 1


def test_gaps_are_what_audits_ask_for_and_what_the_manager_sees(world: CouncilWorld) -> None:
    finding = FindingFactory(audit__writer=world.people["coordinator"], state="assigned")
    AssignmentFactory(finding=finding, module_code="PM-07")
    found = {part.module_code: part.why for part in put_on(world, "manager", "PM-18", "PM-01").modules.all()}
    assert set(found) == {*BASE, "PM-07", "PM-18"}
    assert found["PM-07"] == "Asked of you after an audit of your plan"
    assert found["PM-18"].startswith("A gap that Manager")


def path_of(world: CouncilWorld) -> UpskillingPath:
    return UpskillingPathFactory(person=world.people["coordinator"], starts_on=START)


def audit(world: CouncilWorld, day: int, overall: int) -> Audit:
    return AuditFactory(
        writer=world.people["coordinator"], audited_on=datetime.date(2026, 10, day), overall=overall
    )


def show(world: CouncilWorld, code: str, kind: str = "SIM", day: int = 12) -> Evidence:
    return EvidenceFactory(
        person=world.people["coordinator"],
        competency=CompetencyFactory(domain__framework__council=world.council, code=code),
        kind=kind,
        shown_on=datetime.date(2026, 10, day),
    )


def met(world: CouncilWorld, path: UpskillingPath, by: str = "manager") -> set[str]:
    return {one.code for one in proofs_of(actor=world.people[by], paths=[path])[path.pk] if one.is_met}


def test_what_was_shown_before_the_path_began_does_not_count(world: CouncilWorld) -> None:
    path = path_of(world)
    audit(world, 2, 4)
    show(world, "C10.4", day=2)
    assert met(world, path) == set()


def test_a_plan_counts_from_good(world: CouncilWorld) -> None:
    path = path_of(world)
    audit(world, 9, 2)
    found = proofs_of(actor=world.people["manager"], paths=[path])[path.pk][0]
    assert not found.is_met and "not there yet" in found.so_far
    good = audit(world, 20, 3)
    found = proofs_of(actor=world.people["manager"], paths=[path])[path.pk][0]
    assert found.on == good.audited_on and found.url == f"/audits/{good.pk}/"
    own = proofs_of(actor=world.people["coordinator"], paths=[path])[path.pk][0]
    assert own.url == f"/me/feedback/{good.pk}/"


@pytest.mark.parametrize(("kind", "counts"), [("SIM", True), ("CAL", True), ("KC", False), ("RPL", False)])
def test_grading_and_the_letter_are_shown_by_assessed_work_alone(
    world: CouncilWorld, kind: str, counts: bool
) -> None:
    path = path_of(world)
    show(world, "C10.4", kind)
    assert ("calibration" in met(world, path)) is counts


def test_a_path_is_finished_by_a_named_person_on_evidence(world: CouncilWorld) -> None:
    path, manager = path_of(world), world.people["manager"]
    show(world, "C10.4")
    show(world, "C3.2")
    with pytest.raises(Refused, match="One live plan to good"):
        finish_path(path=path, words="All is well with this.", by=manager, at=NINE)
    audit(world, 20, 3)
    done = finish_path(path=path, words="I have read the plan and the letter.", by=manager, at=NINE)
    assert (done.state, done.ended_by) == ("finished", manager)
    assert [one["what"] for one in done.proofs][0] == "One live plan to good"
    assert len(done.proofs) == 3
    with pytest.raises(Refused):
        finish_path(path=path, words="I have read the plan and the letter.", by=manager, at=NINE)


def test_a_path_can_be_stopped_with_a_reason(world: CouncilWorld) -> None:
    path = path_of(world)
    with pytest.raises(Refused):
        stop_path(path=path, words="x", by=world.people["manager"], at=NINE)
    with pytest.raises(Refused):
        stop_path(path=path, words="Goes on leave.", by=world.people["coordinator"], at=NINE)
    assert (
        stop_path(path=path, words="Goes on leave.", by=world.people["manager"], at=NINE).state == "stopped"
    )
    assert put_on(world).state == "on", "it can begin again"


@pytest.mark.parametrize(("days", "week"), [(0, 1), (6, 1), (7, 2), (69, 10), (200, 10)])
def test_the_week_of_the_path(days: int, week: int) -> None:
    assert week_of(START, START + datetime.timedelta(days=days)) == week


def test_proofs_of_many_paths_cost_two_queries(world: CouncilWorld, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    paths = [
        UpskillingPathFactory(person=world.people[name]) for name in ("coordinator", "colleague", "starter")
    ]
    audit(world, 20, 3)
    standing_of(world.people["pdl"])
    for count in (1, 3):
        with django_assert_num_queries(2):
            proofs_of(actor=world.people["pdl"], paths=paths[:count])
