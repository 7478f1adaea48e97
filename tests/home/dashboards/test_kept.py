"""My week is kept drawn, and drawn anew at once when anything on it has changed. Nobody gets another's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import Post, User
from courses.assignments.actions.causes import say_not_mine
from courses.assignments.actions.learning import record_completion
from courses.assignments.actions.offers import answer_offer
from courses.assignments.actions.waivers import agree_coaching, waive_assignment
from courses.assignments.models import Assignment, LoopStamp, Offer
from courses.pages.models import LessonPage, ModulePage
from courses.progress.actions import finish_lesson, open_lesson, start_again
from home.dashboards.queries import week_marks
from tests.factories.assessments import AuditFactory, FindingFactory
from tests.factories.courses import (
    AssignmentFactory,
    CompletionFactory,
    OfferFactory,
    lesson_page,
    module_page,
)
from tests.factories.worlds import World, build_world

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def world() -> World:
    cache.clear()
    return build_world()


@pytest.fixture
def person(world: World) -> User:
    return world.home.people["coordinator"]


@pytest.fixture
def module(person: User) -> ModulePage:
    """A published module of two lessons."""
    page = module_page(person.council)
    page.save_revision().publish()
    for number in (1, 2):
        lesson_page(page, f"lesson-{number}", title=f"Lesson number {number}")
    return ModulePage.objects.get(pk=page.pk)


@pytest.fixture
def asked(person: User, module: ModulePage) -> Assignment:
    """One module asked of the person."""
    finding = FindingFactory(audit=AuditFactory(writer=person), state="assigned")
    return AssignmentFactory(finding=finding, module_code=module.code)


def sign_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def drawn(client: Client, path: str = "/me/") -> str:
    """The page without what is new in every answer."""
    page = client.get(path)
    assert page.status_code == 200
    return TOKEN.sub("", page.content.decode())


def _open(person: User, asked: Assignment, module: ModulePage) -> None:
    open_lesson(lesson=LessonPage.objects.child_of(module).first(), by=person, at=timezone.now())


def _finish(person: User, asked: Assignment, module: ModulePage) -> None:
    lesson = LessonPage.objects.child_of(module).first()
    finish_lesson(module=module, lesson=lesson, has_check=False, by=person, at=timezone.now())


def _complete(person: User, asked: Assignment, module: ModulePage) -> None:
    CompletionFactory(person=person, module_code=module.code)


def _learn(person: User, asked: Assignment, module: ModulePage) -> None:
    done = CompletionFactory(person=person, module_code=module.code, done_on=timezone.localdate())
    record_completion(completion_id=done.pk, at=timezone.now())


def _claim(person: User, asked: Assignment, module: ModulePage) -> None:
    say_not_mine(assignment=asked, cause="advice", words="It came late", by=person, at=timezone.now())


def _waive(person: User, asked: Assignment, module: ModulePage) -> None:
    waive_assignment(assignment=asked, reason="Not needed", by=person, at=timezone.now())


def _audit(person: User, asked: Assignment, module: ModulePage) -> None:
    AuditFactory(writer=person)


def _take_back_audit(person: User, asked: Assignment, module: ModulePage) -> None:
    audit = asked.finding.audit
    audit.is_current = False
    audit.save()


def _ask_more(person: User, asked: Assignment, module: ModulePage) -> None:
    module_page(person.council, "PM-02", title="Another module")
    audit = AuditFactory(writer=person)
    AssignmentFactory(finding=FindingFactory(audit=audit, state="assigned"), module_code="PM-02")


def _offer(person: User, asked: Assignment, module: ModulePage) -> None:
    OfferFactory(person=person, audit=asked.finding.audit, criterion=asked.criterion)


def _rename(person: User, asked: Assignment, module: ModulePage) -> None:
    User.objects.filter(pk=person.pk).update(family_name="Newname")


def _promote(person: User, asked: Assignment, module: ModulePage) -> None:
    Post.objects.filter(person=person).update(role="R03")


CHANGES: tuple[Callable[[User, Assignment, ModulePage], None], ...] = (
    _open,
    _finish,
    _complete,
    _learn,
    _claim,
    _waive,
    _audit,
    _take_back_audit,
    _ask_more,
    _offer,
    _rename,
    _promote,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_change_shows_at_once(
    change: Callable[[User, Assignment, ModulePage], None],
    person: User,
    asked: Assignment,
    module: ModulePage,
) -> None:
    client = sign_in(person)
    before = drawn(client)
    assert drawn(client) == before
    change(person, asked, module)
    after = drawn(client)
    assert after != before
    cache.clear()
    assert drawn(client) == after


def test_a_module_taken_again_is_to_do_again(person: User, asked: Assignment, module: ModulePage) -> None:
    client = sign_in(person)
    _finish(person, asked, module)
    before = drawn(client)
    start_again(module=module, by=person, at=timezone.now())
    after = drawn(client)
    assert after != before
    cache.clear()
    assert drawn(client) == after


def test_what_waits_for_no_answer_of_mine_changes_with_the_loop(world: World, person: User) -> None:
    """Nothing of mine is counted differently: only the stamp tells."""
    audit = AuditFactory(writer=person)
    finding = FindingFactory(audit=audit, state="repeated")
    row = AssignmentFactory(finding=finding, state="repeated", settled_on=timezone.localdate())
    client = sign_in(person)
    assert "To talk about" in drawn(client)
    agree_coaching(
        assignment=row, words="A talk each week", by=world.home.people["manager"], at=timezone.now()
    )
    assert "To talk about" not in drawn(client)


def test_an_answered_offer_is_gone_at_once(person: User, asked: Assignment) -> None:
    _offer(person, asked, None)  # type: ignore[arg-type]
    offer = Offer.objects.get(person=person)
    client = sign_in(person)
    assert offer.reason in drawn(client)
    answer_offer(offer=offer, answer="seen", by=person, at=timezone.now())
    assert offer.reason not in drawn(client)


def test_an_answer_raises_the_stamp_of_the_loop(person: User, asked: Assignment) -> None:
    def stamp() -> int:
        return LoopStamp.objects.filter(council=person.council).values_list("value", flat=True).first() or 0

    _offer(person, asked, None)  # type: ignore[arg-type]
    before = stamp()
    answer_offer(offer=Offer.objects.get(), answer="seen", by=person, at=timezone.now())
    after = stamp()
    assert after > before
    with pytest.raises(Refused):
        answer_offer(offer=Offer.objects.get(), answer="seen", by=person, at=timezone.now())
    assert stamp() == after


def test_each_choice_of_minutes_has_a_page_of_its_own(person: User, asked: Assignment) -> None:
    client = sign_in(person)
    quarter, hour = drawn(client, "/me/?minutes=15"), drawn(client, "/me/?minutes=60")
    assert quarter != hour
    assert drawn(client, "/me/?minutes=15") == quarter
    assert drawn(client, "/me/?minutes=%C2%B2") == drawn(client, "/me/?minutes=40")


def test_tomorrow_is_another_page(person: User) -> None:
    now = timezone.now()
    assert week_marks(actor=person, at=now) != week_marks(actor=person, at=now + datetime.timedelta(days=1))


def test_nobody_gets_the_page_of_another(world: World, person: User, asked: Assignment) -> None:
    mine = drawn(sign_in(person))
    assert asked.reason in mine
    for name in ("colleague", "manager", "pdl", "stranger"):
        other = drawn(sign_in(world.home.people[name]))
        assert asked.reason not in other
        assert person.get_full_name() not in other.partition("<main")[0]


def test_a_kept_page_costs_four_queries(
    person: User, asked: Assignment, django_assert_num_queries: Any
) -> None:
    client = sign_in(person)
    drawn(client)
    with django_assert_num_queries(4):
        drawn(client)


def test_the_forms_of_a_kept_page_carry_a_token_of_their_own(
    world: World, person: User, asked: Assignment
) -> None:
    _offer(person, asked, None)  # type: ignore[arg-type]
    drawn(sign_in(person))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    first = TOKEN.findall(strict.get("/me/").content.decode())
    second = TOKEN.findall(strict.get("/me/").content.decode())
    assert first and len(first) == len(second) and set(first).isdisjoint(second)
    url = reverse("offer_answer", args=[Offer.objects.get().pk])
    assert strict.post(url, {"answer": "seen", "csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post(url, {"answer": "seen", "csrfmiddlewaretoken": second[0]}).status_code == 302


def test_a_message_is_shown_once_and_never_kept(person: User, asked: Assignment) -> None:
    client = sign_in(person)
    plain = drawn(client)
    _offer(person, asked, None)  # type: ignore[arg-type]
    answer = client.post(reverse("offer_answer", args=[Offer.objects.get().pk]), {"answer": "seen"})
    assert answer.status_code == 302
    with_message = drawn(client)
    assert "ac-notices" in with_message
    assert "ac-notices" not in drawn(client)
    assert "ac-notices" not in plain


def test_what_is_kept_holds_no_token(
    person: User, asked: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, Any] = {}
    monkeypatch.setattr("academy.kit.keeping.cache.set", lambda key, value, _: kept.update({key: value}))
    page = sign_in(person).get("/me/")
    (found,) = (value for key, value in kept.items() if key.startswith("page:"))
    pieces = [b"".join(one) for one in found]
    tokens = TOKEN.findall(page.content.decode())
    assert len(pieces) == len(tokens) + 1
    assert not any(token.encode() in piece for token in tokens for piece in pieces)


def test_while_templates_are_written_nothing_is_kept(
    person: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    client = sign_in(person)
    drawn(client)
    monkeypatch.setattr("academy.kit.keeping.cache.get", lambda key: pytest.fail("asked the cache"))
    drawn(client)
