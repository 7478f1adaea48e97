"""Audits on the screen: who sees which, what stands beside the grade, and a sample that tells nothing."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from academy.people.models import User
from assessments.auditing.queries.wishes import wishes_of
from assessments.audits.actions import ask_reaudit, close_reaudits
from assessments.audits.models import Audit, Reaudit, Remark
from assessments.audits.queries import audit_page, later_marks
from tests.factories.academy import OrganisationFactory, StaffFactory
from tests.factories.assessments import AuditFactory, CriterionFactory, InstrumentFactory, SectionGradeFactory
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, name: str, *args: object, **query: str) -> str:
    return as_(person).get(reverse(name, args=args), query).content.decode()


def test_everybody_sees_what_is_theirs(world: World) -> None:
    people = world.home.people
    own = AuditFactory(writer=people["coordinator"], ref="AUD-OWN")
    mate = AuditFactory(writer=people["colleague"], ref="AUD-MATE")
    far = AuditFactory(writer=people["stranger"], ref="AUD-FAR")
    foreign = AuditFactory(writer=world.second.people["coordinator"], ref="AUD-FOREIGN")
    old = AuditFactory(writer=people["coordinator"], ref="AUD-OLD", is_current=False)
    sees = {
        "coordinator": {own},
        "manager": {own, mate},
        "qa": {own, mate, far},
        "pdl": {own, mate, far},
        "head": set(),
    }
    for name, audits in sees.items():
        said = page(people[name], "audits")
        shown = {one for one in (own, mate, far, foreign, old) if one.ref in said}
        assert shown == audits, name
        for one in (own, mate, far, foreign):
            status = as_(people[name]).get(reverse("audit", args=[one.pk])).status_code
            assert status == (200 if one in audits else 404), (name, one.ref)


def test_guests_find_nothing(world: World) -> None:
    for name in ("audits", "audit_sample"):
        assert as_(world.home.people["partner"]).get(reverse(name)).status_code == 404


def test_finding_audits_by_word_and_team(world: World) -> None:
    people = world.home.people
    AuditFactory(writer=people["coordinator"], ref="AUD-NORTH", plan_ref="PR-77")
    AuditFactory(writer=people["stranger"], ref="AUD-SOUTH")
    assert "AUD-SOUTH" not in page(people["qa"], "audits", words="pr-77")
    assert "AUD-NORTH" in page(people["qa"], "audits", words="coordinator pr-77")
    said = page(people["qa"], "audits", team=str(world.home.other_team.pk))
    assert "AUD-SOUTH" in said and "AUD-NORTH" not in said
    assert "No audits here yet" in page(people["qa"], "audits", words="nothing like this")


def test_an_audit_of_advice_names_the_service_and_no_plan(world: World) -> None:
    council, qa = world.home.council, world.home.people["qa"]
    service = OrganisationFactory(council=council, name="Fellside Therapies", sector="health")
    advice = AuditFactory(
        writer=None, team=None, council=council, service=service, ref="ADV-1", plan_ref="ADV-1", layout="L7"
    )
    AuditFactory(writer=world.home.people["coordinator"], ref="AUD-1")
    said = page(qa, "audits", words="fellside")
    assert "ADV-1" in said and "Fellside Therapies" in said and "AUD-1" not in said
    assert re.findall(r'data-label="Plan">([^<]*)<', said) == ["Advice"]
    said = page(qa, "audit", advice.pk)
    assert "<dt>Service</dt><dd>Fellside Therapies</dd>" in said
    assert "existing plan" not in said and "<dt>Writer</dt>" not in said


def test_the_auditors_grade_stands_and_the_arithmetic_beside_it(world: World) -> None:
    audit = AuditFactory(
        writer=world.home.people["coordinator"], overall=2, grades={"F3": 4, "F4": 4, "A1": 3}
    )
    SectionGradeFactory(audit=audit, section="F", grade=1)
    found = audit_page(actor=world.home.people["qa"], pk=audit.pk)
    assert found is not None
    section = next(one for one in found.sections if one.name == "Section F")
    assert (section.stored, section.by_arithmetic) == (1, 4)
    assert (found.audit.overall, found.by_arithmetic) == (2, 4)
    said = page(world.home.people["qa"], "audit", audit.pk)
    assert "By arithmetic" in said and "The auditor’s grade counts" in said
    audit.refresh_from_db()
    assert audit.overall == 2


def test_an_audit_without_marks_and_with_remarks(world: World) -> None:
    writer = world.home.people["coordinator"]
    audit = AuditFactory(writer=writer, overall=None)
    Remark.objects.create(audit=audit, label="strengths", text="Clear throughout.")
    said = page(writer, "audit", audit.pk)
    assert "No marks came with this audit" in said and "Clear throughout." in said and "<dd>You</dd>" in said


def test_versions_are_all_there_for_those_who_may_see_them(world: World) -> None:
    writer = world.home.people["coordinator"]
    first = AuditFactory(writer=writer, ref="AUD-1", is_current=False, grades={"F3": 1}, findings=False)
    second = AuditFactory(writer=writer, ref="AUD-1", version=2, grades={"F3": 2})
    said = page(writer, "audit", second.pk)
    assert reverse("audit", args=[first.pk]) in said and "Version 2, this one, the one that counts" in said
    assert "does not count any more" in page(writer, "audit", first.pk)


def test_the_sample_names_writers_and_never_the_criterion(world: World) -> None:
    people = world.home.people
    today = timezone.localdate()
    criterion = CriterionFactory(
        instrument=InstrumentFactory(council=world.home.council),
        code="F3",
        text="Quantified: length, frequency",
    )

    def ask(writer: User, key: str, plans: int = 2) -> None:
        ask_reaudit(
            writer=writer,
            criterion=criterion,
            plans=plans,
            asked_on=today,
            by=None,
            at=timezone.now(),
            until=today + datetime.timedelta(days=90),
            source_key=key,
        )

    ask(people["coordinator"], "assignment:1")
    ask(people["coordinator"], "assignment:1")
    ask(people["coordinator"], "assignment:2")
    ask(people["stranger"], "assignment:3")
    ask(world.second.people["coordinator"], "assignment:4")
    assert Reaudit.objects.count() == 4
    said = page(people["qa"], "audit_sample")
    assert "4 plans of 2 writers are always in the next sample" in said
    assert ">F3" not in said and "Quantified" not in said
    assert world.second.people["coordinator"].get_full_name() not in said
    AuditFactory(writer=people["coordinator"], audited_on=today + datetime.timedelta(days=1))
    close_reaudits(source_keys=["assignment:3"], at=timezone.now())
    (wish,) = wishes_of(actor=people["qa"], today=today)
    assert (wish.writer, wish.left) == (people["coordinator"], 1)
    AuditFactory(writer=people["coordinator"], audited_on=today + datetime.timedelta(days=2))
    assert "No plans to pick" in page(people["qa"], "audit_sample")
    assert wishes_of(actor=people["manager"], today=today) == []


def test_later_marks(world: World) -> None:
    writer = world.home.people["coordinator"]
    day = datetime.date(2026, 10, 1)
    AuditFactory(writer=writer, audited_on=day, grades={"F3": 1})
    AuditFactory(
        writer=writer, audited_on=day + datetime.timedelta(days=9), grades={"F3": 4}, is_current=False
    )
    later = AuditFactory(
        writer=writer, audited_on=day + datetime.timedelta(days=5), grades={"F3": 3, "F4": 2}
    )
    AuditFactory(writer=writer, audited_on=day + datetime.timedelta(days=6), grades={"F3": None})
    assert later_marks(writer_id=writer.pk, criterion_code="F3", after=day) == [(later, 3)]


def test_lists_cost_the_same_for_any_number(world: World, django_assert_num_queries) -> None:
    today, client = timezone.localdate(), as_(world.home.people["qa"])

    def add(number: int, marks: dict[str, int]) -> Audit:
        audit = AuditFactory(writer=StaffFactory(team=world.home.own_team), grades=marks)
        ask_reaudit(
            writer=audit.writer,
            criterion=audit.grades.first().criterion,
            plans=2,
            asked_on=today,
            until=today + datetime.timedelta(days=9),
            source_key=f"x:{number}",
            by=None,
            at=timezone.now(),
        )
        return audit

    def pages(audit: Audit) -> list[str]:
        return [reverse("audits"), reverse("audit", args=[audit.pk]), reverse("audit_sample")]

    costs = []
    for url in pages(add(1, {"F3": 1})):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        costs.append(len(queries))
    add(2, {"F3": 1})
    for url, cost in zip(pages(add(3, {"F3": 1, "F4": 2, "A1": 3})), costs, strict=True):
        client.get(url)
        with django_assert_num_queries(cost):
            client.get(url)
    assert max(costs) <= 12
