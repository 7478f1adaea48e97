"""The first screen of somebody in the six-week induction."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from courses.cohorts.actions import pair_buddy
from courses.pages.models import LessonPage, ModulePage, ProgrammeWeek
from courses.pathways.models import Licence
from courses.progress.models import LessonProgress
from home.dashboards.queries import starter_week
from home.dashboards.rules import Piece, lay_out, over, room_of
from tests.factories.cohorts import (
    BuddyPairFactory,
    CohortFactory,
    LiveSessionFactory,
    MemberFactory,
    TimeAwayFactory,
)
from tests.factories.courses import lesson_page, module_page
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2026, 11, 25, 10))
Day = datetime.date


@pytest.fixture(autouse=True)
def wednesday_of_week_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def world() -> CouncilWorld:
    return council_world()


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["starter"])
    return client


@pytest.fixture
def modules(world: CouncilWorld) -> list[ModulePage]:
    found = []
    for code, week in (("IND-3.1", 3), ("IND-4.1", 4), ("IND-4.2", 4), ("IND-5.1", 5)):
        page = module_page(
            world.council, code, slug=code.lower().replace(".", "-"), title=f"About {code}", week=week
        )
        for number in (1, 2):
            lesson_page(page, f"part-{number}", title=f"Part {number}", minutes=45)
        page.save_revision().publish()
        found.append(ModulePage.objects.get(pk=page.pk))
    programme = found[0].get_parent().specific
    programme.code = "IND-6W"
    programme.save()
    ProgrammeWeek.objects.create(programme=programme, number=4, title="Writing plans")
    return found


def join(world: CouncilWorld) -> Any:
    return MemberFactory(
        person=world.people["starter"], cohort=CohortFactory(council=world.council, name="COH-9")
    )


def text_of(client: Client, path: str = "/me/") -> str:
    return " ".join(client.get(path).content.decode().split())


def test_my_week_says_which_week_how_long_and_whether_it_fits(
    world: CouncilWorld, client: Client, modules: list[ModulePage]
) -> None:
    member = join(world)
    session = LiveSessionFactory(
        council=world.council, title="Clinic", starts_at=AT + datetime.timedelta(days=1), place="Room 2"
    )
    session.cohorts.add(member.cohort)
    pair = BuddyPairFactory(member=member, buddy=world.people["senior"])
    pair.meetings.create(starts_at=AT + datetime.timedelta(days=1, hours=4))
    page = text_of(client)
    assert "Your week 4: writing plans" in page and "COH-9" in page
    assert "<strong>7 h</strong> left this week: 4 h 30 min of your own work and 2 h 30 min live" in page
    assert "That fits in the time you have before Friday at 5pm." in page
    assert "About IND-3.1, lesson 1 of 2" in page and "from week 3" in page and "IND-5.1" not in page
    assert "Gate 1" in page and "Senior" in page and "Thursday 26 November, 2pm" in page
    assert "Clinic" in page and "10am to noon" in page


def test_what_is_done_is_not_asked_again(
    world: CouncilWorld, client: Client, modules: list[ModulePage]
) -> None:
    join(world)
    starter = world.people["starter"]
    for module in modules[:2]:
        for lesson in LessonPage.objects.child_of(module):
            LessonProgress.objects.create(person=starter, lesson=lesson, opened_at=AT, finished_at=AT)
    week = starter_week(actor=starter, at=AT)
    assert week is not None and [one.meta[0] for one in week.work.pieces] == ["IND-4.2"]
    assert week.own == 90 and week.strip[2].done == 180 and week.strip[2].today
    assert "Show the 4 things you finished this week" in text_of(client)


def test_a_week_that_is_too_full_says_by_how_much(
    world: CouncilWorld, client: Client, modules: list[ModulePage]
) -> None:
    join(world)
    LessonPage.objects.child_of(modules[1]).update(minutes=900)
    assert "more than the time you have before Friday at 5pm" in text_of(client)


def test_days_away_put_me_into_an_earlier_week(
    world: CouncilWorld, client: Client, modules: list[ModulePage]
) -> None:
    TimeAwayFactory(member=join(world), starts_on=Day(2026, 11, 16), ends_on=Day(2026, 11, 20))
    assert "Your week 3" in text_of(client)


def test_a_starter_finds_the_way_to_a_shorter_pathway(world: CouncilWorld, client: Client) -> None:
    join(world)
    assert 'href="/me/pathway/"' in client.get("/me/").content.decode()


def test_everybody_else_keeps_their_own_first_screen(
    world: CouncilWorld, client: Client, modules: list[ModulePage]
) -> None:
    assert "What we ask of you" in text_of(client)
    join(world)
    assert "What we ask of you" not in text_of(client)
    other = Client()
    other.force_login(world.people["coordinator"])
    assert "What we ask of you" in text_of(other)


def test_a_starters_week_costs_the_same_for_more_modules_and_sessions(
    world: CouncilWorld, client: Client, modules: list[ModulePage], django_assert_max_num_queries: Any
) -> None:
    member = join(world)
    BuddyPairFactory(member=member, buddy=world.people["senior"])
    client.get("/me/")
    counts = []
    for count in (1, 3):
        for number in range(count):
            LiveSessionFactory(council=world.council).cohorts.add(member.cohort)
            page = module_page(world.council, f"IND-4.{count}{number}", slug=f"m-{count}-{number}", week=4)
            lesson_page(page, "part-1", title="Part 1", minutes=10)
        cache.clear()
        with django_assert_max_num_queries(49) as seen:
            assert client.get("/me/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_looked_at_again_it_costs_little_and_a_change_is_seen_at_once(
    world: CouncilWorld, client: Client, modules: list[ModulePage], django_assert_max_num_queries: Any
) -> None:
    member = join(world)
    text_of(client)
    with django_assert_max_num_queries(4):
        client.get("/me/")
    buddy, starter = world.people["senior"], member.person
    Licence.objects.create(
        person=buddy, kind="buddy", cites="PM-21", starts_on=Day(2026, 1, 1), ends_on=Day(2026, 12, 31),
        granted_by=world.people["pdl"], granted_at=AT,
    )  # fmt: skip
    pair_buddy(member=member, buddy=buddy, by=world.people["pdl"], at=AT)
    assert buddy.get_full_name() in text_of(client)
    lesson = LessonPage.objects.child_of(modules[0]).first()
    LessonProgress.objects.create(person=starter, lesson=lesson, opened_at=AT, finished_at=AT)
    assert "finished this week" in text_of(client)


def test_work_goes_to_the_first_day_with_room_and_live_stays_where_it_is() -> None:
    today, tomorrow = Day(2026, 11, 25), Day(2026, 11, 26)
    live = Piece("Clinic", "", 120, at=AT + datetime.timedelta(days=1))
    own = [Piece(name, "", 100) for name in "abc"]
    days = lay_out(own, {tomorrow: [live]}, {today: 120, tomorrow: 300})
    assert [[one.title for one in day.pieces] for day in days] == [["a", "b"], ["Clinic", "c"]]
    assert over(days) == 0
    assert over(lay_out(own * 2, {tomorrow: [live]}, {today: 120, tomorrow: 300})) == 300
    assert lay_out(own, {}, {}) == []


def test_the_room_of_today_ends_at_five() -> None:
    now = timezone.localtime(AT)
    assert room_of(now.date(), 1, now) == 420
    assert room_of(now.date(), 0.5, now) == 222
    assert room_of(now.date() + datetime.timedelta(days=1), 1, now) == 444
    assert room_of(now.date() - datetime.timedelta(days=1), 1, now) == 0
