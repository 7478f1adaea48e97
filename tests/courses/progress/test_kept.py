"""A module page is kept drawn for one person until their learning, the loop or the module changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from academy.people.models import User
from courses.assignments.actions.causes import say_not_mine
from courses.assignments.models import Assignment
from courses.pages.models import LessonPage, ModulePage
from courses.progress.actions import complete_module, finish_lesson, open_lesson, start_again
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import AssignmentFactory, lesson_page
from tests.factories.learning import small_module
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
PATH = "/learn/practice/pm-01/"


@pytest.fixture
def world() -> CouncilWorld:
    cache.clear()
    return council_world()


@pytest.fixture
def module(world: CouncilWorld) -> ModulePage:
    CompetencyFactory(domain__framework__council=world.council)
    module, _ = small_module(world.council)
    return module


@pytest.fixture
def person(world: CouncilWorld) -> User:
    return world.people["coordinator"]


def drawn(person: User) -> str:
    """The page without what is new in every answer."""
    client = Client()
    client.force_login(person)
    page = client.get(PATH)
    assert page.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())


def first(module: ModulePage) -> LessonPage:
    return LessonPage.objects.child_of(module).order_by("path")[0]


def _open(person: User, module: ModulePage) -> None:
    open_lesson(lesson=first(module), by=person, at=timezone.now())


def _finish(person: User, module: ModulePage) -> None:
    finish_lesson(module=module, lesson=first(module), has_check=False, by=person, at=timezone.now())


def _complete(person: User, module: ModulePage) -> None:
    complete_module(module=module, scores={}, by=person, at=timezone.now())


def _ask(person: User, module: ModulePage) -> None:
    AssignmentFactory(finding__audit__writer=person, module_code=module.code)


def _publish_lesson(person: User, module: ModulePage) -> None:
    lesson = first(module)
    lesson.title = "A better name"
    lesson.save_revision().publish()


def _new_lesson(person: User, module: ModulePage) -> None:
    lesson_page(ModulePage.objects.get(pk=module.pk), "third", title="A third lesson")


def _unpublish_lesson(person: User, module: ModulePage) -> None:
    first(module).unpublish()


@pytest.mark.parametrize(
    "change",
    [_open, _finish, _complete, _ask, _publish_lesson, _new_lesson, _unpublish_lesson],
    ids=lambda change: change.__name__.strip("_"),
)
def test_a_change_shows_at_once(
    change: Callable[[User, ModulePage], None], person: User, module: ModulePage
) -> None:
    before = drawn(person)
    assert drawn(person) == before
    change(person, module)
    after = drawn(person)
    assert after != before
    cache.clear()
    assert drawn(person) == after


def test_a_module_taken_again_begins_anew(person: User, module: ModulePage) -> None:
    _complete(person, module)
    assert "Every lesson is done." in drawn(person)
    start_again(module=module, by=person, at=timezone.now())
    assert "Every lesson is done." not in drawn(person)


def test_an_answer_about_the_cause_shows_at_once(person: User, module: ModulePage) -> None:
    _ask(person, module)
    before = drawn(person)
    row = Assignment.objects.get()
    say_not_mine(assignment=row, cause="advice", words="It came late", by=person, at=timezone.now())
    assert drawn(person) != before


def test_nobody_gets_the_page_of_another(world: CouncilWorld, person: User, module: ModulePage) -> None:
    _ask(person, module)
    reason = Assignment.objects.get().reason
    assert reason in drawn(person)
    for name in ("colleague", "manager", "pdl"):
        assert reason not in drawn(world.people[name])
    guest = Client()
    guest.force_login(world.people["partner"])
    assert guest.get(PATH).status_code == 404


def test_a_kept_page_costs_five_queries(
    person: User, module: ModulePage, django_assert_num_queries: Any
) -> None:
    client = Client()
    client.force_login(person)
    client.get(PATH)
    with django_assert_num_queries(5):
        client.get(PATH)


def test_a_page_without_a_revision_is_never_kept(person: User, module: ModulePage) -> None:
    """Nothing would tell that it has changed."""
    ModulePage.objects.filter(pk=module.pk).update(live_revision=None)
    drawn(person)
    ModulePage.objects.filter(pk=module.pk).update(summary="Other words")
    assert "Other words" in drawn(person)
