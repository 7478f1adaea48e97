from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.pages.models import ModulePage, ProgrammeWeek
from courses.progress.models import LessonProgress
from tests.factories.cohorts import CohortFactory, MemberFactory, TimeAwayFactory
from tests.factories.courses import lesson_page, module_page
from tests.factories.pathways import ExemptionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 11, 10))


@pytest.fixture(autouse=True)
def week_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def modules(world: CouncilWorld) -> dict[int, ModulePage]:
    found = {}
    for week in (1, 2, 3):
        page = module_page(
            world.council, f"IND-{week}.1", slug=f"ind-{week}-1", title=f"Of week {week}", week=week
        )
        lesson_page(page, "first", title="First steps")
        page.save_revision().publish()
        found[week] = ModulePage.objects.get(pk=page.pk)
    programme = found[1].get_parent().specific
    for week in found:
        ProgrammeWeek.objects.create(programme=programme, number=week, title=f"Week {week}")
    return found


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["starter"])
    return client


def join(world: CouncilWorld) -> Any:
    return MemberFactory(person=world.people["starter"], cohort=CohortFactory(council=world.council))


def place(page: ModulePage) -> str:
    return f"/learn/{page.get_parent().slug}/{page.slug}/"


def text_of(client: Client, path: str, **more: Any) -> str:
    return " ".join(client.get(path, **more).content.decode().split())


def test_a_week_that_has_not_come_is_shown_with_its_date_and_opens_no_lesson(
    world: CouncilWorld, modules: dict[int, ModulePage], client: Client
) -> None:
    join(world)
    page = text_of(client, "/learn/")
    assert page.count("Opens Monday 16 November") == 1
    front = text_of(client, place(modules[3]))
    assert "Opens on Monday 16 November" in front and "Start: " not in front
    answer = client.get(f"{place(modules[3])}first/", follow=True)
    assert answer.redirect_chain == [(place(modules[3]), 302)]
    assert "Opens on Monday 16 November." in answer.content.decode()
    assert client.post(f"{place(modules[3])}first/read").status_code == 302
    assert not LessonProgress.objects.exists()
    for week in (1, 2):
        assert client.get(f"{place(modules[week])}first/").status_code == 200


def test_days_away_move_the_day_on_which_a_module_opens(
    world: CouncilWorld, modules: dict[int, ModulePage], client: Client
) -> None:
    member = join(world)
    assert "Opens on Monday 16 November" in text_of(client, place(modules[3]))
    TimeAwayFactory(member=member, starts_on=datetime.date(2026, 11, 9), ends_on=datetime.date(2026, 11, 10))
    assert "Opens on Wednesday 18 November" in text_of(client, place(modules[3]))


def test_for_who_is_in_no_cohort_everything_is_open(modules: dict[int, ModulePage], client: Client) -> None:
    assert "Opens" not in text_of(client, "/learn/")
    assert client.get(f"{place(modules[3])}first/").status_code == 200


def test_a_module_left_out_says_so_and_can_be_taken(
    world: CouncilWorld, modules: dict[int, ModulePage], client: Client
) -> None:
    before = text_of(client, place(modules[2]))
    ExemptionFactory(person=world.people["starter"], module_code="IND-2.1", reason="You know it well")
    assert "You need not take this" in text_of(client, place(modules[2])) and "need not" not in before
    assert "you need not take it" in text_of(client, "/learn/")
    assert client.get(f"{place(modules[2])}first/").status_code == 200
