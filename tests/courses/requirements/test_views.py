"""The matrix, where people stand, what is asked of me, and asking somebody."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from academy.record.models import Entry
from courses.registers.actions import settle_register
from courses.requirements.actions import ask_what_is_due
from courses.requirements.models import Ask, AskReason, Requirement
from tests.factories.academy import AbsenceFactory, StaffFactory, TeamFactory
from tests.factories.courses import AssignmentFactory, CompletionFactory, module_page
from tests.factories.handbook import handbook_page
from tests.factories.registers import AttendanceFactory
from tests.factories.requirements import RequirementFactory
from tests.factories.sessions import open_session
from tests.factories.worlds import World, council_world

pytestmark = pytest.mark.django_db
WHY = "You will take annual reviews from next month."


@pytest.fixture
def world() -> World:
    world = World(council_world("Alderwick"), council_world("Brackshire"))
    for code in ("PM-01", "PM-15"):
        module_page(world.home.council, code)
    return world


@pytest.fixture
def as_(world: World, client: Client) -> Any:
    def enter(column: str) -> Client:
        client.force_login(world.actor(column))  # type: ignore[arg-type]
        return client

    return enter


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def day(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def cell(world: World, **more: Any) -> Requirement:
    return RequirementFactory(council=world.home.council, training="Writing", **more)


def url(world: World, name: str) -> str:
    return f"/matrix/people/{world.home.people[name].pk}/"


def sent(**more: Any) -> dict[str, Any]:
    return {"what": "PM-15", "due_on": day(14).isoformat(), "reason": WHY, **more}


def wish(**more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "training": "Letters", "group": "S", "kind": "all", "things": "pm-15", "first_days": "14",
        "refresh_months": "", "active_from": day(0).isoformat(), "active_to": "", "reason": "All of us do.",
    }  # fmt: skip
    return {**given, **more}


def test_everybody_reads_the_matrix_and_a_lead_changes_it(as_: Any, world: World) -> None:
    cell(world, refresh_months=12)
    RequirementFactory(council=world.second.council, training="Of the other council")
    said = words(as_("coordinator").get("/matrix/"))
    assert "Writing" in said and "within 28 days of starting, again every 12 months" in said
    assert "Module PM-01" in said and "Of the other council" not in said and "Change<span" not in said
    assert "Change<span" in words(as_("pdl").get("/matrix/"))


def test_my_list_has_one_row_with_both_reasons(as_: Any, world: World) -> None:
    person = world.home.people["coordinator"]
    AssignmentFactory(person=person, module_code="PM-15", assigned_on=day(0), due_on=day(5))
    as_("manager").post(url(world, "coordinator"), sent())
    said = words(as_("coordinator").get("/me/asked/"))
    assert said.count("Module PM-15</a></h2>") == 1
    assert WHY in said and "Audit rule" in said
    assert world.home.people["manager"].get_full_name() in said
    assert "Also asked by" in words(as_("coordinator").get("/me/"))


def test_my_week_shows_what_the_matrix_asks_and_drops_it_when_it_is_done(as_: Any, world: World) -> None:
    cell(world)
    ask_what_is_due(council_id=world.home.council.pk, at=timezone.now())
    said = words(as_("coordinator").get("/me/"))
    assert "1 thing asked of you" in said and "The training matrix: Writing" in said
    CompletionFactory(person=world.home.people["coordinator"], module_code="PM-01", done_on=day(0))
    assert "Nothing is asked of you now" in words(as_("coordinator").get("/me/"))


def test_a_manager_asks_and_takes_it_back(as_: Any, world: World) -> None:
    client, page = as_("manager"), url(world, "coordinator")
    for _ in range(2):
        said = words(client.post(page, sent(), follow=True))
    assert "is asked, and reads who asked and why" in said and "Take back what I asked" in said
    assert (Ask.objects.count(), AskReason.objects.count()) == (1, 1)
    back = f"/matrix/asks/{Ask.objects.get().pk}/withdraw/"
    assert "Only the person who asked" in words(as_("pdl").post(back, follow=True))
    assert "It is not asked any more" in words(as_("manager").post(back, follow=True))
    assert Ask.objects.get().state == "withdrawn"
    assert as_("manager").post(back).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("what", "", "Choose what you ask for"),
        ("what", "PM-99", "Choose one from the list"),
        ("due_on", "", "Give the day by which it is due"),
        ("due_on", "2020-01-01", "Choose a date that is not over yet"),
        ("due_on", "2126-01-01", "Choose a date before"),
        ("reason", "no", "Say a little more"),
        ("reason", "Ring 07700 900123 about this first.", "looks as if it had a name"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    as_: Any, world: World, field: str, value: str, said: str
) -> None:
    answer = as_("manager").post(url(world, "coordinator"), sent(**{field: value}))
    assert said in words(answer) and f'id="id_{field}-error"' in answer.content.decode()
    assert not Ask.objects.exists()


def test_only_who_leads_somebody_asks_them(as_: Any, world: World) -> None:
    for column, name in (("manager", "stranger"), ("coordinator", "colleague"), ("head", "coordinator")):
        assert as_(column).get(url(world, name)).status_code == 404
        assert as_(column).post(url(world, name), sent()).status_code == 404
    assert not Ask.objects.exists()


def test_a_manager_sees_who_is_late_next_to_leave_and_no_other_team(as_: Any, world: World) -> None:
    cell(world)
    AbsenceFactory(person=world.home.people["coordinator"], starts_on=day(-9), ends_on=None)
    said = words(as_("manager").get("/matrix/people/"))
    assert world.home.people["coordinator"].get_full_name() in said and "Leave since" in said
    assert world.home.people["stranger"].get_full_name() not in said
    assert "Overdue" not in words(as_("pdl").get("/matrix/people/?state=exempt")).split("<tbody>")[1]
    assert "Leave since" not in words(as_("pdl").get("/matrix/people/"))


def test_a_head_sees_counts_and_small_teams_together(as_: Any, world: World) -> None:
    cell(world)
    team = TeamFactory(council=world.home.council, name="Great Team")
    people = [StaffFactory(team=team) for _ in range(5)]
    said = words(as_("head").get("/matrix/people/"))
    assert "Great Team" in said and "Smaller teams together" in said
    assert world.home.other_team.name not in said
    assert not any(one.get_full_name() in said for one in (*people, *world.home.people.values())
                   if one != world.home.people["head"])  # fmt: skip


def test_files_have_the_same_rows_as_text_and_taking_them_is_kept(as_: Any, world: World) -> None:
    cell(world, reason="=1+1 everybody writes plans.")
    answer = as_("manager").get("/matrix/people.csv?state=overdue")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    names = {row[0] for row in rows[1:]}
    assert world.home.people["coordinator"].get_full_name() in names
    assert world.home.people["stranger"].get_full_name() not in names
    assert {row[8] for row in rows[1:]} == {"'=1+1 everybody writes plans."}
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(as_("manager").get("/matrix/people.xlsx?state=overdue").content)
    )
    sheet = book.get_sheet_by_index(0).to_python()
    assert {row[0] for row in sheet[1:]} == names and sheet[1][8] == "=1+1 everybody writes plans."
    assert Entry.objects.filter(verb="export", noun="requirement").count() == 2
    assert as_("head").get("/matrix/people.csv").status_code == 404


def test_a_change_is_shown_before_it_takes_effect(as_: Any, world: World) -> None:
    client = as_("pdl")
    preview = words(client.post("/matrix/new/", wish()))
    assert "This would ask" in preview and world.home.people["coordinator"].get_full_name() in preview
    assert not Requirement.objects.exists() and not Ask.objects.exists()
    said = words(client.post("/matrix/new/", wish(step="save"), follow=True))
    assert "The matrix is changed" in said
    row = Requirement.objects.get()
    assert (row.things, row.first_days, row.council) == ("PM-15", 14, world.home.council)
    assert Ask.objects.filter(person=world.home.people["coordinator"], code="PM-15").count() == 1
    assert "already. Change that one" in words(client.post("/matrix/new/", wish(step="save")))


def test_a_preview_counts_what_would_not_be_asked_any_more(as_: Any, world: World) -> None:
    row = cell(world)
    changed = wish(things="PM-15", training="Writing", kind="targeted", roles=["R03"])
    said = words(as_("pdl").post(f"/matrix/cells/{row.pk}/", changed))
    assert "This would ask 1 person for 1 thing" in said and "would not be asked for any more" in said
    ended = words(as_("pdl").post(f"/matrix/cells/{row.pk}/", wish(kind="appropriate", things="")))
    assert "This would ask nobody for anything new" in ended


def test_guests_are_counted_as_invited(as_: Any, world: World) -> None:
    world.home.person("P05")
    said = words(as_("pdl").post("/matrix/new/", wish(group="O")))
    assert "1 guest would be invited" in said and "ask nobody" in said


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"training": ""}, "training", "Say which kind of training"),
        ({"things": "PM-99"}, "things", "There is no module or page called PM-99"),
        ({"things": ""}, "things", "Name at least one"),
        ({"kind": "targeted"}, "roles", "Choose at least one role"),
        ({"kind": "targeted", "roles": ["R12"]}, "roles", "another group"),
        ({"active_to": "2020-01-01"}, "active_to", "lies before the first"),
        ({"first_days": "0"}, "first_days", ""),
        ({"reason": "x"}, "reason", "Say a little more"),
    ],
)
def test_a_cell_that_cannot_be_is_said_at_its_field(
    as_: Any, world: World, more: dict[str, Any], field: str, said: str
) -> None:
    answer = as_("pdl").post("/matrix/new/", wish(**more))
    assert said in words(answer) and f'id="id_{field}-error"' in answer.content.decode()


def test_the_pages_cost_the_same_with_one_row_and_three(as_: Any, world: World) -> None:
    handbook_page(world.home.council)
    cell(world, things="PM-01 SOP-01")
    pages, counts = ("/matrix/", "/matrix/people/"), {}
    client = as_("pdl")
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts[page] = len(queries)
    for number in range(2):
        RequirementFactory(council=world.home.council, training=f"More {number}", things="PM-15")
        StaffFactory(team=world.home.own_team)
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        assert len(queries) == counts[page] <= 18, page


def test_coming_to_a_session_does_not_count_as_its_module_and_the_person_reads_why(
    as_: Any, world: World
) -> None:
    me, now = world.home.people["coordinator"], timezone.now()
    cell(world, things="PM-01 PM-15")
    ask_what_is_due(council_id=world.home.council.pk, at=now)
    for code, minutes in (("PM-01", 90), ("PM-15", 20)):
        session = open_session(
            starts_at=now - datetime.timedelta(hours=3), state="held", topic__council=world.home.council,
            topic__module_code=code, topic__title=f"An hour on {code}",
        )  # fmt: skip
        AttendanceFactory(booking__session=session, booking__person=me, minutes=minutes)
        settle_register(session_id=session.pk, at=now)
    assert set(Ask.objects.filter(person=me).values_list("code", "state")) == {
        ("PM-01", "open"),
        ("PM-15", "open"),
    }
    said = words(as_("coordinator").get("/me/asked/"))
    assert (
        "You came to the session “An hour on PM-01” on" in said
        and "the module itself, with its check" in said
    )
    assert "An hour on PM-15" not in said, "twenty minutes of ninety are not a session"
    assert "Coming to a session does not count as its module" in words(as_("coordinator").get("/matrix/"))
    CompletionFactory(person=me, module_code="PM-01", done_on=day(0))
    assert "An hour on PM-01" not in words(as_("coordinator").get("/me/asked/"))
