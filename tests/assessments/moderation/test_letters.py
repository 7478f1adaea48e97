"""Letters about feedback: to the writer and to panels, with a link and nothing of what is said there."""

from __future__ import annotations

import uuid

import pytest
from django.core import mail
from django.test import Client

from academy.kit.refusals import Refused
from academy.work.models import Message
from assessments.moderation.actions import (
    answer_question,
    ask_about,
    ask_moderation,
    ask_to_sit,
    conclude_case,
    query_grade,
)
from assessments.moderation.models import Case, Reply
from assessments.moderation.queries.panels import case_page, cases_for, may_sit_with
from assessments.moderation.rules.panels import Said
from tests.assessments.moderation.worlds import AT, Side, side, work
from tests.factories.academy import StaffFactory

pytestmark = pytest.mark.django_db
WHY = "The amount stands on page four of the plan"
QUESTION, ANSWER = "Which outcome do you mean?", "The second one, on sleep"


@pytest.fixture
def people() -> Side:
    found = side()
    work()
    mail.outbox.clear()
    return found


def sent(subject: str) -> list[tuple[str, str]]:
    """To whom, and what."""
    work()
    return [(letter.to[0], str(letter.body)) for letter in mail.outbox if letter.subject == subject]


def conclude(people: Side, case: Case, grade: int) -> None:
    conclude_case(
        case=case,
        said={people.criterion("B2").pk: Said(grade, "Quantified on page four")},
        overall=None,
        members=[people.second],
        learning="",
        by=people.lead,
        at=AT,
    )


def test_the_writer_reads_that_a_question_is_answered(people: Side) -> None:
    audit = people.audit(B2=3)
    ask_about(audit=audit, text=QUESTION, key=uuid.uuid4(), by=people.writer, at=AT)
    key = uuid.uuid4()
    for _ in range(2):
        answer_question(reply=Reply.objects.get(), text=ANSWER, key=key, by=people.lead, at=AT)
    [(to, body)] = sent("Your question about feedback is answered")
    assert to == people.writer.email
    assert f"/me/feedback/{audit.pk}/" in body
    assert not any(word in body for word in (QUESTION, ANSWER, audit.plan_ref, "B2"))


def test_the_writer_reads_that_a_panel_answered_the_query(people: Side) -> None:
    audit = people.audit()
    query_grade(audit=audit, criterion=people.criterion("B2"), reason=WHY, by=people.writer, at=AT)
    for _ in range(2):
        conclude(people, Case.objects.get(), 1)
    [(to, body)] = sent("A panel has answered your query")
    assert to == people.writer.email
    assert not any(word in body for word in ("Quantified", "good", "inadequate", audit.plan_ref))
    assert not sent("A panel agreed another grade")


def test_the_writer_reads_that_a_panel_agreed_another_grade_unasked(people: Side) -> None:
    audit = people.audit(B2=3)
    conclude(people, ask_moderation(audit=audit, by=people.lead, at=AT), 2)
    [(to, body)] = sent("A panel agreed another grade")
    assert to == people.writer.email
    assert f"/me/feedback/{audit.pk}/" in body


def test_nothing_is_written_where_a_panel_keeps_what_nobody_queried(people: Side) -> None:
    conclude(people, ask_moderation(audit=people.audit(B2=3), by=people.lead, at=AT), 3)
    assert not Message.objects.filter(template="feedback_moderated").exists()


def test_whoever_is_asked_to_sit_gets_one_letter_and_sees_it_first(people: Side) -> None:
    case = ask_moderation(audit=people.audit(B2=3), by=people.lead, at=AT)
    for _ in range(2):
        ask_to_sit(case=case, people=[people.second], by=people.lead, at=AT)
    [(to, body)] = sent("You are asked to sit on a panel")
    assert to == people.second.email
    assert f"/audits/moderation/{case.pk}/" in body
    assert case.plan_ref not in body
    assert [row.mine for row in cases_for(actor=people.second)] == [True]  # type: ignore[attr-defined]
    assert [row.mine for row in cases_for(actor=people.lead)] == [False]  # type: ignore[attr-defined]
    page = case_page(actor=people.lead, pk=case.pk)
    assert page is not None
    assert page.asked == (people.second.pk,)
    assert may_sit_with(case=case, actor=people.lead, today=AT.date(), asked=False) == []


def test_a_letter_that_comes_after_the_panel_sat_is_not_sent(people: Side) -> None:
    case = ask_moderation(audit=people.audit(B2=3), by=people.lead, at=AT)
    ask_to_sit(case=case, people=[people.second], by=people.lead, at=AT)
    conclude(people, case, 3)
    assert sent("You are asked to sit on a panel") == []


def test_nobody_is_asked_who_may_not_sit(people: Side) -> None:
    case = ask_moderation(audit=people.audit(B2=3), by=people.lead, at=AT)
    for one in (people.writer, people.auditor, people.manager):
        with pytest.raises(Refused):
            ask_to_sit(case=case, people=[one], by=people.lead, at=AT)
    with pytest.raises(Refused, match="Tick whom"):
        ask_to_sit(case=case, people=[], by=people.lead, at=AT)
    assert not case.asked.exists()


def test_the_page_asks_and_the_panel_finds_them_ticked(people: Side, client: Client) -> None:
    case = ask_moderation(audit=people.audit(B2=3), by=people.lead, at=AT)
    outsider = StaffFactory(council=people.writer.council)
    client.force_login(people.lead)
    url = f"/audits/moderation/{case.pk}/ask/"
    assert people.second.get_full_name() in client.get(url).content.decode()
    refused = client.post(url, {"people": [outsider.pk]})
    assert refused.status_code == 200
    assert client.post(url, {"people": [people.second.pk]}).status_code == 302
    assert list(case.asked.all()) == [people.second]
    assert "Everybody who may sit is asked already" in client.get(url).content.decode()
    page = client.get(f"/audits/moderation/{case.pk}/").content.decode()
    assert f'value="{people.second.pk}" checked' in " ".join(page.split())
