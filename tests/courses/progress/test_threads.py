"""The golden threads walked through everything, and weeks with what opens and closes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courses.pages.models import ModulePage, ProgrammePage, ProgrammeWeek
from tests.factories.courses import lesson_page, module_page
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CouncilWorld:
    """A programme of two weeks; the second week's module stands before the first in the tree."""
    world = council_world()
    late = module_page(
        world.council, "IND-2.1", slug="late", title="Later", week=2, threads=["GT1"], basis="Regulation 12",
        minutes=15, taught_minutes=240,
    )  # fmt: skip
    early = module_page(
        world.council, "IND-1.1", slug="early", title="Earlier", week=1, threads=["GT1", "GT2"]
    )
    other = module_page(world.council, "PM-01", slug="other", title="By itself")
    for page in (late, early, other):
        lesson_page(page, "first", title=f"First of {page.title}")
    programme = ProgrammePage.objects.get(council=world.council)
    for number in (1, 2):
        ProgrammeWeek.objects.create(
            programme=programme, number=number, title=f"Title {number}", intro=f"Intro {number}",
            closing=f"Closing {number}",
        )  # fmt: skip
    return world


@pytest.fixture
def client(world: CouncilWorld) -> Client:
    client = Client()
    client.force_login(world.people["starter"])
    return client


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return " ".join(response.content.decode().split())


def test_a_thread_leads_through_modules_and_lessons_in_the_order_of_the_weeks(client: Client) -> None:
    page = text_of(client, "/learn/threads/GT1/")
    assert "2 modules" in page and page.index("First of Earlier") < page.index("First of Later")
    assert "By itself" not in page and "First of By itself" not in page
    assert "Later" not in text_of(client, "/learn/threads/GT2/")
    assert client.get("/learn/threads/GT9/").status_code == 404


def test_weeks_stand_in_order_with_what_opens_and_closes_them(client: Client) -> None:
    for path in ("/learn/", "/learn/practice/"):
        page = text_of(client, path)
        places = [page.index(words) for words in ("Intro 1", "Earlier", "Closing 1", "Intro 2", "Later")]
        assert places == sorted(places)
        assert page.index("Closing 2") < page.index("By itself") and 'id="week-2"' in page
        assert "/learn/threads/GT1/" in page and "3 modules" in page


def test_a_module_says_its_week_its_threads_what_it_rests_on_and_all_its_time(client: Client) -> None:
    page = text_of(client, "/learn/practice/late/")
    assert 'href="/learn/practice/#week-2"' in page and "Regulation 12" in page
    assert "/learn/threads/GT1/" in page and "/learn/threads/GT2/" not in page
    assert "With the live session, practice and work on the job it takes 4 h." in page
    other = text_of(client, "/learn/practice/other/")
    assert "of the programme" not in other and "Golden threads" not in other and "live session" not in other


def test_moving_a_module_to_another_week_keeps_its_address(client: Client) -> None:
    ModulePage.objects.filter(code="IND-2.1").update(week=1)
    page = text_of(client, "/learn/")
    assert "Intro 2" not in page and "/learn/practice/late/" in page


@pytest.mark.parametrize("path", ["/learn/", "/learn/threads/GT1/"])
def test_queries_do_not_grow_with_the_modules(
    world: CouncilWorld, client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(20) as seen:
            client.get(path)
        return len(seen)

    client.get(path)
    one = count()
    for number in range(2, 5):
        code = f"IND-1.{number}"
        more = module_page(world.council, code, slug=f"more-{number}", week=1, threads=["GT1"])
        lesson_page(more, "first")
    assert count() == one


def test_there_are_no_threads_where_nothing_is_taken_week_by_week(client: Client) -> None:
    ProgrammeWeek.objects.all().delete()
    assert "Golden threads" not in text_of(client, "/learn/")
