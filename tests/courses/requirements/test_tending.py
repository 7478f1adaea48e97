"""What the matrix asks by itself, day by day, and the one list of everything that is asked."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.people.models import Council, Post, User
from academy.record.models import Entry
from academy.work.models import Job
from courses.requirements.actions import (
    Draft,
    ask_person,
    ask_what_is_due,
    close_completed,
    load_matrix,
    save_requirement,
    tend_matrix,
    withdraw_ask,
)
from courses.requirements.models import Ask, AskReason, Requirement
from courses.requirements.queries.asked import asked_of
from tests.factories.academy import CouncilFactory, PartnerFactory, StaffFactory, TeamFactory
from tests.factories.courses import AssignmentFactory, CompletionFactory, module_page
from tests.factories.handbook import FIRST_TEXT, body, handbook_page, publish, read
from tests.factories.requirements import RequirementFactory

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC)
TODAY = AT.date()
WHY = "You will take annual reviews from next month."


def later(days: int) -> datetime.datetime:
    return AT + datetime.timedelta(days=days)


@pytest.fixture
def council() -> Council:
    council = CouncilFactory()
    for code in ("PM-01", "PM-15"):
        module_page(council, code)
    return council


@pytest.fixture
def person(council: Council) -> User:
    return StaffFactory(council=council, starts_on=TODAY)


@pytest.fixture
def manager(council: Council) -> User:
    return StaffFactory(council=council, role="R10", starts_on=TODAY)


def tend(council: Council, at: datetime.datetime = AT) -> int:
    return tend_matrix(council_id=council.pk, at=at)


def seen(person: User, at: datetime.datetime = AT) -> list[tuple[str, list[str]]]:
    return [(row.code, [why.source for why in row.reasons]) for row in asked_of(person, at.date())]


def test_the_matrix_asks_once_and_plans_its_next_day(council: Council, person: User) -> None:
    RequirementFactory(council=council, training="Writing", reason="Everybody writes plans.")
    assert tend(council) == 1
    ask = Ask.objects.get(person=person)
    assert (ask.code, ask.due_on) == ("PM-01", TODAY + datetime.timedelta(days=28))
    assert ask.reasons.get().reason == "Writing: Everybody writes plans."
    assert tend(council) == 0
    assert Job.objects.filter(topic="matrix_day").count() == 1
    assert Entry.objects.get(verb="ask").words == "The training matrix asks for PM-01"


def test_guests_and_other_groups_are_not_asked(council: Council, manager: User) -> None:
    RequirementFactory(council=council)
    RequirementFactory(council=council, group="O")
    RequirementFactory(council=council, kind="appropriate", things="PM-15")
    PartnerFactory(council=council, role="P05")
    assert tend(council) == 0


def test_what_is_finished_is_asked_again_before_it_lapses(council: Council, person: User) -> None:
    RequirementFactory(council=council, refresh_months=12)
    tend(council)
    done = CompletionFactory(person=person, module_code="PM-01", done_on=TODAY)
    close_completed(completion_id=done.pk, at=AT)
    assert tend(council, later(300)) == 0
    assert tend(council, later(340)) == 1
    again = Ask.objects.get(state="open")
    assert again.due_on == datetime.date(2027, 11, 20)


def test_news_that_was_lost_is_made_up_for(council: Council, person: User) -> None:
    RequirementFactory(council=council)
    tend(council)
    CompletionFactory(person=person, module_code="PM-01", done_on=TODAY)
    assert seen(person) == []
    tend(council, later(1))
    assert Ask.objects.get().state == "done"


def test_a_requirement_that_ends_takes_its_asks_with_it(
    council: Council, person: User, manager: User
) -> None:
    row = RequirementFactory(council=council, things="PM-01 PM-15")
    tend(council)
    ask_person(person=person, source="person", what="PM-15", due_on=TODAY, reason=WHY, by=manager, at=AT)
    Requirement.objects.filter(pk=row.pk).update(active_to=TODAY)
    tend(council, later(1))
    assert dict(Ask.objects.values_list("code", "state")) == {"PM-01": "withdrawn", "PM-15": "open"}
    assert seen(person) == [("PM-15", ["person"])]


def test_a_leaver_is_asked_nothing_any_more(council: Council, person: User) -> None:
    RequirementFactory(council=council)
    tend(council)
    Post.objects.filter(person=person).update(ends_on=TODAY)
    tend(council, later(1))
    assert Ask.objects.get().state == "withdrawn"


def test_an_exemption_lets_go(council: Council, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    RequirementFactory(council=council)
    tend(council)
    monkeypatch.setattr(
        "courses.requirements.queries.facts.exempted_modules",
        lambda ids: {person.pk: {"PM-01": "Taught it."}},
    )
    tend(council, later(1))
    assert Ask.objects.get().state == "withdrawn"


def test_a_change_that_matters_asks_readers_again_and_a_small_one_does_not(
    council: Council, person: User, manager: User
) -> None:
    page = handbook_page(council)
    RequirementFactory(council=council, things="SOP-01")
    for one in (person, manager):
        read(page, one, at=AT)
    assert tend(council) == 0
    publish(page, body=body(f"{FIRST_TEXT}<p>Ring them.</p>"), change="A word.", matters=False, at=AT)
    assert ask_what_is_due(council_id=council.pk, at=AT) == []
    publish(page, body=body(f"{FIRST_TEXT}<p>Ring.</p>"), change="Ring the family.", matters=True, at=AT)
    made = ask_what_is_due(council_id=council.pk, at=AT)
    assert {row.reason for row in made} == {"It changed since you read it: Ring the family."}
    assert {row.ask.person_id for row in made} == {person.pk, manager.pk}
    assert made[0].due_on >= TODAY + datetime.timedelta(days=14)
    read(page, person, number=3, at=AT)
    assert seen(person) == [] and seen(manager) == [("SOP-01", ["matrix"])]


def test_one_list_has_each_thing_once_with_every_reason(
    council: Council, person: User, manager: User
) -> None:
    assignment = AssignmentFactory(person=person, module_code="PM-15", assigned_on=TODAY, due_on=TODAY)
    RequirementFactory(council=council, things="PM-01 PM-15", first_days=40)
    tend(council)
    ask_person(
        person=person, source="person", what="PM-15", due_on=TODAY + datetime.timedelta(days=9), reason=WHY,
        by=manager, at=AT,
    )  # fmt: skip
    rows = asked_of(person, TODAY)
    assert [(row.code, row.days) for row in rows] == [("PM-15", 0), ("PM-01", 40)]
    first = rows[0].reasons
    assert [why.source for why in first] == ["rule", "person", "matrix"]
    assert first[1].from_whom == manager.get_full_name()
    assert first[0].url == f"/loop/findings/{assignment.finding_id}/"


def test_the_list_costs_the_same_with_one_thing_and_three(council: Council, person: User) -> None:
    counts = []
    for codes in ("PM-01", "PM-02 PM-03"):
        for code in codes.split():
            module_page(council, code)
        RequirementFactory(council=council, things=codes)
        tend(council)
        with CaptureQueriesContext(connection) as queries:
            asked_of(person, TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_who_asked_takes_it_back_and_others_reasons_stay(
    council: Council, person: User, manager: User
) -> None:
    ask = ask_person(
        person=person, source="person", what="PM-15", due_on=TODAY, reason=WHY, by=manager, at=AT
    )
    other = StaffFactory(council=council, role="R10")
    with pytest.raises(Refused) as refused:
        withdraw_ask(ask=ask, by=other, at=AT)
    assert refused.value.code == "not_mine"
    due = TODAY + datetime.timedelta(days=30)
    ask_person(person=person, source="person", what="PM-15", due_on=due, reason=WHY, by=other, at=AT)
    for _ in range(2):
        ask = withdraw_ask(ask=ask, by=manager, at=AT)
    assert (ask.state, ask.due_on) == ("open", due)
    assert withdraw_ask(ask=ask, by=other, at=AT).state == "withdrawn"
    assert Entry.objects.filter(verb="take_back").count() == 1
    again = ask_person(
        person=person, source="person", what="PM-15", due_on=TODAY, reason=WHY, by=manager, at=AT
    )
    assert again.pk != ask.pk


def test_what_is_done_cannot_be_taken_back(person: User, manager: User) -> None:
    ask = ask_person(
        person=person, source="person", what="PM-15", due_on=TODAY, reason=WHY, by=manager, at=AT
    )
    Ask.objects.filter(pk=ask.pk).update(state="done", closed_on=TODAY)
    with pytest.raises(Refused):
        withdraw_ask(ask=ask, by=manager, at=AT)


def draft(**more: Any) -> Draft:
    given: dict[str, Any] = {
        "training": "Writing", "group": "S", "roles": (), "kind": "all", "things": ("PM-01",),
        "first_days": 28, "refresh_months": None, "active_from": TODAY, "active_to": None,
        "reason": "Everybody writes plans.",
    }  # fmt: skip
    return Draft(**{**given, **more})


def test_a_cell_that_is_written_asks_at_once_and_a_changed_one_moves_the_date(
    council: Council, person: User, manager: User
) -> None:
    row = save_requirement(council=council, requirement=None, draft=draft(), by=manager, at=AT)
    assert AskReason.objects.get().due_on == TODAY + datetime.timedelta(days=28)
    sooner = draft(first_days=14)
    for _ in range(2):
        save_requirement(council=council, requirement=row, draft=sooner, by=manager, at=AT)
    assert Ask.objects.get().due_on == TODAY + datetime.timedelta(days=14)
    assert Entry.objects.filter(noun="requirement", verb="change").count() == 1
    with pytest.raises(Refused) as refused:
        save_requirement(council=council, requirement=None, draft=draft(), by=manager, at=AT)
    assert refused.value.code == "twin"


def test_the_shipped_matrix_is_laid_down_once_and_nobody_is_late_on_that_day(council: Council) -> None:
    StaffFactory(council=council, starts_on=datetime.date(2020, 1, 6))
    assert load_matrix(council=council, by=None, at=AT) > 30
    assert load_matrix(council=council, by=None, at=AT) == 0
    assert Requirement.objects.filter(council=council).values("training").distinct().count() == 10
    tend(council)
    assert not Ask.objects.filter(due_on__lt=TODAY).exists()


def test_a_day_of_the_matrix_takes_a_constant_number_of_queries(council: Council) -> None:
    for number in range(40):
        RequirementFactory(council=council, training=f"T{number}", things=f"PM-{number:02d}")
    team, counts, written = TeamFactory(council=council), [], []
    for size in (1, 20):
        for _ in range(size):
            StaffFactory(team=team, starts_on=TODAY)
        with CaptureQueriesContext(connection) as queries:
            tend(council, later(len(counts)))
        counts.append(sum(one["sql"].startswith("SELECT") for one in queries))
        written.append(len(queries))
    assert Ask.objects.filter(state="open").count() == 21 * 40
    assert counts[0] == counts[1] <= 16, counts
    assert written[1] < 60, "rows are written in lots"
