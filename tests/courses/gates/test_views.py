"""Pages of gates: what a starter, a manager, a lead and a head meet, and what they may do there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from courses.cohorts.models import Cohort, Member
from courses.gates.catalogue import catalogue
from courses.gates.models import GateDecision, GraduationConversation, SupportPlan
from courses.gates.queries import gate_panel
from tests.factories.academy import StaffFactory
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.gates import (
    CheckedPlanFactory,
    CheckFactory,
    ConversationFactory,
    meet,
    open_gates,
)
from tests.factories.worlds import CouncilWorld, build_world

pytestmark = pytest.mark.django_db
PERSONAL = "My own number is 943 476 5919"


@dataclass
class School:
    """A council with one cohort: the starter of the manager, and one of another team."""

    world: CouncilWorld
    second: CouncilWorld
    cohort: Cohort
    member: Member
    stranger: Member

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.world.people[name])
        return client


@pytest.fixture
def school() -> School:
    both = build_world()
    world = both.home
    cohort = CohortFactory(council=world.council, name="COH-9")
    person = StaffFactory(team=world.other_team, role="R01", manager=world.people["other_manager"])
    return School(
        world, both.second, cohort, MemberFactory(cohort=cohort, person=world.people["starter"]),
        MemberFactory(cohort=cohort, person=person),
    )  # fmt: skip


def words_of(client: Client, path: str, data: dict[str, Any] | None = None, status: int = 200) -> str:
    answer = client.get(path) if data is None else client.post(path, data)
    assert answer.status_code == status, (path, answer.status_code)
    return " ".join(answer.content.decode().split())


def test_a_starter_sees_what_is_met_what_is_needed_and_who_decides(school: School) -> None:
    meet(school.member, "AT2")
    words = words_of(school.client("starter"), "/me/gates/")
    assert "1 of 3 tasks met" in words
    assert "AT3 Timeline set" in words and "Needed: at least 80% of the points" in words
    assert str(school.world.people["manager"]) in words
    assert "shadow live cases as the second person" in words
    assert "You watch and learn. Live cases come after gate 1." in words


def test_somebody_in_no_cohort_is_told_so(school: School) -> None:
    assert "You are in no cohort" in words_of(school.client("coordinator"), "/me/gates/")


def test_the_manager_sees_own_starters_the_lead_all_and_the_head_counts(school: School) -> None:
    meet(school.member, "AT1", "AT2", "AT3")
    mine, other = str(school.member.person), str(school.stranger.person)
    words = words_of(school.client("manager"), "/gates/")
    assert mine in words and other not in words and "1 starter is ready for a gate" in words
    words = words_of(school.client("pdl"), "/gates/")
    assert mine in words and other in words
    for path in ("/gates/", f"/cohorts/{school.cohort.pk}/board/"):
        words = words_of(school.client("head"), path)
        assert mine not in words and other not in words and "Counts only" in words
    for name in ("starter", "coordinator", "senior", "partner", "admin"):
        assert school.client(name).get("/gates/").status_code == 404
        assert school.client(name).get(f"/cohorts/{school.cohort.pk}/board/").status_code == 404


def test_a_gate_says_what_is_missing_and_is_refused_in_words(school: School) -> None:
    meet(school.member, "AT1", "AT2")
    client, path = school.client("manager"), f"/gates/{school.member.pk}/1/"
    words = words_of(client, path)
    assert "This gate cannot be opened yet" in words and "Timeline set (AT3): not taken yet" in words
    assert "Open gate 1 for" not in words
    words = words_of(client, path, {"act": "open", "words": ""})
    assert "Missing: Timeline set (AT3): not taken yet" in words
    assert not GateDecision.objects.exists()


def test_the_manager_opens_a_gate_and_a_double_click_opens_it_once(school: School) -> None:
    meet(school.member, "AT1", "AT2", "AT3")
    client, path = school.client("manager"), f"/gates/{school.member.pk}/1/"
    assert "Open gate 1 for Starter" in words_of(client, path)
    for _ in range(2):
        assert client.post(path, {"act": "open", "words": "Well done"}).status_code == 302
    decision = GateDecision.objects.get()
    assert decision.by == school.world.people["manager"] and decision.words == "Well done"
    assert "Gate 1 is open" in words_of(client, f"/gates/{school.member.pk}/")
    assert "What it was opened on" in words_of(client, path)
    assert "You shadow live cases" in words_of(school.client("starter"), "/me/gates/")


def test_a_new_date_needs_words_and_a_day_to_come(school: School) -> None:
    client, path = school.client("manager"), f"/gates/{school.member.pk}/1/"
    past = {"new_date_day": "1", "new_date_month": "1", "new_date_year": "2020"}
    words = words_of(client, path, {"act": "move", "agreed": "", **past})
    assert "What did you agree: say it in a few words" in words
    day = timezone.localdate() + datetime.timedelta(days=10)
    good = {"new_date_day": day.day, "new_date_month": day.month, "new_date_year": day.year}
    words = words_of(client, path, {"act": "move", "agreed": PERSONAL, **good})
    assert "this looks as if it had a name" in words and not GateDecision.objects.exists()
    for _ in range(2):
        client.post(path, {"act": "move", "agreed": "AT3 again on Thursday", **good})
    assert GateDecision.objects.get().new_date == day
    assert "AT3 again on Thursday" in words_of(school.client("starter"), "/me/gates/")


def conversation(level: str = "3") -> dict[str, str]:
    table = catalogue()
    return {
        "on_day": "12", "on_month": "11", "on_year": "2026", "plan_ref": "P-20417",
        "about_plan": "The line holds", "strengths": "Listens first", "next_steps": "A review",
        **{f"portfolio_{one.key}": "Seen together" for one in table.portfolio},
        **{f"level_{one.code}": level for one in table.starter_tasks},
    }  # fmt: skip


def test_two_people_keep_the_graduation_conversation(school: School, settings: Any) -> None:
    open_gates(school.member, 1, 2)
    path = f"/gates/{school.member.pk}/graduation/"
    manager, lead = school.client("manager"), school.client("pdl")
    wrong = {**conversation(), "plan_ref": "Mia Brown", "level_ET01": ""}
    words = words_of(manager, path, wrong)
    assert "write letters and a number" in words and "(ET01): choose a level" in words
    for _ in range(2):
        assert manager.post(path, conversation("2")).status_code == 302
    held = GraduationConversation.objects.get()
    assert held.state == "written" and "I agree" not in words_of(manager, path)
    manager.post(f"{path}agree/")
    held.refresh_from_db()
    assert held.state == "written"
    words = words_of(lead, path)
    assert "I agree: it stands as written" in words and "Not enough to graduate yet" in words
    lead.post(f"{path}agree/")
    held.refresh_from_db()
    assert (held.state, held.agreed_by) == ("agreed", school.world.people["pdl"])
    assert "What was written down" in words_of(school.client("starter"), path)


def test_levels_that_are_no_decision_say_why(school: School) -> None:
    path = f"/gates/{school.member.pk}/graduation/"
    school.client("manager").post(path, conversation("3"))
    lead = school.client("pdl")
    assert "Not a decision yet" not in words_of(lead, path)
    lead.post(f"{path}agree/")
    words = words_of(lead, path)
    assert words.count("Not a decision yet.") == 13
    assert "The framework in force has no such task." in words_of(school.client("starter"), path)


def test_a_support_plan_is_written_by_a_named_person(school: School) -> None:
    Member.objects.filter(pk=school.member.pk).update(state="graduated", ended_on=datetime.date(2026, 11, 13))
    check = CheckFactory(member=school.member, state="short", settled_on=datetime.date(2026, 11, 20))
    CheckedPlanFactory(ninety_day_check=check, good=False)
    path, client = f"/gates/{school.member.pk}/ninety-days/", school.client("manager")
    assert "A plan is not good yet" in words_of(client, path)
    assert "When do you look at it again: choose a day" in words_of(client, path, {"words": "An hour a week"})
    day = timezone.localdate() + datetime.timedelta(days=30)
    good = {"words": "An hour a week", "review_on_day": day.day, "review_on_month": day.month,
            "review_on_year": day.year}  # fmt: skip
    for _ in range(2):
        assert client.post(path, good).status_code == 302
    assert SupportPlan.objects.get().by == school.world.people["manager"]
    words = words_of(school.client("starter"), path)
    assert "An hour a week" in words and "Save the support plan" not in words
    assert school.client("starter").post(path, good).status_code == 404


def test_nobody_meets_the_starters_of_others(school: School) -> None:
    ConversationFactory(member=school.member)
    CheckFactory(member=school.stranger)
    own = f"/gates/{school.member.pk}/"
    for path in (own, f"{own}1/", f"{own}graduation/"):
        assert school.client("manager").get(path).status_code == 200
        for name in ("other_manager", "senior", "coordinator", "partner", "admin", "head"):
            assert school.client(name).get(path).status_code == 404, (name, path)
        foreign = Client()
        foreign.force_login(school.second.people["manager"])
        assert foreign.get(path).status_code == 404
    assert school.client("starter").get(own).status_code == 200
    assert school.client("starter").get(f"{own}1/").status_code == 404
    assert school.client("manager").get(f"/gates/{school.stranger.pk}/ninety-days/").status_code == 404
    assert school.client("qa").get(own).status_code == 200
    assert school.client("qa").get(f"{own}1/").status_code == 404


def test_the_panel_of_the_week_costs_a_handful_of_queries(
    school: School, django_assert_num_queries: Any
) -> None:
    meet(school.member, "AT2")
    with django_assert_num_queries(7):
        panel = gate_panel(school.member)
    assert panel is not None and (panel.number, panel.met, panel.needed) == (1, 1, 3)
    assert panel.opens == "shadow live cases as the second person"
    assert [line.state for line in panel.lines] == ["todo", "done", "todo"]


def queries_of(client: Client, path: str, counted: Any) -> int:
    client.get(path)
    with counted() as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def more_members(school: School, count: int) -> None:
    for _ in range(count):
        person: User = StaffFactory(
            team=school.world.own_team, role="R01", manager=school.world.people["manager"]
        )
        member = MemberFactory(cohort=school.cohort, person=person)
        meet(member, "AT1", "AT2", "AT3")
        open_gates(member, 1)


def test_lists_cost_the_same_for_3_and_for_20(school: School, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted() -> CaptureQueriesContext:
        return CaptureQueriesContext(connection)

    client = school.client("pdl")
    paths = ("/gates/", f"/cohorts/{school.cohort.pk}/board/")
    more_members(school, 1)
    few = [queries_of(client, path, counted) for path in paths]
    more_members(school, 17)
    assert [queries_of(client, path, counted) for path in paths] == few
    assert len(client.get(paths[1]).content) < 100_000
