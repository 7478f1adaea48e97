"""The matrix as files and from the command line: the same levels, safe to open, and kept in the history."""

from __future__ import annotations

import csv
import datetime
import io
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from academy.people.models import Team
from academy.record.models import Entry
from courses.pathways.models import Licence
from tests.factories.academy import AbsenceFactory
from tests.factories.competencies import RoleExpectationFactory
from tests.factories.teams import Board, board_of, fill_team
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def board(world: World) -> Board:
    board = board_of(world.home.council)
    board.tasks("ET07", "ET10", "ET20", "ET21")
    return board


def table(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    body = answer.getvalue() if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def told(*args: str, **more: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("team_matrix", *args, "--json", stdout=out, stderr=StringIO(), **more)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_the_csv_says_what_the_page_says_and_no_cell_is_a_formula(
    client: Client, world: World, board: Board
) -> None:
    mine = world.home.people["coordinator"]
    mine.given_name = "=HYPERLINK(1)"
    mine.save()
    board.trust(mine, "ET10", 4, days=800, lasts=730)
    client.force_login(world.home.people["manager"])
    rows = table(client.get("/team/matrix.csv"))
    assert {row["Name"] for row in rows} >= {f"'=HYPERLINK(1) {mine.family_name}"}
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)
    of_mine = next(row for row in rows if "HYPERLINK" in row["Name"] and row["Task"] == "ET10")
    assert (of_mine["Level"], of_mine["Counts"]) == ("4", "no") and of_mine["Lapsed on"]
    stranger = world.home.people["stranger"].get_full_name()
    assert stranger not in {row["Name"] for row in rows}
    kept = Entry.objects.get(verb="export", noun="entrustment")
    assert kept.by == world.home.people["manager"] and kept.about is None


def test_the_workbook_has_the_page_and_the_dates(client: Client, world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    board.trust(mine, "ET07", 3, days=20)
    client.force_login(world.home.people["pdl"])
    answer = client.get(f"/team/{world.home.own_team.pk}/matrix.xlsx?task=ET07&role=R02")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["People and tasks", "With dates"]
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head[2].startswith("ET07") and len(head) == 3
    assert {row[0]: row[2] for row in rows}[mine.get_full_name()] == "3, raised"
    dated = book.get_sheet_by_index(1).to_python()
    since = board.today - datetime.timedelta(days=20)
    assert any(row[1] == mine.get_full_name() and since in row for row in dated)
    assert world.home.people["senior"].get_full_name() not in str(rows), "narrowed as the page is"


def test_every_team_goes_out_one_after_the_other(client: Client, world: World, board: Board) -> None:
    board.trust(world.home.people["stranger"], "ET10", 4)
    client.force_login(world.home.people["qa"])
    rows = table(client.get("/team/all/matrix.csv"))
    assert {row["Team"] for row in rows} >= {world.home.own_team.name, world.home.other_team.name}
    assert world.second.own_team.name not in {row["Team"] for row in rows}
    stranger = world.home.people["stranger"].get_full_name()
    assert [row["Level"] for row in rows if row["Name"] == stranger and row["Task"] == "ET10"] == ["4"]


def test_the_command_tells_a_team_as_agreed(world: World, board: Board) -> None:
    people, team = world.home.people, world.home.own_team
    mine, other = people["coordinator"], people["colleague"]
    RoleExpectationFactory(task=board.tasks("ET10")[0], role="R02", weeks=52, level=4)
    board.trust(mine, "ET10", 4, days=20)
    board.trust(mine, "ET20", 3)
    board.trust(other, "ET07", 4, days=800, lasts=730)
    board.license(mine, Licence.Kind.AUDITOR)
    until = board.today + datetime.timedelta(days=3)
    AbsenceFactory(person=other, starts_on=board.today, ends_on=until)
    found = told("--team", team.name, "--council", world.home.council.slug)
    assert set(found) == {
        "team", "on", "tasks", "people", "can_finalise", "can_audit", "can_buddy", "cover",
    }  # fmt: skip
    assert (found["team"], found["on"]) == (team.name, board.today.isoformat())
    assert [task["code"] for task in found["tasks"]] == ["ET07", "ET10", "ET20", "ET21"]
    levels = {one["ref"]: one for one in found["people"]}[mine.ref]["levels"]["ET10"]
    since = board.today - datetime.timedelta(days=20)
    assert levels == {
        "level": 4, "counts": True, "since": since.isoformat(),
        "valid_until": (since + datetime.timedelta(days=900)).isoformat(), "lapsed_on": None,
        "expected": 4, "below_expected": False, "trend": "raised", "ready": False,
    }  # fmt: skip
    lapsed = {one["ref"]: one for one in found["people"]}[other.ref]["levels"]
    assert (lapsed["ET07"]["level"], lapsed["ET07"]["counts"]) == (4, False)
    assert lapsed["ET10"]["below_expected"] is True and lapsed["ET10"]["since"] is None
    assert (found["can_finalise"], found["can_audit"], found["can_buddy"]) == ([mine.ref], [mine.ref], [])
    cover = found["cover"]
    assert cover["away"] == [{"ref": other.ref, "from": board.today.isoformat(), "until": until.isoformat()}]
    assert "ET07" in cover["now"]["nobody"] and cover["now"]["one"] == ["ET10"]
    assert cover["without"] == [{"ref": mine.ref, "nobody": ["ET10"], "one": []}]


def test_the_command_tells_a_past_day_and_refuses_what_it_does_not_know(
    world: World, board: Board, capsys: pytest.CaptureFixture[str]
) -> None:
    team, slug = world.home.own_team.name, world.home.council.slug
    board.trust(world.home.people["coordinator"], "ET10", 4, days=20)
    before = (board.today - datetime.timedelta(days=21)).isoformat()
    assert told("--team", team, "--council", slug, "--on", before)["can_finalise"] == []
    assert len(told("--team", team, "--council", slug)["can_finalise"]) == 1
    for args in (
        ("--team", "Nowhere", "--council", slug),
        ("--team", team),
        ("--team", team, "--council", slug, "--on", "soon"),
    ):
        out = StringIO()
        with pytest.raises(SystemExit) as stop:
            call_command("team_matrix", *args, "--json", stdout=out, stderr=StringIO())
        assert stop.value.code == 1
        said = json.loads(out.getvalue())
        assert said["state"] == "refused" and said["reasons"][0].endswith(".")


def test_the_command_costs_the_same_for_more_people(world: World, board: Board) -> None:
    team: Team = world.home.own_team

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            told("--team", team.name, "--council", world.home.council.slug)
        return len(seen)

    few = cost()
    fill_team(team, 30, board, ["ET07", "ET10"])
    assert cost() == few <= 16
