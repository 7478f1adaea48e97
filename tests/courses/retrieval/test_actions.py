"""Rounds of five: what is drawn and why, answered once, left and come back to."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.kit.refusals import Refused
from academy.law.pack import current_pack
from academy.people.models import User
from academy.record.models import Entry
from assessments.audits.models import Finding
from assessments.questions.models import ItemVersion
from courses.retrieval import actions, queries
from courses.retrieval.models import Card, Review, Round, Turn
from courses.retrieval.rules import NEW_A_DAY, ROUND_DAYS, ROUND_SIZE, LawChange
from tests.factories.academy import StaffFactory
from tests.factories.assessments import AuditFactory
from tests.factories.courses import CompletionFactory, module_page
from tests.factories.retrieval import NOON, make_card, make_review, make_turn
from tests.factories.statistics import make_item, make_paper, make_sitting

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def person() -> User:
    """Somebody who has finished a module on C1.2."""
    found: User = StaffFactory()
    learn(found)
    return found


def learn(person: User, code: str = "PM-01", competency: str = "C1.2") -> None:
    module_page(person.council, code, competencies=[competency])
    CompletionFactory(person=person, module_code=code, done_on=datetime.date(2026, 5, 5))


def items(person: User, count: int, **fields: Any) -> list[ItemVersion]:
    start = ItemVersion.objects.count()
    return [make_item(person.council, f"Q-{start + n}", **fields) for n in range(count)]


def start(person: User, at: datetime.datetime = NOON) -> Turn | None:
    return actions.start_round(by=person, at=at)


def answer(turn: Turn, said: str = "a", at: datetime.datetime = NOON) -> Review:
    return actions.answer_turn(turn=turn, answer={"answer": said}, by=turn.round.person, at=at)


def finish(person: User, at: datetime.datetime = NOON, said: str = "a") -> int:
    """Answer a whole round; how many questions it had."""
    count, turn = 0, start(person, at)
    number = turn.round_id if turn else 0
    while turn is not None and turn.round_id == number:
        answer(turn, said, at)
        count, turn = count + 1, queries.current_turn(actor=person)
    return count


def test_five_at_most_and_each_says_why(person: User) -> None:
    items(person, 7)
    turn = start(person)
    assert turn is not None
    turns = list(turn.round.turns.all())
    assert len(turns) == ROUND_SIZE
    assert {one.reason for one in turns} == {"Because you finished Module PM-01 (PM-01) on 5 May 2026."}
    assert len({one.version.item_id for one in turns}) == ROUND_SIZE


def test_nothing_learnt_nothing_asked() -> None:
    stranger = StaffFactory()
    items(stranger, 3)
    assert start(stranger) is None
    assert not Round.objects.exists()
    assert queries.keeping_home(actor=stranger, at=NOON).lead == "There is nothing to ask you yet."


@pytest.mark.parametrize("state", ["draft", "retired", "replaced"])
def test_only_live_versions_are_asked(person: User, state: str) -> None:
    items(person, 1, state=state)
    assert start(person) is None


def test_other_councils_items_are_never_asked(person: User) -> None:
    items(StaffFactory(), 2)
    assert start(person) is None


def test_what_an_audit_found_brings_questions_without_a_module() -> None:
    writer = StaffFactory()
    audit = AuditFactory(writer=writer, grades={"F3": 2}, audited_on=datetime.date(2026, 11, 5))
    Finding.objects.update(state="assigned")
    make_item(writer.council, "Q-1", competencies=[], criteria=["F3"])
    turn = start(writer)
    assert turn is not None
    assert turn.reason == "Because your audit of 5 November 2026 found F3 below good."
    assert turn.card.source == "finding:F3"
    assert audit.writer == writer


@pytest.mark.parametrize("state", ["paused", "resolved", "withdrawn", "waived"])
def test_a_finding_that_is_settled_or_in_dispute_brings_none(state: str) -> None:
    writer = StaffFactory()
    AuditFactory(writer=writer, grades={"F3": 2})
    Finding.objects.update(state=state)
    make_item(writer.council, "Q-1", competencies=[], criteria=["F3"])
    assert start(writer) is None


def test_a_passed_paper_brings_questions() -> None:
    learner = StaffFactory()
    paper = make_paper(learner.council, lines=[{"count": 1, "competency": "C1.2"}])
    one, two = items(learner, 2)
    make_sitting(paper, learner, {one: "a"})
    turn = start(learner)
    assert turn is not None
    assert turn.reason.startswith("Because you passed Paper P-1")
    assert two.pk in turn.round.turns.values_list("version_id", flat=True)


def test_a_law_that_changed_brings_back_what_is_not_due(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed, other = make_item(person.council, "Q-1", law=["TR-05"]), make_item(person.council, "Q-2")
    for version in (changed, other):
        make_card(person, version, days=30)
    assert start(person) is None
    news = LawChange("TR-05", "Draft plan", NOON.date() - DAY, frozenset({"TR-05"}))
    monkeypatch.setattr("courses.retrieval.queries.grounds.law_changes", lambda until: (news,))
    turn = start(person)
    assert turn is not None
    assert turn.round.turns.count() == 1
    assert turn.version == changed
    assert "the law on this changed on 25 November 2026" in turn.reason


def test_the_pack_says_which_rules_came_into_force_and_proposals_did_not() -> None:
    changes = queries.law_changes(until=NOON.date())
    rules = current_pack().rules
    assert {one.key for one in changes} == {
        code for code, rule in rules.items() if not rule.is_proposal and rule.effective_from <= NOON.date()
    }
    assert queries.law_changes(until=datetime.date(1990, 1, 1)) == ()


def test_what_is_due_comes_first_longest_due_first_then_something_new(person: User) -> None:
    late, later, waits, new = items(person, 4)
    make_card(person, later, days=-1)
    make_card(person, late, days=-3)
    make_card(person, waits, days=5)
    turn = start(person)
    assert turn is not None
    assert [one.version for one in turn.round.turns.all()] == [late, later, new]
    assert turn.reason == "Because you last answered it on 19 November 2026. Has it stayed?"


def test_what_is_new_is_capped_by_the_day(person: User) -> None:
    items(person, 3 * NEW_A_DAY)
    assert [finish(person) for _ in range(4)] == [5, 5, 0, 0]
    assert Card.objects.filter(person=person).count() == NEW_A_DAY
    assert finish(person, NOON + DAY, "c") == 5


def test_a_round_is_left_and_come_back_to(person: User) -> None:
    items(person, 5)
    first = start(person)
    assert first is not None
    answer(first)
    again, later = start(person), start(person, NOON + 3 * DAY)
    assert again is not None
    assert again == later
    assert (again.round_id, again.position) == (first.round_id, 2)
    fresh = start(person, NOON + ROUND_DAYS * DAY)
    assert fresh is not None
    assert fresh.round_id != first.round_id
    assert fresh.round.turns.count() == 5, "what was drawn and not answered is drawn again"


def test_a_question_that_is_retired_in_the_middle_is_left_out(person: User) -> None:
    one, two = items(person, 2)
    turn = start(person)
    assert turn is not None
    ItemVersion.objects.filter(pk=one.pk).update(state="retired")
    following = start(person)
    assert following is not None
    assert following.version == two
    ItemVersion.objects.filter(pk=two.pk).update(state="retired")
    assert start(person) is None
    assert not Round.objects.filter(ended_at__isnull=True).exists()


def test_an_answer_is_marked_kept_and_sent_ahead(person: User) -> None:
    (version,) = items(person, 1)
    turn = start(person)
    assert turn is not None
    review = answer(turn)
    assert (review.right, review.rating, review.points, review.of) == (True, 3, 1, 1)
    assert review.marked["lines"][0]["reason"] == "The rule gives six weeks."
    card = Card.objects.get()
    assert card.last_at == NOON
    assert card.due_at > NOON + DAY
    assert card.memory != review.before
    assert Round.objects.get().ended_at == NOON
    assert turn.version == version


def test_what_was_wrong_comes_back_tomorrow(person: User) -> None:
    items(person, 1)
    turn = start(person)
    assert turn is not None
    assert answer(turn, "c").rating == 1
    assert Card.objects.get().due_at == NOON + DAY
    assert start(person, NOON + DAY - datetime.timedelta(minutes=1)) is None
    assert start(person, NOON + DAY) is not None


def test_a_double_click_is_one_answer(person: User) -> None:
    items(person, 1)
    turn = start(person)
    assert turn is not None
    first = answer(turn, "c")
    before = Card.objects.get().due_at
    assert answer(turn, "a", NOON + datetime.timedelta(seconds=1)) == first
    assert Review.objects.count() == 1
    assert Card.objects.get().due_at == before


def test_nobody_answers_for_somebody_else(person: User) -> None:
    turn = make_turn(person)
    with pytest.raises(Refused):
        actions.answer_turn(turn=turn, answer={}, by=StaffFactory(council=person.council), at=NOON)


def test_a_right_answer_may_be_called_easy_or_hard_once(person: User) -> None:
    review = make_review(person)
    usual = Card.objects.get().due_at
    actions.say_felt(review=review, felt=4, by=person, at=NOON)
    easy = Card.objects.get().due_at
    assert easy > usual
    actions.say_felt(review=review, felt=4, by=person, at=NOON)
    assert Card.objects.get().due_at == easy
    with pytest.raises(Refused):
        actions.say_felt(review=review, felt=2, by=person, at=NOON)
    wrong = make_review(person, said="c")
    with pytest.raises(Refused):
        actions.say_felt(review=wrong, felt=4, by=person, at=NOON)


def test_nothing_of_it_goes_into_the_record(person: User) -> None:
    items(person, 2)
    before = Entry.objects.count()
    finish(person)
    actions.set_nudge(day=1, by=person, at=NOON)
    assert Entry.objects.count() == before


def test_a_round_is_planned_in_the_same_queries_however_much_there_is(person: User) -> None:
    counts = []
    queries.plan_round(actor=person, at=NOON)
    for number in range(3):
        learn(person, f"PM-1{number}", f"C2.{number}")
        AuditFactory(writer=person, grades={"F3": 2})
        Finding.objects.update(state="assigned")
        due, _ = items(person, 2)
        make_card(person, due)
        with CaptureQueriesContext(connection) as asked:
            assert queries.plan_round(actor=person, at=NOON)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 10
