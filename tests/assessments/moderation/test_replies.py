"""The right of reply: acknowledge, ask, query; in time, once, and with work that waits for the panel."""

from __future__ import annotations

import datetime
import uuid

import pytest

from academy.kit.refusals import Refused
from academy.record.models import Entry
from assessments.audits.models import Finding
from assessments.moderation.actions import (
    acknowledge_feedback,
    answer_question,
    ask_about,
    query_grade,
    take_back_query,
)
from assessments.moderation.models import Case, GradeQuery, Reply, ReplyMessage
from assessments.moderation.queries.replies import reply_card
from assessments.moderation.rules.replies import feedback_due, reply_until
from courses.assignments.actions import follow_absences
from courses.assignments.models import Assignment
from tests.assessments.moderation.worlds import AT, Side, side, work
from tests.factories.academy import AbsenceFactory

pytestmark = pytest.mark.django_db
WHY = "The amount stands on page four of the plan"
LATE = AT + datetime.timedelta(days=30)


@pytest.fixture
def people() -> Side:
    return side()


def state() -> str:
    return Assignment.objects.get().state


def test_days_are_working_days() -> None:
    assert feedback_due(datetime.date(2026, 12, 18)) == datetime.date(2026, 12, 29)
    assert reply_until(datetime.date(2026, 11, 5)) == datetime.date(2026, 11, 19)
    assert reply_until(datetime.date(2040, 11, 5)) == datetime.date(2040, 11, 19)


def test_feedback_is_acknowledged_once(people: Side) -> None:
    audit = people.audit()
    for _ in range(2):
        acknowledge_feedback(audit=audit, by=people.writer, at=AT)
    assert Reply.objects.get().state == "acknowledged"
    assert Entry.objects.filter(verb="acknowledge").count() == 1


def test_only_the_writer_answers(people: Side) -> None:
    audit = people.audit()
    with pytest.raises(Refused, match="Only the person who wrote"):
        acknowledge_feedback(audit=audit, by=people.manager, at=AT)


def test_a_question_is_asked_once_and_answered_by_the_qa_team(people: Side) -> None:
    audit, key = people.audit(), uuid.uuid4()
    for _ in range(2):
        ask_about(audit=audit, text="Which outcome do you mean?", key=key, by=people.writer, at=AT)
    reply = Reply.objects.get()
    assert (reply.state, reply.messages.count()) == ("asked", 1)
    with pytest.raises(Refused, match="Only the QA team"):
        answer_question(reply=reply, text="The second one", key=uuid.uuid4(), by=people.manager, at=AT)
    answer = uuid.uuid4()
    for _ in range(2):
        answer_question(reply=reply, text="The second one", key=answer, by=people.lead, at=AT)
    assert ReplyMessage.objects.count() == 2
    assert Reply.objects.get().state == "answered"


def test_personal_data_is_refused_and_not_echoed(people: Side) -> None:
    with pytest.raises(Refused) as refused:
        ask_about(
            audit=people.audit(), text="Is NHS 943 476 5919 the right one?", key=uuid.uuid4(),
            by=people.writer, at=AT,
        )  # fmt: skip
    assert "943" not in refused.value.words
    assert not ReplyMessage.objects.exists()


def test_after_ten_working_days_it_is_too_late(people: Side) -> None:
    audit = people.audit()
    with pytest.raises(Refused, match="were open until 19 November 2026"):
        query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=LATE)
    acknowledge_feedback(audit=audit, by=people.writer, at=LATE)


def test_a_query_pauses_what_rests_on_the_grade_and_goes_to_a_panel(people: Side) -> None:
    audit = people.audit()
    assert state() == "asked"
    query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    assert (state(), Finding.objects.get().state) == ("paused", "paused")
    case = Case.objects.get()
    assert (case.audit, case.why, case.state) == (audit, "disputed", "waiting")
    work()
    assert state() == "paused"


def test_an_earlier_audit_that_called_for_it_pauses_it_too(people: Side) -> None:
    first = people.audit(datetime.date(2026, 11, 2), B2=2)
    people.audit(datetime.date(2026, 11, 5), B2=2)
    assert Assignment.objects.get().rule.code == "LR-02"
    query_grade(audit=first, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    assert state() == "paused"


def test_what_rests_on_another_grade_goes_on(people: Side) -> None:
    audit = people.audit(B2=1, F3=2)
    query_grade(audit=audit, criterion=people.criterion("F3"), reason=WHY, by=people.writer, at=AT)
    work()
    assert Assignment.objects.get(criterion__code="B2").state == "asked"


def test_coming_back_from_leave_does_not_end_the_waiting(people: Side) -> None:
    audit = people.audit()
    query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    follow_absences(council_id=audit.council_id, by=None, at=AT + datetime.timedelta(days=1))
    assert state() == "paused"


def test_taken_back_it_goes_on_and_the_panel_is_not_needed(people: Side) -> None:
    audit = people.audit()
    query = query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    for _ in range(2):
        take_back_query(query=query, by=people.writer, at=AT)
    work()
    assert state() == "asked"
    assert Case.objects.get().state == "dropped"
    assert Reply.objects.get().state == "settled"


def test_somebody_away_is_not_asked_when_the_query_ends(people: Side) -> None:
    audit = people.audit()
    query = query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    work()
    AbsenceFactory(person=people.writer, starts_on=AT.date(), ends_on=None)
    take_back_query(query=query, by=people.writer, at=AT)
    work()
    assert state() == "paused"


def test_a_grade_is_queried_once(people: Side) -> None:
    audit, criterion = people.audit(), people.criterion("B2")
    query_grade(audit=audit, criterion=criterion, reason=WHY, by=people.writer, at=AT)
    with pytest.raises(Refused, match="already"):
        query_grade(audit=audit, criterion=criterion, reason=WHY, by=people.writer, at=AT)
    assert GradeQuery.objects.count() == 1


def test_what_was_not_graded_cannot_be_queried(people: Side) -> None:
    with pytest.raises(Refused, match="not graded"):
        query_grade(
            audit=people.audit(), criterion=people.criterion("A1"), reason=WHY, by=people.writer, at=AT
        )


def test_the_card_says_what_can_be_done(people: Side) -> None:
    audit = people.audit(B2=1, F3=3)
    card = reply_card(audit=audit, today=AT.date())
    assert (card.state, card.may_acknowledge, card.may_ask, card.may_query) == ("given", True, True, True)
    assert [code for _, code, _ in card.to_query] == [
        str(people.criterion("B2")), str(people.criterion("F3")),
    ]  # fmt: skip
    query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    card = reply_card(audit=audit, today=AT.date())
    assert card.queried_codes == {"B2"}
    assert len(card.to_query) == 1
    assert not reply_card(audit=audit, today=LATE.date()).may_query
