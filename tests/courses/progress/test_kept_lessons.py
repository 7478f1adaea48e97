"""A lesson is kept drawn for one person until something that it shows has changed. Nobody gets another's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from academy.people.models import Post, User
from assessments.questions.actions.reviewing import retire_item
from assessments.questions.models import Item
from assessments.tasks.actions import close_task
from assessments.tasks.models import Submission, Task
from courses.activities.actions import sign_record
from courses.activities.models import ShadowingRecord
from courses.assignments.actions.causes import say_not_mine
from courses.assignments.models import Assignment
from courses.pages.models import LessonPage, ModulePage
from courses.progress.actions import finish_lesson, start_again
from courses.progress.models import CheckAttempt, LessonProgress
from courses.progress.queries import lesson_marks
from tests.factories.activities import IDS, activity_lesson
from tests.factories.cohorts import CohortFactory, MemberFactory
from tests.factories.competencies import CompetencyFactory
from tests.factories.courses import AssignmentFactory
from tests.factories.learning import EXERCISE_ID, small_module
from tests.factories.practice import AttemptFactory, SumFactory
from tests.factories.tasks import EditionFactory, SubmissionFactory
from tests.factories.worlds import CouncilWorld, council_world

pytestmark = pytest.mark.django_db
MODULE = "/learn/practice/pm-01/"
FIRST, LAST = f"{MODULE}first-steps/", f"{MODULE}check-yourself/"
DOING = "/learn/practice/ind-1-1/do-it/"
NEW = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="([^"]+)"')
ANSWERS = {"question-1": "q1-a", "question-2": "q2-b", "question-3": ["q3-a", "q3-b"]}
RECORD = {
    "on_day": "12", "on_month": "11", "on_year": "2026", "whom": "a senior coordinator",
    "answer-0": "The parent spoke first.", "answer-1": "Wait longer.",
}  # fmt: skip
Change = Callable[[CouncilWorld, User, Client], object]


@pytest.fixture
def world() -> CouncilWorld:
    """A council with a lesson that has everything, and a module with a rewrite and a check."""
    cache.clear()
    world = council_world()
    CompetencyFactory(domain__framework__council=world.council)
    SumFactory(council=world.council, code="X99-1")
    SumFactory(council=world.council, code="X3-1", title="Count the weeks")
    EditionFactory(task__council=world.council, task__code="AT2")
    activity_lesson(world.council)
    small_module(world.council)
    return world


@pytest.fixture
def person(world: CouncilWorld) -> User:
    return world.people["coordinator"]


@pytest.fixture
def client(person: User) -> Client:
    return signed_in(person)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def drawn(client: Client, path: str = DOING) -> str:
    """The page without what is new in every answer."""
    page = client.get(path)
    assert page.status_code == 200
    return NEW.sub("", page.content.decode())


def module() -> ModulePage:
    return ModulePage.objects.get(code="PM-01")


def lesson(slug: str) -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def _send(path: str, data: dict[str, Any]) -> Change:
    """Something the person themselves sends from the lesson."""

    def send(world: CouncilWorld, person: User, client: Client) -> None:
        assert client.post(path, data).status_code == 302

    return send


def _finish(world: CouncilWorld, person: User, client: Client) -> None:
    finish_lesson(
        module=module(), lesson=lesson("first-steps"), has_check=False, by=person, at=timezone.now()
    )


def _ask(world: CouncilWorld, person: User, client: Client) -> None:
    AssignmentFactory(finding__audit__writer=person, module_code="PM-01")


def _publish(world: CouncilWorld, person: User, client: Client) -> None:
    page = lesson("first-steps")
    page.body = [("text", "<p>Newer words</p>")]
    page.save_revision().publish()


def _publish_the_next(world: CouncilWorld, person: User, client: Client) -> None:
    page = lesson("check-yourself")
    page.title = "Another name"
    page.save_revision().publish()


def _change_the_law(world: CouncilWorld, person: User, client: Client) -> None:
    page = lesson("first-steps")
    page.law = ["cfa-2014-s37"]
    page.save_revision().publish()


def _rename(world: CouncilWorld, person: User, client: Client) -> None:
    User.objects.filter(pk=person.pk).update(family_name="Newname")


def _promote(world: CouncilWorld, person: User, client: Client) -> None:
    Post.objects.filter(person=person).update(role="R03")


def _try_elsewhere(world: CouncilWorld, person: User, client: Client) -> None:
    AttemptFactory(person=person, version=Item.objects.get(code="X3-1").versions.get())


def _retire(world: CouncilWorld, person: User, client: Client) -> None:
    """A colleague takes the question out of use."""
    item = Item.objects.get(code="X3-1")
    retire_item(item=item, reason="Out of date", by=world.people["pdl"], at=timezone.now())


def _write_the_task(world: CouncilWorld, person: User, client: Client) -> None:
    task = Task.objects.get(code="AT2")
    SubmissionFactory(person=person, task=task, edition=task.editions.get())


REWRITE = _send(f"{FIRST}rewrite/{EXERCISE_ID}", {"text": "A teacher gives it."})
JUDGE = _send(f"{FIRST}rewrite/{EXERCISE_ID}/judge", {"met": ["line-1"]})
SHADOW = _send(f"{DOING}shadowing/{IDS['shadowing']}", RECORD)
REFLECT = f"{DOING}reflection/{IDS['reflection']}"
CHANGES: dict[str, tuple[str, Change]] = {
    "finish": (FIRST, _finish),
    "ask": (FIRST, _ask),
    "publish": (FIRST, _publish),
    "publish the next": (FIRST, _publish_the_next),
    "change the law": (FIRST, _change_the_law),
    "rename": (FIRST, _rename),
    "promote": (FIRST, _promote),
    "rewrite": (FIRST, REWRITE),
    "reflect": (DOING, _send(REFLECT, {"text": "I will ask"})),
    "shadow": (DOING, SHADOW),
    "try elsewhere": (DOING, _try_elsewhere),
    "retire": (DOING, _retire),
    "write the task": (DOING, _write_the_task),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_shows_at_once(name: str, world: CouncilWorld, person: User, client: Client) -> None:
    path, change = CHANGES[name]
    client.get(path)
    before = drawn(client, path)
    assert drawn(client, path) == before
    change(world, person, client)
    after = drawn(client, path)
    assert after != before
    cache.clear()
    assert drawn(client, path) == after


def test_every_step_of_a_rewrite_shows_at_once(world: CouncilWorld, person: User, client: Client) -> None:
    seen = [drawn(client, FIRST), drawn(client, FIRST)]
    for step in (REWRITE, JUDGE, _send(f"{FIRST}rewrite/{EXERCISE_ID}/judge", {"met": ["line-2"]})):
        step(world, person, client)
        seen.append(drawn(client, FIRST))
    assert len(set(seen[1:])) == 4


def test_sharing_and_taking_back_show_at_once(client: Client) -> None:
    def page(**ticks: str) -> str:
        client.post(REFLECT, {"text": "I will ask", **ticks})
        return drawn(client)

    drawn(client)
    assert "Only you can see it" in page()
    assert "Your manager can see it" in page(shared="on")
    assert "Your buddy can see it" in page(with_buddy="on")
    assert "Only you can see it" in page()


def test_a_signature_of_somebody_else_shows_at_once(
    world: CouncilWorld, person: User, client: Client
) -> None:
    SHADOW(world, person, client)
    drawn(client)
    assert "Your buddy signed it" not in drawn(client)
    sign_record(record=ShadowingRecord.objects.get(), by=world.people["senior"], at=timezone.now())
    assert "Your buddy signed it" in drawn(client)


def test_a_task_that_is_closed_shows_at_once(world: CouncilWorld, client: Client) -> None:
    """Only the record tells: nothing of the person's own changes."""
    drawn(client)
    assert "is not open to you" not in drawn(client)
    close_task(task=Task.objects.get(code="AT2"), by=world.people["pdl"], at=timezone.now())
    assert "is not open to you" in drawn(client)
    assert not Submission.objects.exists()


def test_an_answer_about_the_cause_shows_at_once(world: CouncilWorld, person: User, client: Client) -> None:
    _ask(world, person, client)
    client.get(FIRST)
    before = drawn(client, FIRST)
    row = Assignment.objects.get()
    say_not_mine(assignment=row, cause="advice", words="It came late", by=person, at=timezone.now())
    assert drawn(client, FIRST) != before


def test_a_module_taken_again_begins_with_a_clean_sheet(person: User, client: Client) -> None:
    client.get(LAST)
    key = NEW.findall(client.get(LAST).content.decode())
    client.post(f"{LAST}check", {**ANSWERS, "key": key[-1]})
    assert "3 of 3 right" in drawn(client, LAST) and "3 of 3 right" in drawn(client, LAST)
    start_again(module=module(), by=person, at=timezone.now())
    assert "3 of 3 right" not in drawn(client, LAST)


def test_two_tabs_with_a_kept_check_are_two_tries(client: Client) -> None:
    client.get(LAST)
    keys = [re.findall(r'name="key" value="([^"]+)"', client.get(LAST).content.decode()) for _ in range(3)]
    assert [len(one) for one in keys] == [1, 1, 1] and len({one[0] for one in keys}) == 3
    for (key,) in keys:
        client.post(f"{LAST}check", {**ANSWERS, "key": key})
    assert CheckAttempt.objects.count() == 3


def test_the_first_look_is_an_act_and_never_kept(person: User, client: Client) -> None:
    drawn(client, FIRST)
    LessonProgress.objects.all().delete()
    drawn(client, FIRST)
    assert LessonProgress.objects.filter(person=person).count() == 1


def test_steps_of_the_address_are_drawn_each_time(client: Client) -> None:
    drawn(client)
    plain = drawn(client)
    walked = drawn(client, f"{DOING}?scenario={IDS['scenario']}&way=&choice=0")
    assert "Because of Listen" in walked and drawn(client) == plain


def test_tomorrow_is_another_page(person: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def marks() -> tuple[object, ...]:
        return lesson_marks(actor=person, programme="practice", module="pm-01", lesson="first-steps")

    client.get(FIRST)
    now, before = timezone.now(), marks()
    assert before and marks() == before
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=1))
    assert marks() != before


def test_a_lesson_of_a_week_that_has_moved_away_is_closed_at_once(
    world: CouncilWorld, person: User, client: Client
) -> None:
    ModulePage.objects.filter(code="PM-01").update(week=6)
    drawn(client, FIRST)
    drawn(client, FIRST)
    MemberFactory(person=person, cohort=CohortFactory(council=world.council, starts_on=timezone.localdate()))
    assert client.get(FIRST).status_code == 302


def test_nobody_gets_the_page_of_another(world: CouncilWorld, person: User, client: Client) -> None:
    _ask(world, person, client)
    REWRITE(world, person, client)
    client.post(REFLECT, {"text": "Only for my own eyes", "shared": "on"})
    for _ in range(3):
        mine, done = drawn(client, FIRST), drawn(client)
    reason = Assignment.objects.get().reason
    assert reason in mine and "A teacher gives it." in mine and "Only for my own eyes" in done
    for name in ("colleague", "manager", "pdl"):
        other = signed_in(world.people[name])
        for path in (FIRST, DOING):
            for _ in range(3):
                page = drawn(other, path)
                assert reason not in page and "A teacher gives it." not in page
                assert "Only for my own eyes" not in page
                assert person.get_full_name() not in page.partition("<main")[0]
    partner = signed_in(world.people["partner"])
    assert partner.get(FIRST).status_code == 404


def test_a_leaver_finds_no_kept_lesson(person: User, client: Client) -> None:
    drawn(client, FIRST)
    drawn(client, FIRST)
    Post.objects.filter(person=person).update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert client.get(FIRST).status_code == 302


def test_a_message_is_shown_once_and_never_kept(client: Client) -> None:
    client.get(LAST)
    drawn(client, LAST)
    client.post(f"{LAST}read")
    assert "ac-notices" in drawn(client, LAST)
    assert "ac-notices" not in drawn(client, LAST)


def test_the_forms_of_a_kept_lesson_carry_a_token_of_their_own(person: User, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    strict.get(FIRST)
    first, second = (set(NEW.findall(strict.get(FIRST).content.decode())) for _ in range(2))
    assert first and first.isdisjoint(second)
    url, text = f"{FIRST}rewrite/{EXERCISE_ID}", "A teacher gives it."
    assert strict.post(url, {"text": text, "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(url, {"text": text, "csrfmiddlewaretoken": second.pop()}).status_code == 302


def test_a_lesson_without_a_revision_is_never_kept(client: Client) -> None:
    """Nothing would tell that it has changed."""
    LessonPage.objects.filter(slug="first-steps").update(live_revision=None)
    client.get(FIRST)
    drawn(client, FIRST)
    LessonPage.objects.filter(slug="first-steps").update(summary="Other words")
    assert "Other words" in drawn(client, FIRST)


@pytest.mark.parametrize("path", [FIRST, LAST, DOING])
def test_a_kept_lesson_costs_five_queries(path: str, client: Client, django_assert_num_queries: Any) -> None:
    client.get(path)
    client.get(path)
    with django_assert_num_queries(5):
        client.get(path)
