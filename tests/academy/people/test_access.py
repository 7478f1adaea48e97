"""What `can` and `visible` answer, relation by relation."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from academy.people.access import can, has_standing, scope_of, standing_of, visible
from academy.people.grants import DOES, SEES, Scope
from academy.people.models import Absence, Post, Team, User
from academy.people.roles import ROLES, Right
from tests.factories.academy import AbsenceFactory, PostFactory, StaffFactory
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.mark.parametrize(
    ("actor", "sees"),
    [
        ("coordinator", {"coordinator"}),
        ("starter", {"starter"}),
        ("partner", {"partner"}),
        ("head", {"head", "pdl", "qa", "admin", "manager", "other_manager"}),
        ("manager", {"manager", "coordinator", "senior", "starter", "colleague"}),
        ("other_manager", {"other_manager", "stranger"}),
    ],
)
def test_people_seen(actor: str, sees: set[str], world: World) -> None:
    people = world.home.people
    found = set(visible(people[actor], User))
    assert people[actor] in found
    if actor != "head":
        assert found == {people[name] for name in sees}
    assert not found & set(world.second.people.values())


def test_council_wide_rights_stop_at_the_council(world: World) -> None:
    for name in ("pdl", "qa", "admin"):
        found = set(visible(world.home.people[name], User))
        assert set(world.home.people.values()) <= found
        assert not found & set(world.second.people.values())
        assert not can(world.home.people[name], "see_name", world.second.people["coordinator"])


def test_a_line_manager_in_another_team_leads_too(world: World) -> None:
    people = world.home.people
    PostFactory(person=people["stranger"], team=world.home.other_team, manager=people["manager"], role="R05")
    assert people["stranger"] in visible(people["manager"], User)
    assert can(people["manager"], "waive_assignment", people["stranger"])


def test_rights_are_those_of_the_day(world: World) -> None:
    person = world.home.people["coordinator"]
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    PostFactory(person=person, role="R10", team=world.home.own_team, ends_on=yesterday)
    assert not can(person, "lead_team")
    assert Right.LEAD_TEAM in standing_of(person, yesterday).rights
    PostFactory(person=person, role="R10", team=world.home.other_team, starts_on=timezone.localdate())
    fresh = User.objects.get(pk=person.pk)
    assert can(fresh, "lead_team") and world.home.people["stranger"] in visible(fresh, User)


def test_nobody_sees_nothing_and_does_nothing(world: World) -> None:
    for nobody in (AnonymousUser(), None):
        assert scope_of(nobody, "person") is Scope.NONE
        assert not visible(nobody, User).exists()
        assert not can(nobody, "learn")
    left = StaffFactory(is_active=False)
    assert not can(left, "learn") and not has_standing(left)


def test_what_belongs_to_nobody_needs_a_right_for_the_council(world: World) -> None:
    assert visible(world.home.people["coordinator"], Team).count() == 3
    assert not visible(world.home.people["partner"], Team).exists()


def test_absences_and_posts(world: World) -> None:
    people = world.home.people
    AbsenceFactory(person=people["coordinator"])
    seen = {
        name: visible(people[name], Absence).count()
        for name in ("coordinator", "colleague", "manager", "admin", "qa")
    }
    assert seen == {"coordinator": 1, "colleague": 0, "manager": 1, "admin": 1, "qa": 0}
    assert visible(people["coordinator"], Post).count() == 1


def test_doing_to_oneself_is_not_doing_to_others(world: World) -> None:
    people = world.home.people
    assert can(people["coordinator"], "answer_finding", people["coordinator"])
    assert not can(people["coordinator"], "answer_finding", people["colleague"])
    assert not can(people["manager"], "waive_assignment", people["manager"])
    assert not can(people["manager"], "waive_assignment", people["stranger"])
    assert can(people["pdl"], "decide_cause", people["stranger"])
    assert not can(people["admin"], "manage_people", world.second.people["coordinator"])


def test_unknown_acts_are_mistakes_of_ours(world: World) -> None:
    with pytest.raises(KeyError):
        can(world.home.people["admin"], "fly")


def test_every_right_and_scope_in_the_tables_is_held_by_some_role() -> None:
    held = {right for role in ROLES.values() for right in role.rights} | {Right.COORDINATE}
    for table in (*SEES.values(), *DOES.values()):
        assert set(table) <= held
        assert Scope.NONE not in table.values()
