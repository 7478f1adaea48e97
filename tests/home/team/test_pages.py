"""A team on one page: who sees it, what it says, narrowing, cover, and what would help."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from academy.people.models import Post
from academy.staffing.models import Caseload
from assessments.audits.models import Finding
from competencies.entrustment.models import Proposal
from courses.assignments.actions.defaults import load_default_rules
from courses.improvements.actions import plan_workshop
from courses.pathways.models import Licence
from courses.sessions.models import Session
from courses.sessions.rules.planning import Where
from home.navigation import build_shell
from home.team.queries.page import TeamPage, team_page
from home.team.rules.narrowing import Narrow
from home.team.rules.periods import quarters_before
from home.team.rules.trusted import TRUSTS
from tests.factories.academy import AbsenceFactory, PostFactory, StaffFactory
from tests.factories.assessments import AuditFactory, CriterionFactory, FindingFactory
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.competencies import RoleExpectationFactory
from tests.factories.courses import AssignmentFactory, module_page
from tests.factories.improvements import ImprovementFactory
from tests.factories.requirements import AskFactory
from tests.factories.sessions import open_session
from tests.factories.teams import Board, board_of, fill_team
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db
DECIDED: dict[str, Any] = {
    "state": "decided", "decision": "Do it together", "due_on": datetime.date(2027, 1, 15),
    "decided_on": datetime.date(2026, 11, 20),
}  # fmt: skip
CODES = [f"ET{n:02}" for n in range(1, 25)]


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def board(world: World) -> Board:
    board = board_of(world.home.council)
    board.tasks(*CODES)
    return board


@pytest.fixture
def as_(world: World, client: Client) -> Any:
    def enter(column: str) -> Client:
        client.force_login(world.home.people.get(column) or world.actor(column))  # type: ignore[arg-type]
        return client

    return enter


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def shown(world: World, who: str = "manager", **narrow: Any) -> TeamPage:
    return team_page(
        actor=world.home.people[who], team=None, narrow=Narrow(**narrow), today=timezone.localdate()
    )


def test_a_manager_sees_the_people_they_lead_and_nobody_else(as_: Any, world: World, board: Board) -> None:
    board.trust(world.home.people["stranger"], "ET10", 4)
    said = words(as_("manager").get("/team/"))
    for name in ("coordinator", "colleague", "senior", "starter"):
        assert world.home.people[name].get_full_name() in said
    for name in ("stranger", "other_manager", "pdl"):
        assert world.home.people[name].get_full_name() not in said
    assert "Nobody here can finalise plans alone." in said
    assert "4 people" in said and "Who can see this" in said


def test_another_team_is_not_there_for_a_manager(as_: Any, world: World, board: Board) -> None:
    own, other, foreign = world.home.own_team.pk, world.home.other_team.pk, world.second.own_team.pk
    client = as_("manager")
    assert client.get(f"/team/{own}/").status_code == 200
    for pk in (other, foreign, 999_999):
        for rest in ("", "matrix.csv", "matrix.xlsx", "ask/PM-01/"):
            assert client.get(f"/team/{pk}/{rest}").status_code == 404, (pk, rest)
    assert client.get("/team/all/").status_code == 404
    assert client.get("/team/all/matrix.csv").status_code == 404


@pytest.mark.parametrize("who", ["coordinator", "senior", "starter", "admin", "colleague"])
def test_a_peer_finds_out_nothing(as_: Any, world: World, board: Board, who: str) -> None:
    client = as_(who)
    pk = world.home.own_team.pk
    for path in ("", "all/", "matrix.csv", "matrix.xlsx", "caseload/", f"{pk}/", f"{pk}/matrix.csv"):
        assert client.get(f"/team/{path}").status_code == 404, path


def test_those_who_see_the_council_choose_any_team_of_it(as_: Any, world: World, board: Board) -> None:
    for who in ("pdl", "qa"):
        client = as_(who)
        said = words(client.get("/team/"))
        assert world.home.own_team.name in said and world.home.other_team.name in said
        assert world.second.own_team.name not in said
        said = words(client.get(f"/team/{world.home.other_team.pk}/"))
        assert world.home.people["stranger"].get_full_name() in said
        assert client.get(f"/team/{world.second.own_team.pk}/").status_code == 404


def test_a_head_sees_counts_of_eight_people_or_more_and_no_name(as_: Any, world: World, board: Board) -> None:
    team = world.home.own_team
    people = fill_team(team, 5, board, ["ET10"])
    others = [person for name, person in world.home.people.items() if name != "head"]
    said = words(as_("head").get("/team/"))
    assert team.name in said, "ten people with the manager"
    assert all(trust.rule in said for trust in TRUSTS), "a figure says what it counts"
    assert world.home.other_team.name not in said and "Smaller teams together" not in said
    assert "Teams of fewer than eight people are left out." in said
    assert not any(person.get_full_name() in said for person in [*people, *others])
    assert f"/team/{team.pk}/" not in said
    for path in (f"{team.pk}/", f"{team.pk}/matrix.csv", "matrix.csv", "all/matrix.csv", "caseload/"):
        assert as_("head").get(f"/team/{path}").status_code == 404, path
    Post.objects.filter(person__in=people[:3]).delete()
    said = words(as_("head").get("/team/"))
    assert team.name not in said, "seven are too few by themselves"
    assert "Smaller teams together" in said, "with the other small teams they are enough"


def test_levels_stand_with_their_words_lapses_trends_and_expectations(world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    RoleExpectationFactory(task=board.tasks("ET07")[0], role="R02", weeks=52, level=4)
    board.trust(mine, "ET07", 3, days=30)
    board.trust(mine, "ET01", 2, days=30, step="lower", support="A check together every week")
    board.trust(mine, "ET10", 4, days=700, lasts=710)
    board.trust(mine, "ET12", 4, days=800, lasts=730)
    page = shown(world)
    cells = next(row.cells for row in page.matrix.rows if row.staff.pk == mine.pk)
    assert cells["ET07"].notes == ("below expected", "raised") and cells["ET07"].expected == 4
    assert cells["ET01"].notes == ("lowered",)
    assert cells["ET10"].lapses_on == board.today + datetime.timedelta(days=10)
    assert cells["ET12"].lapsed_on == board.today - datetime.timedelta(days=69)
    assert (cells["ET12"].level, cells["ET12"].standing) == (4, 0)
    assert cells["ET02"].level == 0 and cells["ET02"].notes == ()
    assert page.lead.startswith("One person can finalise plans alone. One level has lapsed and one lapses")
    assert [spot.task.code for spot in page.lapsing] == ["ET12", "ET10"]


def test_what_was_held_before_the_academy_raised_nobody(world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    board.trust(mine, "ET07", 3, days=30, cited=[])
    board.trust(mine, "ET08", 3, days=30)
    rows = {row.staff.pk: row for row in shown(world).matrix.rows}
    assert [rows[mine.pk].cells[code].trend for code in ("ET07", "ET08")] == ["", "raised"]


def test_what_the_evidence_is_ready_for_is_shown_until_it_is_decided(world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    board.trust(mine, "ET07", 3)
    proposal = Proposal.objects.create(
        person=mine, task=board.tasks("ET07")[0], level=4, worked_out_at=timezone.now()
    )
    assert [(spot.task.code, spot.cell.ready) for spot in shown(world).ready] == [("ET07", 4)]
    proposal.level = 3
    proposal.save()
    assert shown(world).ready == [], "an old reading of what is held already proposes nothing"


def test_the_matrix_of_a_past_month_is_as_it_stood_then(as_: Any, world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    month = (board.today.replace(day=1) - datetime.timedelta(days=40)).replace(day=1)
    board.trust(mine, "ET10", 4, days=5)
    page = shown(world, month=month)
    cells = next(row.cells for row in page.matrix.rows if row.staff.pk == mine.pk)
    assert cells["ET10"].level == 0 and page.is_past
    client = as_("manager")
    said = words(client.get("/team/", {"month": f"{month:%Y-%m}"}))
    assert "As it stood on" in said and "Nobody here can finalise" in said
    assert "Waiting past the date" not in said
    assert "One person can finalise plans alone." in words(client.get("/team/"))


def test_role_and_readiness_narrow_and_the_address_remembers_tasks(
    as_: Any, world: World, board: Board
) -> None:
    mine, senior = world.home.people["coordinator"], world.home.people["senior"]
    board.trust(mine, "ET07", 4, days=800, lasts=730)
    client = as_("manager")
    said = words(client.get("/team/", {"role": "R03"}))
    table = said[said.index("<table") : said.index("</table>")]
    assert senior.get_full_name() in table and mine.get_full_name() not in table
    said = words(client.get("/team/", {"show": "lapsing"}))
    table = said[said.index("<table") : said.index("</table>")]
    assert mine.get_full_name() in table and senior.get_full_name() not in table
    said = words(client.get("/team/", {"task": ["ET20", "ET21"]}))
    table = said[said.index("<table") : said.index("</table>")]
    assert "ET20" in table and "ET07" not in table
    assert "/team/matrix.xlsx?task=ET20&amp;task=ET21" in said
    assert "Nobody fits this choice." in words(client.get("/team/", {"show": "below", "role": "R22"}))


def test_who_can_finalise_audit_and_buddy(world: World, board: Board) -> None:
    people = world.home.people
    board.trust(people["coordinator"], "ET10", 4)
    board.trust(people["senior"], "ET10", 4, days=800, lasts=730)
    board.trust(people["coordinator"], "ET20", 3)
    board.trust(people["senior"], "ET20", 4)
    board.trust(people["colleague"], "ET21", 3)
    board.license(people["coordinator"], Licence.Kind.AUDITOR)
    board.license(people["colleague"], Licence.Kind.BUDDY)
    found = {
        trust.key: ([row.staff.pk for row in rows], [said for _, said in nearly])
        for trust, rows, nearly in shown(world).trusted
    }
    assert found["can_finalise"] == ([people["coordinator"].pk], [])
    assert found["can_audit"] == ([people["coordinator"].pk], ["ET20 at level 4; no auditor’s licence"])
    assert found["can_buddy"] == ([people["colleague"].pk], [])


def test_cover_counts_real_leave_and_says_what_one_more_would_do(
    as_: Any, world: World, board: Board
) -> None:
    people = world.home.people
    for name in ("coordinator", "colleague"):
        board.trust(people[name], "ET07", 4)
    board.trust(people["coordinator"], "ET10", 4)
    page = shown(world)
    assert page.gap_now.one == ("ET10",)
    until = board.today + datetime.timedelta(days=9)
    AbsenceFactory(person=people["coordinator"], starts_on=board.today, ends_on=until)
    page = shown(world, away=people["colleague"].pk)
    assert "ET10" in page.gap_now.nobody and "ET07" in page.gap_now.one
    real, might = page.cover
    assert (real.staff.pk, real.gap.nobody, real.gap.one) == (
        people["coordinator"].pk, ("ET10",), ("ET07",)
    )  # fmt: skip
    assert real.words.startswith("On leave until")
    assert (might.staff.pk, might.gap.nobody) == (people["colleague"].pk, ("ET07",))
    assert page.asked_about is not None and "ET07" in page.asked_about.gap.nobody
    said = words(as_("manager").get("/team/", {"away": people["colleague"].pk}))
    assert f"If {people['colleague'].get_full_name()} is on leave" in said


def test_leave_and_caseloads_are_not_told_to_those_who_do_not_lead(
    as_: Any, world: World, board: Board
) -> None:
    mine = world.home.people["coordinator"]
    AbsenceFactory(person=mine, starts_on=board.today)
    Caseload.objects.create(person=mine, on=board.today, plans=158)
    AssignmentFactory(finding__audit__writer=mine, due_on=board.today - datetime.timedelta(days=6),
                      assigned_on=board.today - datetime.timedelta(days=20))  # fmt: skip
    said = words(as_("manager").get("/team/"))
    assert "On leave" in said and "Caseload 158" in said and "PM-01, 6 days past" in said
    said = words(as_("qa").get(f"/team/{world.home.own_team.pk}/"))
    assert "PM-01, 6 days past" in said
    assert "On leave" not in said and "158" not in said


def test_what_waits_stands_once_a_person_beside_caseload_and_leave(world: World, board: Board) -> None:
    people = world.home.people
    mine, day = people["coordinator"], board.today
    for name, plans in (("coordinator", 158), ("colleague", 120), ("senior", 128)):
        Caseload.objects.create(person=people[name], on=day, plans=plans)
    began = day - datetime.timedelta(days=40)
    AssignmentFactory(finding__audit__writer=mine, assigned_on=began, due_on=day - datetime.timedelta(days=6))
    AskFactory(person=mine, code="PM-15", due_on=day - datetime.timedelta(days=2))
    AssignmentFactory(
        finding__audit__writer=people["colleague"], state="paused", assigned_on=began,
        due_on=day - datetime.timedelta(days=1), paused_on=began,
    )  # fmt: skip
    AbsenceFactory(person=people["colleague"], starts_on=began)
    late, paused = shown(world).waiting
    assert late.title == f"{mine.get_full_name()}: PM-01 and PM-15, the oldest 6 days past"
    assert late.why == ("Caseload 158; team middle 128",) and late.high
    assert late.take_off is not None
    assert paused.paused and paused.why[0] == "On leave, no end known" and not paused.high


def _audits(world: World, names: list[str], day: datetime.date, low: int, total: int) -> None:
    for at in range(total):
        AuditFactory(
            writer=world.home.people[names[at % len(names)]], audited_on=day,
            grades={"F3": 2 if at < low else 3, "A1": 2 if at == 0 else 3},
        )  # fmt: skip


def test_what_would_most_improve_plans_is_ranked_by_loss_and_never_from_few(
    as_: Any, world: World, board: Board
) -> None:
    load_default_rules(council=world.home.council, by=None, at=timezone.now())
    last, before = quarters_before(board.today)
    names = ["coordinator", "colleague", "senior"]
    _audits(world, names, last.first, low=9, total=22)
    _audits(world, names, before.last, low=11, total=24)
    for _ in range(12):
        AuditFactory(writer=world.home.people["stranger"], audited_on=last.first, grades={"R1": 1})
    for _ in range(11):
        AuditFactory(writer=world.home.people["coordinator"], audited_on=last.first, grades={"E1": 1})
    module_page(world.home.council, "PM-01")
    first, second = shown(world).improvements
    assert (first.code, first.low, first.n, first.low_before, first.n_before) == ("F3", 9, 22, 11, 24)
    assert (first.writers, first.loss) == (3, first.weight * 9)
    assert first.counted == f"22 plans, {last.words}" and first.before == "the quarter before 11 of 24"
    assert (second.code, second.low) == ("A1", 1), "11 plans are too few for E1, R1 is another team's"
    said = words(as_("manager").get("/team/"))
    assert "9 of 22" in said and "/team/ask/PM-01/" in said and "/loop/findings/?criterion=F3" in said
    said = words(as_("qa").get(f"/team/{world.home.own_team.pk}/"))
    assert "9 of 22" in said and "ask/PM-01" not in said, "QA asks nobody, and sees the module"


def test_a_workshop_of_the_team_is_one_click_away(as_: Any, world: World, board: Board) -> None:
    home, starts = world.home, timezone.now() + datetime.timedelta(days=9)
    own = {**DECIDED, "council": home.council, "team": home.own_team, "owner": home.people["manager"]}
    dated = ImprovementFactory(**own)
    other = CriterionFactory(instrument=dated.criterion.instrument, code="A1")
    undated = ImprovementFactory(**own, criterion=other)
    own |= {"team": home.other_team, "owner": home.people["other_manager"]}
    others = ImprovementFactory(**own, criterion=other)
    session = plan_workshop(
        improvement=dated, starts_at=starts, ends_at=starts + datetime.timedelta(hours=2), where=Where(),
        mode="online", places=9, key=uuid.uuid4(), by=home.people["manager"], at=timezone.now(),
    )  # fmt: skip
    elsewhere = open_session(topic=session.topic, team=home.other_team)
    client = as_("manager")
    said = words(client.get("/team/"))
    assert session.topic.title in said and f'href="/hub/sessions/{session.pk}/"' in said
    assert "of 9 places taken or offered" in said and "No date yet" in said
    assert f'href="/loop/improvements/{undated.pk}/"' in said
    assert f"/hub/sessions/{elsewhere.pk}/" not in said and f"/improvements/{others.pk}/" not in said
    assert f"/improvements/{dated.pk}/" not in said, "its workshop stands there"
    assert client.get(f"/hub/sessions/{session.pk}/", follow=True).status_code == 200
    assert f'href="/sessions/{session.pk}/"' in words(as_("pdl").get(f"/team/{home.own_team.pk}/"))
    Session.objects.filter(pk=session.pk).update(state="cancelled")
    again = words(as_("manager").get("/team/"))
    assert f"/hub/sessions/{session.pk}/" not in again
    assert f'href="/loop/improvements/{dated.pk}/"' in again, "it waits for a date again"


def test_a_cause_that_is_not_the_writing_is_said(world: World, board: Board) -> None:
    load_default_rules(council=world.home.council, by=None, at=timezone.now())
    last, _ = quarters_before(board.today)
    _audits(world, ["coordinator"], last.first, low=8, total=19)
    Finding.objects.filter(criterion__code="F3").update(cause=Finding.Cause.TEMPLATE)
    first = shown(world).improvements[0]
    assert first.cause == "In 8 of 8 the cause was the template: look there first."
    assert first.words.endswith("1 writer: a talk about one of these plans may do most.")


def test_starters_stand_with_their_gate(as_: Any, world: World, board: Board) -> None:
    cohort = CohortFactory(council=world.home.council, starts_on=board.today)
    MemberFactory(person=world.home.people["starter"], cohort=cohort)
    said = words(as_("manager").get("/team/"))
    assert "One starter reaches gate 1 on" in said
    assert f"{world.home.people['starter'].get_full_name()}: gate 1" in said


def _count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_a_page_costs_the_same_for_four_people_and_for_forty(as_: Any, world: World, board: Board) -> None:
    path, client = "/team/?" + "&".join(f"task={code}" for code in CODES), as_("manager")
    board.trust(world.home.people["coordinator"], "ET10", 4)
    few = _count(client, path)
    fill_team(world.home.own_team, 36, board, CODES)
    assert _count(client, path) == few <= 32


def test_a_team_of_forty_with_all_tasks_stays_light(as_: Any, world: World, board: Board) -> None:
    people = fill_team(world.home.own_team, 36, board, CODES)
    for person in people[:20]:
        board.tasks("ET07")
        Proposal.objects.create(
            person=person, task=board.tasks("ET08")[0], level=5, worked_out_at=timezone.now()
        )
    for code in CODES[:12]:
        RoleExpectationFactory(task=board.tasks(code)[0], role="R02", weeks=52, level=5)
    client, path = as_("manager"), "/team/?" + "&".join(f"task={code}" for code in CODES)
    first, second = client.get(path), client.get(f"{path}&page=2")
    assert words(first).count("<td data-label") + words(second).count("<td data-label") == 40 * 24
    for answer in (first, second):
        assert len(answer.content) < 100_000, len(answer.content)


def test_my_team_is_in_the_navigation_of_whoever_leads_one(world: World) -> None:
    labels = {
        name: [place.label for place in build_shell(actor=world.home.people[name], path="/team/").nav]
        for name in ("manager", "qa", "head", "pdl", "coordinator")
    }
    assert labels["manager"][:3] == ["My week", "My team", "My team's loop"]
    assert "My record" not in labels["manager"]
    assert "Teams" in labels["qa"] and "Teams" in labels["head"]
    assert not {"My team", "Teams"} & set(labels["coordinator"])
    current = [
        p.label for p in build_shell(actor=world.home.people["pdl"], path="/team/all/").nav if p.current
    ]
    assert current == ["Assess"], "a practice development lead comes from the desk"


def test_a_person_with_two_posts_stands_once(world: World, board: Board) -> None:
    mine = world.home.people["coordinator"]
    PostFactory(person=mine, role="R16", team=world.home.own_team)
    rows = [row for row in shown(world).matrix.rows if row.staff.pk == mine.pk]
    assert len(rows) == 1 and rows[0].staff.role == "R02"
    assert StaffFactory(team=world.home.own_team).pk in {row.staff.pk for row in shown(world).matrix.rows}


def test_a_finding_with_no_rules_yet_is_no_error(world: World, board: Board) -> None:
    FindingFactory(audit__writer=world.home.people["coordinator"])
    assert shown(world).improvements == ()
