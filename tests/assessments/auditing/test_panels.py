"""Panels: nobody sees the others' grades too early, and what was agreed becomes one audit."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.work.models import Job, Message
from academy.work.registry import compose
from assessments.auditing.actions.panels import (
    Outcome,
    Seat,
    agree_panel,
    drop_panel,
    grade_alone,
    hold_panel,
    open_grades,
)
from assessments.auditing.models import Allocation, Panel, PanelGrade, PanelMember
from assessments.auditing.queries.panels import panel_page
from assessments.auditing.rules.panels import Agreed
from assessments.audits.models import Audit
from tests.factories.assessments import CriterionFactory, InstrumentFactory
from tests.factories.auditing import ListedPlanFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 24, 10))


@pytest.fixture
def side() -> CouncilWorld:
    return council_world()


@pytest.fixture
def panel(side: CouncilWorld) -> Panel:
    """A manager chairs; a senior sits for SEND, a guest for the setting, health has no account."""
    people = side.people
    plan = ListedPlanFactory(writer=people["stranger"])
    instrument = InstrumentFactory(council=side.council)
    for code in ("A1", "F1"):
        CriterionFactory(instrument=instrument, code=code)
    seats = [Seat("send", people["senior"]), Seat("setting", people["partner"]), Seat("health")]
    return hold(plan, people, seats)


def hold(plan: Any, people: dict[str, User], seats: list[Seat]) -> Panel:
    return hold_panel(
        plan=plan,
        instrument=InstrumentFactory(council=plan.council),
        chair=people["manager"],
        held_on=AT.date(),
        seats=seats,
        by=people["qa"],
        at=AT,
    )


def grade(panel: Panel, agency: str, by: User, a: int, f: int | None) -> None:
    member = panel.members.get(agency=agency)
    grade_alone(member_id=member.pk, grades={"A": a, "F": f}, overall=a, words="Seen", by=by, at=AT)


def outcome(cause: str = "advice") -> Outcome:
    return Outcome(
        {"A": Agreed(3), "F": Agreed(2, cause)}, 3, "Health advice came late", "Ask earlier", "Health lead"
    )


def test_grades_stay_hidden_until_the_last_one_is_in(panel: Panel, side: CouncilWorld) -> None:
    people = side.people
    grade(panel, "send", people["senior"], 4, 2)
    for name in ("manager", "senior", "partner", "qa"):
        page = panel_page(actor=people[name], pk=panel.pk)
        assert page is not None and not page.compared and page.graded == 1, name
    grade(panel, "setting", people["partner"], 2, None)
    grade(panel, "health", people["manager"], 3, 3)
    page = panel_page(actor=people["partner"], pk=panel.pk)
    assert page is not None and page.panel.state == "talking"
    assert [(line.grades, line.words) for line in page.compared] == [
        ((4, 2, 3), "2 steps apart, talk first"),
        ((2, None, 3), "one step apart"),
    ]
    with pytest.raises(Refused, match="are open"):
        grade(panel, "send", people["senior"], 1, 1)


def test_members_with_an_account_are_written_to_without_the_plan(panel: Panel, side: CouncilWorld) -> None:
    messages = Message.objects.filter(template="panel_seat")
    assert {one.person for one in messages} == {side.people["senior"], side.people["partner"]}
    for one in messages:
        letter = compose(one.template, person_id=one.person_id, context=one.context)
        assert letter is not None and panel.plan.plan_ref not in letter.body
    page = as_(side.people["partner"]).get("/guest/").content.decode()
    assert f"/audits/panels/{panel.pk}/" in page


def test_each_grades_their_own_seat_only(panel: Panel, side: CouncilWorld) -> None:
    for agency, name in (("send", "manager"), ("setting", "senior"), ("health", "partner")):
        with pytest.raises(Refused, match="not yours"):
            grade(panel, agency, side.people[name], 3, 3)
    assert not PanelGrade.objects.exists()


def test_the_chair_may_open_early_but_not_an_empty_panel(panel: Panel, side: CouncilWorld) -> None:
    chair = side.people["manager"]
    with pytest.raises(Refused, match="Nobody has graded"):
        open_grades(panel_id=panel.pk, by=chair, at=AT)
    grade(panel, "health", chair, 3, 3)
    with pytest.raises(Refused, match="Only the chair"):
        open_grades(panel_id=panel.pk, by=side.people["qa"], at=AT)
    for _ in range(2):
        assert open_grades(panel_id=panel.pk, by=chair, at=AT).state == "talking"


def test_what_was_agreed_is_one_audit_and_the_own_grades_stay(panel: Panel, side: CouncilWorld) -> None:
    people = side.people
    for agency, name, a in (("send", "senior", 4), ("setting", "partner", 2), ("health", "manager", 3)):
        grade(panel, agency, people[name], a, 2)
    for _ in range(2):
        agree_panel(panel_id=panel.pk, outcome=outcome(), by=people["manager"], at=AT)
    audit = Audit.objects.get()
    assert audit.overall == 3 and audit.layout == "here" and audit.writer == people["stranger"]
    assert dict(audit.section_grades.values_list("section", "grade")) == {"A": 3, "F": 2}
    assert Allocation.objects.get(why="panel").audit == audit
    assert PanelGrade.objects.filter(member=None).count() == 2
    assert PanelGrade.objects.exclude(member=None).count() == 6
    assert Job.objects.filter(topic="audits_concluded").count() == 1
    client = Client()
    client.force_login(people["manager"])
    assert client.get(f"/audits/do/{Allocation.objects.get().pk}/").status_code == 404


def test_below_good_needs_a_cause(panel: Panel, side: CouncilWorld) -> None:
    chair = side.people["manager"]
    grade(panel, "health", chair, 3, 2)
    open_grades(panel_id=panel.pk, by=chair, at=AT)
    with pytest.raises(Refused, match="why it is below good: F"):
        agree_panel(panel_id=panel.pk, outcome=outcome(""), by=chair, at=AT)


def test_who_may_be_on_a_panel(side: CouncilWorld) -> None:
    people = side.people
    plan = ListedPlanFactory(writer=people["stranger"])
    with pytest.raises(Refused, match="at least two"):
        hold(plan, people, [Seat("send")])
    with pytest.raises(Refused, match="that they wrote"):
        hold(plan, people, [Seat("send", people["stranger"]), Seat("health")])
    first = hold(plan, people, [Seat("send"), Seat("health")])
    assert hold(plan, people, [Seat("send"), Seat("health")]) == first
    drop_panel(panel_id=first.pk, reason="The plan was withdrawn", by=people["qa"], at=AT)
    assert hold(plan, people, [Seat("send"), Seat("health")]) != first


# Pages


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_panel_from_the_call_to_what_was_agreed(side: CouncilWorld) -> None:
    people = side.people
    plan = ListedPlanFactory(writer=people["stranger"])
    CriterionFactory(instrument=InstrumentFactory(council=side.council), code="F1")
    qa = as_(people["qa"])
    day = {"held_on_day": "24", "held_on_month": "11", "held_on_year": "2026"}
    form = {"plan_ref": plan.plan_ref.lower(), **day, "chair": people["manager"].email}
    wrong = qa.post("/audits/panels/new/", {**form, "plan_ref": "LP-none", "email_1": "no@body.example"})
    assert (
        "no listed plan has" in wrong.content.decode() and "nobody with this e-mail" in wrong.content.decode()
    )
    seats = {"agency_1": "setting", "email_1": people["partner"].email, "agency_2": "parent"}
    assert qa.post("/audits/panels/new/", {**form, **seats}).status_code == 302
    panel = Panel.objects.get()
    own = PanelMember.objects.get(agency="setting")
    address = f"/audits/panels/{panel.pk}/"
    guest, chair = as_(people["partner"]), as_(people["manager"])
    said = guest.get(address).content.decode()
    assert people["stranger"].get_full_name() not in said and people["manager"].get_full_name() not in said
    grades = {"grade_F": "2", "overall": "3", "words": "Thin"}
    assert guest.post(f"{address}grade/{own.pk}/", grades).status_code == 302
    assert "Thin" not in chair.get(address).content.decode()
    other = PanelMember.objects.get(agency="parent")
    assert guest.get(f"{address}grade/{other.pk}/").status_code == 404
    assert chair.post(f"{address}grade/{other.pk}/", {**grades, "grade_F": "4"}).status_code == 302
    assert "2 steps apart, talk first" in guest.get(address).content.decode()
    assert guest.get(f"{address}agree/").status_code == 404
    agreed = {"overall": "3", "learning": "Say how often", "action": "Mend F", "action_by": "The team"}
    missing = chair.post(f"{address}agree/", {**agreed, "grade_F": "2"}).content.decode()
    assert "say why it is below good" in missing
    assert chair.post(f"{address}agree/", {**agreed, "grade_F": "2", "cause_F": "writer"}).status_code == 302
    assert "Say how often" in guest.get(address).content.decode()
    assert Audit.objects.get().overall == 3
    assert plan.plan_ref in guest.get("/audits/panels/").content.decode()


def test_others_find_no_panel(panel: Panel, side: CouncilWorld) -> None:
    for name in ("coordinator", "stranger", "other_manager", "pdl"):
        assert as_(side.people[name]).get(f"/audits/panels/{panel.pk}/").status_code == 404, name


def test_a_panel_costs_the_same_for_two_seats_and_for_six(panel: Panel, side: CouncilWorld) -> None:
    chair = side.people["manager"]

    def count(one: Panel) -> int:
        for member in one.members.filter(person=None):
            grade_alone(member_id=member.pk, grades={"A": 3, "F": 2}, overall=3, words="", by=chair, at=AT)
        open_grades(panel_id=one.pk, by=chair, at=AT)
        client = as_(chair)
        client.get(f"/audits/panels/{one.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/audits/panels/{one.pk}/")
        return len(asked)

    six = hold(
        ListedPlanFactory(writer=side.people["stranger"]), side.people, [Seat("health") for _ in range(6)]
    )
    assert count(panel) == count(six)
