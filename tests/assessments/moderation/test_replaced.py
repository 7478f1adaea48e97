"""A version of an audit is replaced or taken back: what was queried on it is closed in words."""

from __future__ import annotations

import datetime

import pytest

from academy.record.models import Entry
from academy.work.models import Message
from academy.work.registry import compose
from assessments.audits.models import Audit
from assessments.instruments.models import Criterion
from assessments.moderation.actions import ask_moderation, close_queries, query_grade, reopen_queries
from assessments.moderation.models import Case, GradeQuery, Reply
from assessments.moderation.queries.replies import reply_card
from courses.assignments.models import Assignment
from tests.assessments.imports.conftest import Desk
from tests.assessments.imports.conftest import desk as desk
from tests.assessments.imports.conftest import private_root as private_root
from tests.courses.assignments.test_undo import answer, send, take_back

pytestmark = pytest.mark.django_db
WHY = "The amount stands on page four of the plan"


@pytest.fixture
def queried(desk: Desk) -> GradeQuery:
    """A grade that its writer queried; the training that rests on it waits."""
    send(desk, {"F3": "1", "A1": "3"})
    answer(desk)
    audit = Audit.objects.get()
    row = query_grade(
        audit=audit, criterion=Criterion.objects.get(code="F3"), reason=WHY, by=desk.writer, at=desk.at
    )
    answer(desk)
    assert Assignment.objects.get().state == "paused"
    return row


def letters(template: str) -> list[tuple[int, str]]:
    """Who got which words."""
    found = []
    for row in Message.objects.filter(template=template).order_by("pk"):
        letter = compose(template, person_id=row.person_id, context=row.context)
        found.append((row.person_id, f"{letter.subject}\n{letter.body}" if letter else ""))
    return found


def test_replaced_it_is_closed_and_writer_and_qa_are_told(desk: Desk, queried: GradeQuery) -> None:
    send(desk, {"F3": "1", "A1": "4"})
    answer(desk)
    queried.refresh_from_db()
    assert (queried.state, queried.reply.state) == ("closed", "settled")
    assert Case.objects.get().state == "dropped"
    assert Assignment.objects.get().state == "asked"
    newest = Audit.objects.get(is_current=True)
    [(person, words)] = letters("query_closed")
    assert person == desk.writer.pk
    assert f"/me/feedback/{newest.pk}/" in words
    assert "your ten working days begin again" in words
    assert newest.plan_ref not in words
    [(person, words)] = letters("queries_closed")
    assert person == desk.qa.pk
    assert "1 query of a grade was closed" in words
    assert f"/audits/{newest.pk}/" in words
    assert Entry.objects.filter(verb="close", about=desk.writer).count() == 1


def test_told_twice_it_is_closed_once(desk: Desk, queried: GradeQuery) -> None:
    send(desk, {"F3": "1", "A1": "4"})
    answer(desk)
    assert close_queries(audit_ids=[queried.reply.audit_id], at=desk.at) == 0
    assert reopen_queries(audit_ids=[queried.reply.audit_id], at=desk.at) == 0
    assert len(letters("query_closed")) == 1


def test_the_newer_version_shows_it_and_takes_a_new_query(desk: Desk, queried: GradeQuery) -> None:
    send(desk, {"F3": "1", "A1": "4"})
    answer(desk)
    newest = Audit.objects.get(is_current=True)
    card = reply_card(audit=newest, today=desk.at.date())
    assert [line.words[:44] for line in card.queries] == ["A newer version of this audit has taken its "]
    assert queried.criterion_id in [pk for pk, _, _ in card.to_query]
    again = query_grade(audit=newest, criterion=queried.criterion, reason=WHY, by=desk.writer, at=desk.at)
    answer(desk)
    assert again.state == "open"
    assert Assignment.objects.get().state == "paused"


def test_the_newer_version_taken_back_it_waits_again(desk: Desk, queried: GradeQuery) -> None:
    again = send(desk, {"F3": "1", "A1": "4"})
    answer(desk)
    take_back(desk, again)
    queried.refresh_from_db()
    assert (queried.state, queried.settled_at, queried.reply.state) == ("open", None, "queried")
    case = Case.objects.get(state="waiting")
    assert case.audit_id == queried.reply.audit_id
    assert Assignment.objects.get().state == "paused"


def test_all_versions_taken_back_the_writer_reads_that_nothing_is_asked(
    desk: Desk, queried: GradeQuery
) -> None:
    take_back(desk, Audit.objects.get().batch)  # type: ignore[arg-type]
    queried.refresh_from_db()
    assert queried.state == "closed"
    [(_, words)] = letters("query_closed")
    assert "was taken back and does not count any more" in words


def test_a_case_that_was_asked_for_goes_on_with_the_newer_version(desk: Desk) -> None:
    send(desk, {"F3": "2", "A1": "3"})
    answer(desk)
    case = ask_moderation(audit=Audit.objects.get(), by=desk.qa, at=desk.at)
    send(desk, {"F3": "2", "A1": "4"})
    answer(desk)
    case.refresh_from_db()
    assert (case.state, case.audit) == ("waiting", Audit.objects.get(is_current=True))


def test_replies_without_a_query_stay_as_they_are(desk: Desk) -> None:
    send(desk, {"F3": "2", "A1": "3"})
    answer(desk)
    audit = Audit.objects.get()
    day = desk.at.date()
    Reply.objects.create(audit=audit, given_on=day, until=day + datetime.timedelta(days=14))
    send(desk, {"F3": "2", "A1": "4"})
    answer(desk)
    assert Reply.objects.get().state == "given"
    assert letters("query_closed") == letters("queries_closed") == []
