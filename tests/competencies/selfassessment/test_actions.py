"""The person rates and writes, the manager answers item by item, and both voices stay."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.kit.refusals import Refused
from academy.people.models import User
from academy.work.models import Message
from academy.work.worker import do_due_jobs
from competencies.entrustment.models import Entrustment
from competencies.evidence.models import Evidence
from competencies.framework.models import EntrustableTask
from competencies.selfassessment.actions import (
    add_task,
    close_assessment,
    drop_task,
    hand_in,
    open_assessment,
    reply_to,
    save_answer,
)
from competencies.selfassessment.models import ManagerAnswer, SelfAnswer, SelfAssessment, SelfItem
from competencies.selfassessment.queries import page_of
from tests.factories.academy import StaffFactory
from tests.factories.selfassessment import SelfAnswerFactory, SelfAssessmentFactory, lay_tasks

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def manager() -> User:
    return StaffFactory(role="R10")


@pytest.fixture
def person(manager: User) -> User:
    found = StaffFactory(team=manager.posts.get().team, manager=manager)
    lay_tasks(found)
    return found


def begin(person: User) -> SelfAssessment:
    return open_assessment(person=person, key=uuid.uuid4(), by=person, at=NOW)


def rate(item: SelfItem, level: int = 3, did: str = "Four drafts", needs: str = "") -> SelfAnswer:
    by = item.assessment.person
    return save_answer(item=item, level=level, did=did, needs=needs, by=by, at=NOW)


@pytest.fixture
def handed_in(person: User) -> SelfAssessment:
    row = begin(person)
    for item in row.items.all():
        rate(item)
    return hand_in(assessment=row, by=person, at=NOW)


def reply(
    item: SelfItem, by: User, kind: str = "confirm", level: int | None = None, words: str = ""
) -> ManagerAnswer:
    answer = item.answers.filter(handed_in_at__isnull=False).latest("number")
    return reply_to(answer=answer, kind=kind, level=level, words=words, by=by, at=NOW)


def code_of(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_a_round_has_the_tasks_of_the_role_profile(person: User) -> None:
    row = begin(person)
    assert [item.task.code for item in row.items.all()] == ["ET02", "ET03", "ET07"]
    assert row.asked_by is None


def test_a_manager_asks_and_the_person_gets_a_letter(person: User, manager: User) -> None:
    row = open_assessment(person=person, key=uuid.uuid4(), by=manager, at=NOW)
    assert row.asked_by == manager
    do_due_jobs(at=timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert "grants no level" in letter.body


def test_a_peer_does_not_ask(person: User) -> None:
    peer = StaffFactory(team=person.posts.get().team)
    assert code_of(lambda: open_assessment(person=person, key=uuid.uuid4(), by=peer, at=NOW)) == "who"


def test_one_current_round_and_the_same_form_twice_is_one(person: User) -> None:
    key = uuid.uuid4()
    first = open_assessment(person=person, key=key, by=person, at=NOW)
    assert open_assessment(person=person, key=key, by=person, at=NOW) == first
    assert code_of(lambda: begin(person)) == "current"
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfAssessmentFactory(person=person)


def test_every_task_can_be_added_and_only_added_ones_taken_out(person: User) -> None:
    row = begin(person)
    task = EntrustableTask.objects.select_related("framework").get(code="ET20")
    item = add_task(assessment=row, task=task, by=person, at=NOW)
    assert add_task(assessment=row, task=task, by=person, at=NOW) == item
    expected = row.items.filter(added=False).first()
    assert expected is not None
    assert code_of(lambda: drop_task(item=expected, by=person, at=NOW)) == "expected"
    drop_task(item=item, by=person, at=NOW)
    assert row.items.count() == 3


def test_a_draft_is_written_over_until_it_is_handed_in(person: User) -> None:
    item = begin(person).items.all()[0]
    first = rate(item, 2)
    assert rate(item, 3).pk == first.pk
    answer = SelfAnswer.objects.get()
    assert (answer.number, answer.level, answer.handed_in_at) == (1, 3, None)


def test_nobody_else_writes(person: User, manager: User) -> None:
    item = begin(person).items.all()[0]
    for by in (manager, StaffFactory(council=person.council)):
        assert (
            code_of(lambda by=by: save_answer(item=item, level=3, did="", needs="", by=by, at=NOW)) == "who"
        )


def test_handing_in_needs_a_level_for_every_task(person: User, manager: User) -> None:
    row = begin(person)
    rate(row.items.all()[0])
    with pytest.raises(Refused) as refused:
        hand_in(assessment=row, by=person, at=NOW)
    assert "2 of 3 tasks have no level yet" in refused.value.words
    for item in row.items.all():
        rate(item, 0)
    assert hand_in(assessment=row, by=person, at=NOW).state == "handed_in"
    hand_in(assessment=row, by=person, at=NOW)
    do_due_jobs(at=timezone.now())
    (letter,) = mail.outbox
    assert letter.to == [manager.email]
    assert "handed in a self-assessment" in letter.subject


def test_the_manager_confirms_differs_or_asks_for_more(handed_in: SelfAssessment, manager: User) -> None:
    first, second, third = handed_in.items.all()
    reply(first, manager)
    reply(second, manager, "differ", 2, "The dates slipped twice this autumn")
    reply(third, manager, "more", None, "Which plan shows it best?")
    kinds = ManagerAnswer.objects.order_by("pk").values_list("kind", "level")
    assert list(kinds) == [("confirm", None), ("differ", 2), ("more", None)]


@pytest.mark.parametrize(
    ("kind", "level", "words", "code"),
    [
        ("differ", None, "Because of the dates", "level"),
        ("differ", 3, "Because of the dates", "level"),
        ("differ", 2, " no ", "words"),
        ("more", None, "", "words"),
    ],
)
def test_a_reply_says_which_level_why_or_what(
    handed_in: SelfAssessment, manager: User, kind: str, level: int | None, words: str, code: str
) -> None:
    item = handed_in.items.all()[0]
    assert code_of(lambda: reply(item, manager, kind, level, words)) == code
    assert not ManagerAnswer.objects.exists()


def test_only_whoever_leads_them_answers(handed_in: SelfAssessment) -> None:
    item = handed_in.items.all()[0]
    team = handed_in.person.posts.get().team
    others = [handed_in.person, StaffFactory(team=team), StaffFactory(role="R10", council=team.council)]
    others += [StaffFactory(role="R15", council=team.council)]
    assert {code_of(lambda by=by: reply(item, by)) for by in others} == {"who"}


def test_the_same_reply_twice_is_one_and_another_stands_beside_it(
    handed_in: SelfAssessment, manager: User
) -> None:
    item = handed_in.items.all()[0]
    assert reply(item, manager) == reply(item, manager)
    reply(item, manager, "differ", 2, "On second thoughts: the dates")
    view = page_of(actor=manager, assessment=handed_in).items[0]
    assert [one.kind for one in view.now.replies] == ["confirm", "differ"]  # type: ignore[union-attr]
    assert view.reply.kind == "differ"  # type: ignore[union-attr]


def test_an_answer_that_changes_resets_its_confirmation_and_both_voices_stay(
    handed_in: SelfAssessment, manager: User
) -> None:
    first, second, _ = handed_in.items.all()
    reply(first, manager)
    reply(second, manager)
    rate(first, 4, "Two more drafts without a change")
    views = page_of(actor=manager, assessment=handed_in).items
    assert (views[0].reply, views[0].waits_for_manager) == (None, True)
    assert views[1].reply is not None
    assert [version.answer.level for version in views[0].versions] == [4, 3]
    assert views[0].before[0].reply.kind == "confirm"  # type: ignore[union-attr]


def test_the_same_words_again_reset_nothing(handed_in: SelfAssessment, manager: User) -> None:
    item = handed_in.items.all()[0]
    reply(item, manager)
    rate(item)
    assert item.answers.count() == 1
    assert page_of(actor=manager, assessment=handed_in).items[0].reply is not None


def test_a_reply_to_a_version_that_changed_meanwhile_is_refused(
    handed_in: SelfAssessment, manager: User
) -> None:
    item = handed_in.items.all()[0]
    read = item.answers.get()
    rate(item, 4)
    call = lambda: reply_to(answer=read, kind="confirm", level=None, words="", by=manager, at=NOW)  # noqa: E731
    assert code_of(call) == "changed"


def test_it_closes_when_every_answer_is_settled_and_grants_nothing(
    handed_in: SelfAssessment, manager: User
) -> None:
    first, second, third = handed_in.items.all()
    reply(first, manager)
    reply(second, manager, "differ", 2, "The dates slipped twice")
    assert code_of(lambda: close_assessment(assessment=handed_in, by=manager, at=NOW)) == "left"
    reply(third, manager, "more", None, "Which plan shows it?")
    assert code_of(lambda: close_assessment(assessment=handed_in, by=manager, at=NOW)) == "left"
    rate(third, 3, "The plan of last week shows it")
    reply(third, manager)
    closed = close_assessment(assessment=handed_in, by=manager, at=NOW)
    assert (closed.state, closed.closed_by) == ("closed", manager)
    assert not Entrustment.objects.exists()
    assert not Evidence.objects.exists()
    assert code_of(lambda: rate(first, 5)) == "state"
    assert code_of(lambda: reply(first, manager, "more", None, "And what else is there?")) == "state"


def test_the_person_gets_one_letter_when_every_task_is_answered(
    handed_in: SelfAssessment, manager: User
) -> None:
    items = list(handed_in.items.all())
    for item in items[:2]:
        reply(item, manager)
    assert not Message.objects.filter(template="self_answered").exists()
    reply(items[2], manager, "more", None, "Which plan shows it?")
    reply(items[2], manager, "more", None, "Which plan shows it best?")
    assert Message.objects.filter(template="self_answered", person=handed_in.person).count() == 1
    rate(items[2], 2)
    assert Message.objects.filter(template="self_changed", person=manager).count() == 1
    reply(items[2], manager)
    assert Message.objects.filter(template="self_answered", person=handed_in.person).count() == 2
    do_due_jobs(at=timezone.now())
    bodies = " ".join(letter.body for letter in mail.outbox)
    assert "Four drafts" not in bodies
    assert "Which plan" not in bodies


def test_a_manager_who_leads_them_no_more_gets_no_letter(handed_in: SelfAssessment, manager: User) -> None:
    manager.posts.update(role="R02", ends_on=None)
    handed_in.person.posts.update(manager=None)
    do_due_jobs(at=timezone.now() + datetime.timedelta(minutes=1))
    assert [letter.to for letter in mail.outbox] == []


def test_the_database_keeps_one_draft_a_task() -> None:
    answer = SelfAnswerFactory(item__assessment__state="open")
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfAnswerFactory(item=answer.item, number=2)
